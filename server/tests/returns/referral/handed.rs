use eyelevel_contract::calendars::Span;
use eyelevel_contract::civil::Date;
use eyelevel_contract::requests::{EventKind, State};
use eyelevel_contract::returns::{Draft, ItemState, NewItem, Outcome, Payer, Refer, ReferralAnswer, ReferralState, Return, paths};
use serde_json::json;

use super::super::draft;
use super::{AGENT, PARTNER, day, id, kinds};
use crate::support::{DAY, HOUR, World, kits};

#[tokio::test]
async fn named_in_the_form_it_goes_out_at_once_and_the_answer_is_read_by_both_sides() {
    let world = World::new().await;
    let (thing, link) = world.handed().await;
    assert_eq!(
        (thing.page.request.state, thing.referrals[0].state, thing.referrals[0].in_advance),
        (State::Submitted, ReferralState::Handed, true)
    );
    assert_eq!(thing.referrals[0].answer_by, Some(world.today().plus_days(2)));
    let (subject, body) = world.mail(AGENT, "übernehmen").await;
    assert!(subject.starts_with("RT-1001") && body.contains("Nordlicht IT") && body.contains("ODD-1"), "{subject}\n{body}");
    assert!(!body.contains("HKA-77") && !body.contains("/returns/"), "nothing of the partner's own, and no way into the portal: {body}");
    let (_, body) = world.mail(PARTNER, "jetzt bei Sven Richter, Elbtal Distribution").await;
    assert!(body.contains("Claudia Berg") && body.contains("bleibt zuständig"), "{body}");
    // Looking changes nothing, however often, in either language.
    let nobody = world.nobody();
    for _ in 0..2 {
        let page = nobody.get(&link).await.is(200).text();
        assert!(
            page.contains("ODD-1") && page.contains("Stays dark.") && page.contains("They know this one.") && !page.contains("HKA-77"),
            "{page}"
        );
        assert!(!page.contains("<script"), "{page}");
    }
    assert!(nobody.get(&link).await.text().contains("Lights up? Nein"), "what was tried before goes with the device");
    assert!(nobody.get(format!("{link}?lang=en")).await.is(200).text().contains("Can you take this over?"));
    assert_eq!(world.again(&thing).await.referrals[0].state, ReferralState::Handed);
    // They do it until a day: that is the decision, and what the vendor owes is owed until then.
    let by = day(&world, 6);
    nobody.form(format!("{link}/answer"), &[("answer", "replace"), ("by", &by), ("text", "Aus unserem Lager.")]).await.is(303);
    let thing = world.again(&thing).await;
    let referral = &thing.referrals[0];
    assert_eq!(
        (referral.state, referral.answer, referral.by),
        (ReferralState::Taken, Some(ReferralAnswer::Replace), by.parse::<Date>().ok())
    );
    assert_eq!(
        (thing.page.request.state, thing.items[0].state, thing.items[0].outcome),
        (State::Approved, ItemState::Approved, Some(Outcome::ByDistributor))
    );
    assert_eq!((thing.items[0].postage.payer, thing.items[0].replacement), (Payer::Vendor, None));
    let promise = thing.page.request.promise.as_ref().unwrap();
    assert_eq!((promise.kept, promise.due_at), (None, Some(kits::day(6).days() * DAY + 16 * HOUR)), "until their evening");
    assert_eq!(world.count("promises WHERE kept").await, 1, "the answer that was promised is there");
    let entry = thing.page.timeline.last().unwrap();
    assert_eq!(
        (entry.kind, entry.by.as_ref().unwrap().name.as_str(), entry.text.as_deref()),
        (EventKind::ReferralTaken, "Sven Richter", Some("Aus unserem Lager."))
    );
    let (_, body) = world.mail(PARTNER, "Sven Richter übernimmt").await;
    assert!(body.contains("Wir ersetzen es") && body.contains("Aus unserem Lager."), "{body}");
    world.mail("approver@eyelevel.example", "Sven Richter übernimmt").await;
    let by_link: (String, String) = world.one("SELECT actor_id, source FROM audit WHERE action = 'return.referral_answered'").await;
    assert_eq!(by_link, (world.person("agent").await, "link".to_owned()));
    // Pressed twice, it is said once.
    nobody.form(format!("{link}/answer"), &[("answer", "not_covered"), ("text", "No.")]).await.is(409);
    assert!(nobody.get(&link).await.is(200).text().contains("Ist es erledigt?"));
    nobody.form(format!("{link}/done"), &[("text", "Neu: ODD-2")]).await.is(200);
    nobody.form(format!("{link}/done"), &[]).await.is(404);
    nobody.get(&link).await.is(404);
    let thing = world.again(&thing).await;
    assert_eq!(
        (thing.page.request.state, thing.items[0].state, thing.referrals[0].state),
        (State::Closed, ItemState::Done, ReferralState::Done)
    );
    assert_eq!(thing.referrals[0].ending.as_deref(), Some("Neu: ODD-2"));
    assert_eq!(world.count("promises WHERE kept").await, 2);
    world.mail(PARTNER, "Sven Richter ist fertig").await;
    world.mail(PARTNER, "ist erledigt").await;
    assert_eq!(world.count("catalogue_variants WHERE reserved > 0").await, 0, "the vendor's stock has nothing to do with it");
}

