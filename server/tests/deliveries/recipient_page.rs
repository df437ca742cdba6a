use eyelevel_contract::deliveries::{NewStatus, Status, paths};
use eyelevel_contract::demo_kits::{DemoKit, Draft, paths as kits_at};
use eyelevel_contract::requests::{NewMessage, paths as requests_at};

use crate::support::{DAY, World, kits};

/// A shipped loan for two, of which much is known that is nobody's business but the two sides'.
async fn told(world: &World) -> DemoKit {
    let mut draft = Draft {
        purpose: "Secret purpose".to_owned(),
        adaptation: "Secret adaptation".to_owned(),
        reference: "SECRET-REF".to_owned(),
        customer_id: Some(world.organisation("Reederei Thomsen").await),
        ..world.draft(2, 3).await
    };
    draft.recipients[0].phone = "040 111".to_owned();
    draft.recipients[1].phone = "040 222".to_owned();
    let partner = world.as_("partner").await;
    let kit: DemoKit = partner.post(kits_at::DEMO_KITS, draft).await.ok();
    let id = kits::id(&kit);
    let message = |text: &str, internal| NewMessage { text: text.to_owned(), internal };
    partner.post(requests_at::messages(&id), message("Secret message", false)).await.is(201);
    world.as_("support").await.post(requests_at::messages(&id), message("Secret note", true)).await.is(201);
    partner.upload(("request_id", &id), "secret.txt", b"x").await.is(201);
    let reason = kits::changed("Secret reason", vec![], Some(world.today().plus_days(20)));
    world.as_("approver").await.decide(&kit, reason).await;
    partner.act(&id, requests_at::ACCEPTANCE, serde_json::json!({})).await.is(200);
    let kit = partner.kit(&kit).await;
    let mut ship = kits::parcels(&kit, "SN");
    ship.parcels[1].number = "1Z8V92A70367203024".to_owned();
    ship.parcels[1].arrives_on = Some(world.today().plus_days(3));
    world.as_("support").await.post(kits_at::shipments(&id), ship).await.ok()
}

#[tokio::test]
async fn it_shows_what_is_coming_to_them_and_nothing_else() {
    let world = World::new().await;
    told(&world).await;
    let desk = world.link("empfang@hafenklinik.example", "unterwegs").await;
    let answer = world.nobody().get(&desk).await.is(200);
    let page = answer.text();
    for there in
        ["E-Paper-Display, 4,2 Zoll", "3 Stück", "SN-2, SN-3, SN-4", "1Z8V92A70367203024", "Für Empfang", "Nordlicht IT", "Kranich Systems"]
    {
        assert!(page.contains(there), "{there}: {page}");
    }
    assert!(page.contains("Ihre Lieferung kommt am Fr., 27. November") && page.contains("Leihgabe bis Mo., 14. Dezember"), "{page}");
    for hidden in [
        "Secret",
        "SECRET",
        "secret",
        "Jana",
        "Petersen",
        "partner@",
        "empfang@",
        "SN-0",
        "SN-1",
        "1Z5R89390357567127",
        "040",
        "Palmaille",
        "Claudia",
        "Selim",
        "DK-1001",
        "Thomsen",
        "189",
        "€",
        "2 Stück",
        "<script",
        "HKA",
    ] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "same-origin"),
        ("x-robots-tag", "noindex, nofollow"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(answer.header(name), value);
    }
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
    // The mail says as little.
    let (_, body) = world.mail("empfang@hafenklinik.example", "unterwegs").await;
    for hidden in ["Secret", "SECRET", "Jana", "DK-1001", "189", "€", "Thomsen", "1Z5R"] {
        assert!(!body.contains(hidden), "{hidden}: {body}");
    }
    assert!(body.starts_with("Guten Tag Empfang,") && body.contains("3 × E-Paper-Display"), "{body}");
}

#[tokio::test]
async fn looking_changes_nothing() {
    let world = World::new().await;
    world.shipped(1, 1, "A").await;
    let desk = world.link("empfang@hafenklinik.example", "unterwegs").await;
    let nobody = world.nobody();
    let everything = async || {
        let mut counts = Vec::new();
        for table in ["recipient_history", "timeline", "audit", "outbox", "links", "throttles", "sessions"] {
            counts.push(world.count(table).await);
        }
        counts
    };
    let before = everything().await;
    for path in [desk.clone(), format!("{desk}?utm=1"), format!("{desk}/received"), format!("{desk}/problem"), format!("{desk}/renew")] {
        for method in ["GET", "HEAD", "OPTIONS"] {
            nobody.send(nobody.request(method, &path).body(axum::body::Body::empty()).unwrap()).await;
        }
    }
    nobody.get(format!("{desk}/received")).await.is(405);
    assert_eq!(everything().await, before);
    assert_eq!(world.count("recipients WHERE status = 'sent'").await, 2);
}

