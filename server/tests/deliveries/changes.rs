//! Another address, or another person: only by the requester's word, in the portal or by the link in the mail that asks.

use eyelevel_contract::deliveries::{AnswerChange, ChangeRecipient, NewRecipient, PinChange, RecipientStatus, Status, as_named, paths};
use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_contract::licences::Intent;
use eyelevel_contract::requests::EventKind;
use eyelevel_server::mail::worker;
use serde_json::json;

use crate::support::smtp::{Fate, Smtp};
use crate::support::{DAY, World, kits};

fn change(now: &RecipientStatus, edit: impl FnOnce(&mut NewRecipient)) -> ChangeRecipient {
    let mut recipient = as_named(now);
    edit(&mut recipient);
    ChangeRecipient { recipient, reason: "Mails come back.".to_owned() }
}

fn at(email: &str) -> impl FnOnce(&mut NewRecipient) {
    let email = email.to_owned();
    move |recipient| recipient.email = email
}

/// Who is pinned, and where: nothing else receives anything.
async fn pins(world: &World) -> Vec<(String, Option<String>, String)> {
    world.all("SELECT name, email, street FROM recipients ORDER BY id").await
}

#[tokio::test]
async fn the_vendor_proposes_and_until_the_requester_agrees_nothing_is_different() {
    let world = World::new().await;
    let kit = world.approved(1, 1).await;
    let (support, partner, desk) = (world.as_("support").await, world.as_("partner").await, &kit.recipients[1]);
    let before = pins(&world).await;
    let other = change(desk, |r| {
        r.name = "Ada".to_owned();
        r.address.street = "Elsewhere 1".to_owned();
    });
    let seen: RecipientStatus = support.post(paths::changes(&desk.id), &other).await.ok();
    let proposed = seen.proposed.unwrap();
    assert_eq!((proposed.change, proposed.asked_by.name.as_str(), seen.name.as_str()), (PinChange::Redirected, "Selim Aydin", "Empfang"));
    assert_eq!(pins(&world).await, before);
    // One at a time waits.
    support.post(paths::changes(&desk.id), &other).await.problem(409);
    // Nobody of the vendor's answers, nor a colleague, nor anybody who sees nothing of it.
    for account in ["support", "approver", "manager", "admin"] {
        assert_eq!(
            world.as_(account).await.post(paths::change(&desk.id, &proposed.id), AnswerChange { agreed: true }).await.missing_right(),
            "partner"
        );
    }
    assert_eq!(
        world.as_("sales").await.post(paths::change(&desk.id, &proposed.id), AnswerChange { agreed: true }).await.missing_right(),
        "requester"
    );
    world.as_("other").await.post(paths::change(&desk.id, &proposed.id), AnswerChange { agreed: true }).await.is(404);
    // By another recipient's address it is none.
    partner.post(paths::change(&kit.recipients[0].id, &proposed.id), AnswerChange { agreed: true }).await.is(404);
    let seen: RecipientStatus = partner.post(paths::change(&desk.id, &proposed.id), AnswerChange { agreed: false }).await.ok();
    assert!(seen.proposed.is_none());
    partner.post(paths::change(&desk.id, &proposed.id), AnswerChange { agreed: true }).await.problem(409);
    assert_eq!(pins(&world).await, before);
    // Asked again and agreed to, the parcel goes there.
    let seen: RecipientStatus = support.post(paths::changes(&desk.id), &other).await.ok();
    let seen: RecipientStatus = partner.post(paths::change(&desk.id, &seen.proposed.unwrap().id), AnswerChange { agreed: true }).await.ok();
    assert_eq!((seen.name.as_str(), seen.address.street.as_str()), ("Ada", "Elsewhere 1"));
    let kinds: Vec<EventKind> = partner.page(&kits::id(&kit)).await.timeline.into_iter().map(|entry| entry.kind).collect();
    for kind in [EventKind::ConsentAsked, EventKind::ConsentRefused, EventKind::ConsentGiven] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
}