#[tokio::test]
async fn whom_the_requester_has_not_named_gets_nothing_before_they_agree() {
    let world = World::new().await;
    let thing = world.refers(&world.unknown(false).await).await;
    assert_eq!((thing.referrals[0].state, thing.referrals[0].handed_at), (ReferralState::Proposed, None));
    assert!(world.mails_to(AGENT).await.is_empty());
    assert_eq!(world.count("links WHERE purpose = 'referral'").await, 0);
    let (partner, approver) = (world.as_("partner").await, world.as_("approver").await);
    // One at a time, and the vendor may still do it without anybody.
    assert_eq!(approver.post(paths::verb(id(&thing), paths::REFERRALS), world.to_the_agent().await).await.problem(409), "conflict");
    let url = paths::referral(id(&thing), &thing.referrals[0].id);
    let now: Return = partner.post(&url, json!({ "agreed": false })).await.ok();
    assert_eq!(
        (now.referrals[0].state, now.referrals[0].agreed_by.as_ref().unwrap().name.as_str()),
        (ReferralState::Refused, "Jana Petersen")
    );
    partner.post(&url, json!({ "agreed": true })).await.problem(409);
    assert!(world.mails_to(AGENT).await.is_empty());
    // Asked again, by the link in the mail: it reads what would go out.
    let now = world.refers(&now).await;
    let mails = world.mails_to(PARTNER).await;
    let mail = mails.iter().rev().find(|(subject, _)| subject.contains("Dürfen wir")).unwrap();
    let link = mail.1.split_whitespace().find(|word| word.contains("/c/")).unwrap().trim_start_matches("http://eyelevel.test").to_owned();
    let page = world.nobody().get(&link).await.is(200).text();
    assert!(page.contains("Elbtal Distribution") && page.contains("ODD-1") && page.contains("They know this one."), "{page}");
    assert!(world.mails_to(AGENT).await.is_empty());
    world.nobody().form(format!("{link}/agree"), &[]).await.is(200);
    world.nobody().form(format!("{link}/agree"), &[]).await.is(404);
    let now = world.again(&now).await;
    assert_eq!((now.referrals[1].state, now.referrals[1].in_advance), (ReferralState::Handed, false));
    assert_eq!(world.mails_to(AGENT).await.len(), 1);
    for kind in [EventKind::ConsentAsked, EventKind::ConsentRefused, EventKind::ConsentGiven, EventKind::Referred] {
        assert!(kinds(&now).contains(&kind), "{kind}");
    }
}