#[tokio::test]
async fn links_that_are_no_good_look_the_same_byte_for_byte() {
    let world = World::new().await;
    world.shipped(1, 1, "A").await;
    let desk = world.link("empfang@hafenklinik.example", "unterwegs").await;
    let token = desk.rsplit('/').next().unwrap().to_owned();
    let (id, signature) = token.split_once('.').unwrap();
    let nobody = world.nobody();
    nobody.form("/forgot", &[("email", "partner@eyelevel.example")]).await.is(200);
    let reset = world.link("partner@eyelevel.example", "Neues Passwort").await.replace("/reset/", "");
    let mine = world.link("partner@eyelevel.example", "unterwegs").await.replace("/r/", "");
    let mut tampered = signature.to_owned();
    tampered.replace_range(..1, if signature.starts_with('A') { "B" } else { "A" });
    let other_id = mine.split_once('.').unwrap().0;
    let mut pages = Vec::new();
    let mut look = async |token: &str| {
        for (verb, form) in [("", None), ("/received", Some(vec![])), ("/problem", Some(vec![("note", "x")]))] {
            let answer = match form {
                None => nobody.get(format!("/r/{token}")).await,
                Some(fields) => nobody.form(format!("/r/{token}{verb}"), &fields).await,
            };
            pages.push(answer.is(404).text().replace(&format!("/r/{token}/"), "/r/TOKEN/"));
        }
    };
    for token in
        [&format!("{id}.{tampered}"), &format!("{id}."), &format!("{other_id}.{signature}"), "x", "x.y", ".", reset.as_str(), "%2e%2e"]
    {
        look(&token.replace("%2e%2e", "a-b_c")).await;
    }
    world.run("UPDATE links SET ended_at = 1 WHERE subject_id = (SELECT id FROM recipients WHERE name = 'Empfang')").await;
    look(&token).await;
    world.run("UPDATE links SET ended_at = NULL").await;
    world.later(90 * DAY - 1);
    nobody.get(&desk).await.is(200);
    world.later(1);
    look(&token).await;
    let odd = pages.iter().find(|page| **page != pages[0]);
    assert_eq!(odd, None);
    assert!(!pages[0].contains("Empfang") && !pages[0].contains("Nordlicht"), "{}", pages[0]);
    assert_eq!(world.count("recipients WHERE status = 'sent'").await, 2);
    // What is no text is no token either.
    nobody.get("/r/%ff%fe").await.is(404);
    nobody.get("/r/%00").await.is(404);
}

#[tokio::test]
async fn the_heading_says_what_is_true() {
    let world = World::new().await;
    let kit = world.approved(1, 0).await;
    let mut ship = kits::parcels(&kit, "A");
    ship.parcels[0].arrives_on = Some(kits::day(2));
    let kit: DemoKit = world.as_("support").await.post(kits_at::shipments(&kits::id(&kit)), ship).await.ok();
    let parcel = kit.recipients[0].parcel.as_ref().unwrap().id.clone();
    let mine = world.link("partner@eyelevel.example", "unterwegs").await;
    let page = async || world.nobody().get(&mine).await.is(200).text();
    assert!(page().await.contains("Ihre Lieferung kommt am Do., 26. November"));
    world.later(3 * DAY);
    assert!(page().await.contains("Ihre Lieferung sollte am Do., 26. November kommen"));
    let support = world.as_("support").await;
    let note = async |status, note: &str, arrives_on| {
        let body = NewStatus { status, note: note.to_owned(), arrives_on, cause: None };
        support.post(paths::status(&parcel), body).await.is(200);
    };
    note(Status::InTransit, "It missed the lorry.", Some(kits::day(5))).await;
    let text = page().await;
    assert!(
        text.contains("Ihre Lieferung kommt am So., 29. November") && text.contains("Kommt später, weil: It missed the lorry."),
        "{text}"
    );
    for (status, heading) in [
        (Status::Delivered, "Ihre Lieferung: zugestellt"),
        (Status::Failed, "Ihre Lieferung: nicht übergeben"),
        (Status::Lost, "Ihre Lieferung: nicht auffindbar"),
        (Status::Returned, "Ihre Lieferung: geht zurück"),
    ] {
        note(status, "So it is.", None).await;
        let text = page().await;
        assert!(text.contains(heading) && !text.contains("kommt am"), "{heading}: {text}");
        // They may always say that it is there after all.
        assert!(text.contains("/received"), "{heading}");
    }
}