#[tokio::test]
async fn the_link_in_the_mail_answers_once_and_looking_at_it_answers_nothing() {
    let world = World::new().await;
    let kit = world.approved(1, 1).await;
    let (support, nobody, desk) = (world.as_("support").await, world.nobody(), &kit.recipients[1]);
    let propose = async || support.post(paths::changes(&desk.id), change(desk, at("pforte@hafenklinik.example"))).await.is(200);
    propose().await;
    let (_, mail) = world.mail("partner@eyelevel.example", "Empfänger").await;
    let link = mail.split_whitespace().find(|word| word.contains("/c/")).unwrap().trim_start_matches("http://eyelevel.test").to_owned();
    for _ in 0..2 {
        let page = nobody.get(&link).await.is(200).text();
        assert!(page.contains("pforte@hafenklinik.example") && page.contains("Selim Aydin") && page.contains("Mails come back."), "{page}");
    }
    // Another kind of link, a made-up one and an expired one look alike.
    assert_eq!(nobody.get(link.replace("/c/", "/r/")).await.status, 404);
    nobody.get(format!("{link}x")).await.is(404);
    nobody.form(format!("{link}/agree"), &[]).await.is(200);
    assert_eq!(pins(&world).await[1].1.as_deref(), Some("pforte@hafenklinik.example"));
    // Used up, whatever is pressed.
    nobody.get(&link).await.is(404);
    nobody.form(format!("{link}/refuse"), &[]).await.is(404);
    let (by, source): (String, String) = world.one("SELECT actor_id, source FROM audit WHERE action = 'recipient.changed'").await;
    assert_eq!((by, source.as_str()), (world.person("partner").await, "link"), "written down as the requester's");
    // A question that was answered in the portal has no link any more; nor has an old one.
    let desk: RecipientStatus = world.as_("partner").await.kit(&kit).await.recipients.remove(1);
    support.post(paths::changes(&desk.id), change(&desk, at("tor@hafenklinik.example"))).await.is(200);
    let mails = world.mails_to("partner@eyelevel.example").await;
    let second =
        mails.iter().filter(|(_, body)| body.contains("tor@") || body.contains("/c/")).map(|(_, body)| body.clone()).collect::<Vec<_>>();
    let link = second
        .iter()
        .flat_map(|body| body.split_whitespace())
        .filter(|word| word.contains("/c/"))
        .find(|word| !word.ends_with(&link))
        .unwrap();
    let link = link.trim_start_matches("http://eyelevel.test");
    world.later(15 * DAY);
    nobody.get(link).await.is(404);
    nobody.form(format!("{link}/agree"), &[]).await.is(404);
    assert_eq!(pins(&world).await[1].1.as_deref(), Some("pforte@hafenklinik.example"));
}

#[tokio::test]
async fn the_requester_s_own_wish_counts_at_once_and_ends_what_the_vendor_proposed() {
    let world = World::new().await;
    let kit = world.approved(1, 1).await;
    let (support, partner, desk) = (world.as_("support").await, world.as_("partner").await, &kit.recipients[1]);
    let proposed: RecipientStatus = support.post(paths::changes(&desk.id), change(desk, at("a@hafenklinik.example"))).await.ok();
    let seen: RecipientStatus = partner.post(paths::changes(&desk.id), change(desk, at("b@hafenklinik.example"))).await.ok();
    assert_eq!((seen.email.as_deref(), seen.proposed), (Some("b@hafenklinik.example"), None));
    partner.post(paths::change(&desk.id, &proposed.proposed.unwrap().id), AnswerChange { agreed: true }).await.problem(409);
    assert_eq!(pins(&world).await[1].1.as_deref(), Some("b@hafenklinik.example"));
}