#[tokio::test]
async fn an_address_goes_to_nobody_unasked_and_pictures_are_those_that_were_chosen() {
    let world = World::new().await;
    let (partner, approver) = (world.as_("partner").await, world.as_("approver").await);
    let form = Draft {
        bought_from: Some(world.organisation("Elbtal Distribution").await),
        replacement_to: Some(kits::recipient("Empfang", "empfang@hafenklinik.example")),
        items: vec![NewItem { product: "Display".to_owned(), fault: "Dark".to_owned(), ..NewItem::of("ODD-1".to_owned()) }],
        ..draft(&[])
    };
    let thing = partner.returns(&form).await;
    let picture = *b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR";
    for (name, bytes) in [("a.png", &picture[..]), ("b.png", &picture[..]), ("log.txt", b"secret")] {
        partner.upload(("request_id", id(&thing)), name, bytes).await.is(201);
    }
    let thing = world.again(&thing).await;
    let file = |name: &str| thing.page.attachments.iter().find(|file| file.name == name).unwrap().id.clone();
    let url = paths::verb(id(&thing), paths::REFERRALS);
    let refer = Refer { file_ids: vec![file("log.txt")], ..world.to_the_agent().await };
    approver.post(&url, &refer).await.fault("file_ids.0");
    approver.post(&url, Refer { person_id: world.person("partner").await, ..world.to_the_agent().await }).await.fault("person_id");
    // With an address, the requester is asked, whatever the form said.
    let asked: Return = approver.post(&url, Refer { with_recipient: true, ..world.to_the_agent().await }).await.ok();
    assert_eq!((asked.referrals[0].state, world.mails_to(AGENT).await.len()), (ReferralState::Proposed, 0));
    assert_eq!(asked.referrals[0].shared.recipient.as_ref().unwrap().name, "Empfang");
    approver.post(paths::verb(id(&thing), paths::TAKE_BACK), json!({ "reason": "Without it." })).await.is(200);
    assert!(world.mails_to(AGENT).await.is_empty(), "who got nothing is told nothing");
    partner.post(paths::referral(id(&thing), &asked.referrals[0].id), json!({ "agreed": true })).await.problem(409);
    approver.post(&url, Refer { file_ids: vec![file("a.png")], ..world.to_the_agent().await }).await.is(200);
    let link = world.link(AGENT, "übernehmen").await;
    let page = world.nobody().get(&link).await.is(200).text();
    for theirs in ["Display", "Dark", "a.png"] {
        assert!(page.contains(theirs), "{theirs}: {page}");
    }
    for not in ["Empfang", "hafenklinik", "b.png", "log.txt", "Jana"] {
        assert!(!page.contains(not), "{not}: {page}");
    }
    let shown = world.nobody().get(format!("{link}/files/{}", file("a.png"))).await.is(200);
    assert_eq!((shown.header("content-type"), shown.header("cache-control")), ("image/png", "no-store"));
    for other in [file("b.png"), file("log.txt"), "x".to_owned()] {
        world.nobody().get(format!("{link}/files/{other}")).await.is(404);
    }
}

#[tokio::test]
async fn the_day_that_they_name_ends_when_the_vendor_closes() {
    // On Monday at two; on a Saturday nobody works, so all of it is theirs.
    for (on, until) in [(6, 13 * HOUR), (4, 23 * HOUR - 60_000)] {
        let world = World::new().await;
        world.calendar(|calendar| calendar.week[0] = vec![Span { from: 9 * 60, until: 14 * 60 }]).await;
        let (thing, link) = world.handed().await;
        let by = day(&world, on);
        world.nobody().form(format!("{link}/answer"), &[("answer", "replace"), ("by", &by), ("text", "")]).await.is(303);
        let due = world.again(&thing).await.page.request.promise.unwrap().due_at;
        assert_eq!(due, Some(kits::day(on).days() * DAY + until));
    }
}