#[tokio::test]
async fn a_parcel_that_is_under_way_is_turned_round_by_nobody_but_its_mails_are() {
    let world = World::new().await;
    let kit = world.shipped(1, 1, "A").await;
    let (partner, nobody, desk) = (world.as_("partner").await, world.nobody(), &kit.recipients[1]);
    let link = world.link("empfang@hafenklinik.example", "Eine Lieferung").await;
    partner.post(paths::changes(&desk.id), change(desk, |r| r.name = "Ada".to_owned())).await.fault("recipient.name");
    partner
        .post(paths::changes(&desk.id), change(desk, |r| r.address.street = "There 1".to_owned()))
        .await
        .fault("recipient.address.street");
    partner.post(paths::changes(&desk.id), change(desk, |_| ())).await.fault("recipient.email");
    partner.post(paths::changes(&desk.id), change(desk, at("no address"))).await.fault("recipient.email");
    let mut silent = change(desk, at("pforte@hafenklinik.example"));
    silent.reason = " ".to_owned();
    partner.post(paths::changes(&desk.id), &silent).await.fault("reason");
    nobody.get(&link).await.is(200);
    partner.post(paths::changes(&desk.id), change(desk, at("pforte@hafenklinik.example"))).await.is(200);
    // Whoever reads the old mailbox has a link that opens nothing; the new one has one that does.
    nobody.get(&link).await.is(404);
    let link = world.link("pforte@hafenklinik.example", "Ihr neuer Link").await;
    assert!(nobody.get(&link).await.is(200).text().contains("Für Empfang"));
    // Confirmed is confirmed.
    nobody.form(format!("{link}/received"), &[]).await.is(303);
    let done: DemoKit = partner.kit(&kit).await;
    partner.post(paths::changes(&desk.id), change(&done.recipients[1], at("x@hafenklinik.example"))).await.fault("recipient.name");
}

#[tokio::test]
async fn of_two_mails_only_the_one_that_did_not_arrive_is_sent_again_and_its_history_stays() {
    let (world, smtp) = (World::new().await, Smtp::start().await);
    let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
    draft.recipients = vec![crate::licences::requests::me(), crate::licences::requests::customer()];
    let licence = world.asked(&draft).await;
    let id = licence.page.request.id.clone();
    world.run("DELETE FROM outbox WHERE template = 'key_issued'").await;
    smtp.next(&[Fate::Taken, Fate::Refused]);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let seen = world.licence(&id).await;
    let statuses: Vec<Status> = seen.recipients.iter().map(|r| r.recipient.status).collect();
    assert_eq!(statuses, [Status::Accepted, Status::Bounced]);
    let customer = &seen.recipients[1].recipient;
    // The vendor can only propose it.
    let support = world.as_("support").await;
    support.post(paths::changes(&customer.id), change(customer, at("albers@hafenklinik.example"))).await.is(200);
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    assert!(!smtp.taken().iter().any(|mail| mail.contains("albers@")), "nothing goes out by it");
    let sent = smtp.taken().len();
    let repaired: RecipientStatus =
        world.as_("partner").await.post(paths::changes(&customer.id), change(customer, at("albers@hafenklinik.example"))).await.ok();
    assert_eq!((repaired.status, repaired.history.len()), (Status::Planned, 1));
    worker::run(&world.app, &smtp.transport()).await.unwrap();
    let since = smtp.taken().split_off(sent);
    let to = |address: &str| since.iter().filter(|mail| mail.lines().any(|line| line.starts_with("To:") && line.contains(address))).count();
    assert_eq!((to("albers@"), to("it@hafenklinik"), to("partner@")), (1, 0, 0), "only the one that did not arrive: {since:?}");
    let seen = world.licence(&id).await;
    let history: Vec<_> =
        seen.recipients[1].recipient.history.iter().map(|h| (h.round, h.status, h.address.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        history,
        [(1, Status::Bounced, "it@hafenklinik.example"), (2, Status::Accepted, "albers@hafenklinik.example")],
        "what was stays as it was"
    );
    assert_eq!(seen.recipients[0].recipient.history.len(), 1);
    let bodies = json!({ "recipient": null });
    support.post(paths::changes(&customer.id), bodies).await.status.is_client_error().then_some(()).unwrap();
}
