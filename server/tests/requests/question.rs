use eyelevel_contract::requests::{Answer, Ask, EventKind, Request, State, WaitingOn, paths};
use serde_json::json;

use crate::support::{DAY, HOUR, MINUTE, TUESDAY, World, requests::utc};

fn ask(missing: &str) -> Ask {
    Ask { missing: missing.to_owned() }
}

fn answer(text: &str) -> Answer {
    Answer { text: text.to_owned() }
}

#[tokio::test]
async fn one_that_names_nothing_does_not_stop_the_clock() {
    let world = World::new().await;
    let id = world.enquiry("An idea").await.id;
    let approver = world.as_("approver").await;
    for (text, message) in [
        ("", "Please fill this in."),
        (" \n\t ", "Please fill this in."),
        (&"x".repeat(2_001), "At most 2,000 characters, please."),
        ("a\u{7}b", "This holds characters that can't be used here."),
    ] {
        assert_eq!(approver.act(&id, paths::QUESTION, ask(text)).await.fault("missing"), message);
    }
    let request = approver.page(&id).await.request;
    assert_eq!((request.state, request.version), (State::Submitted, 1));
    assert!(request.promise.unwrap().due_at.is_some());
    assert_eq!(world.count("outbox WHERE template = 'asked'").await, 0);
}

#[tokio::test]
async fn the_clock_stands_still_to_the_minute_however_often_it_is_stopped() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kit.page.request.id.clone();
    let (approver, partner) = (world.as_("approver").await, world.as_("partner").await);
    // 16 hours are promised. Tuesday, 16:30: six and a half are gone.
    world.app.clock.set(TUESDAY + 6 * HOUR + 30 * MINUTE);
    let asked: Request = approver.act(&id, paths::QUESTION, ask("Which band?")).await.ok();
    let promise = asked.promise.unwrap();
    assert_eq!((promise.due_at, promise.remaining_minutes), (None, Some(9 * 60 + 30)));
    assert_eq!((asked.waiting_on, asked.question.as_deref()), (WaitingOn::Partner, Some("Which band?")));
    world.later(10 * DAY);
    // A Friday, 16:30 again: half an hour that day, eight on Monday, one on Tuesday.
    let answered: Request = partner.act(&id, paths::ANSWER, answer("868")).await.ok();
    let promise = answered.promise.unwrap();
    assert_eq!((promise.due_at, promise.remaining_minutes), (Some(utc("2026-12-08", 9, 0)), None));
    assert_eq!(promise.first_due_at, TUESDAY + 2 * DAY, "the date given first stays");
    assert_eq!((answered.state, answered.question), (State::Submitted, None));
    // Over the weekend no minute is lost.
    world.app.clock.set(utc("2026-12-05", 12, 0));
    let asked: Request = approver.act(&id, paths::QUESTION, ask("And the colour?")).await.ok();
    assert_eq!(asked.promise.unwrap().remaining_minutes, Some(9 * 60));
    let answered: Request = partner.act(&id, paths::ANSWER, answer("Red")).await.ok();
    assert_eq!(answered.promise.unwrap().due_at, Some(utc("2026-12-08", 9, 0)));
}

#[tokio::test]
async fn what_is_late_already_is_not_saved_by_a_question() {
    let world = World::new().await;
    let request = world.enquiry("An idea").await;
    world.app.clock.set(request.promise.unwrap().due_at.unwrap() + 1);
    let approver = world.as_("approver").await;
    let asked: Request = approver.act(&request.id, paths::QUESTION, ask("Which?")).await.ok();
    let promise = asked.promise.unwrap();
    assert_eq!((promise.kept, promise.remaining_minutes), (Some(false), Some(0)));
    let (_, body) = world.mail("partner@eyelevel.example", "Zusage nicht gehalten").await;
    assert!(body.contains("war bis Fr., 27. November, 10:00 zugesagt"), "{body}");
    world.later(DAY);
    let answered: Request = world.as_("partner").await.act(&request.id, paths::ANSWER, answer("This")).await.ok();
    assert_eq!(answered.promise.unwrap().due_at, Some(world.app.clock.now()), "nothing was left");
    assert_eq!(world.count("outbox WHERE template = 'promise_broken'").await, 2);
}

#[tokio::test]
async fn a_colleague_may_answer_and_everybody_else_is_told_why_not() {
    let world = World::new().await;
    let id = world.enquiry("An idea").await.id;
    assert_eq!(world.as_("partner").await.act(&id, paths::QUESTION, ask("x")).await.missing_right(), "vendor");
    assert_eq!(world.as_("auditor").await.act(&id, paths::QUESTION, ask("x")).await.missing_right(), "approver support lead manager admin");
    for account in ["ledger", "accounts", "other", "agent"] {
        world.as_(account).await.act(&id, paths::QUESTION, ask("x")).await.is(404);
    }
    assert_eq!(world.as_("partner").await.act(&id, paths::ANSWER, answer("x")).await.problem(409), "conflict");
    world.as_("support").await.act(&id, paths::QUESTION, ask("Which?")).await.is(200);
    let (_, body) = world.mail("partner@eyelevel.example", "eine Frage an Sie").await;
    assert!(body.starts_with("Guten Tag Jana Petersen,\n\nSelim Aydin braucht etwas von Ihnen"), "{body}");
    assert!(body.contains("Selim Aydin schreibt:\nWhich?"), "{body}");
    // Asked already: twice at once is once.
    assert_eq!(world.as_("approver").await.act(&id, paths::QUESTION, ask("x")).await.problem(409), "conflict");
    assert_eq!(world.as_("approver").await.act(&id, paths::ANSWER, answer("x")).await.missing_right(), "partner");
    world.as_("accounts").await.act(&id, paths::ANSWER, answer("x")).await.is(404);
    world.as_("partner").await.act(&id, paths::ANSWER, answer(" ")).await.fault("text");
    world.as_("sales").await.act(&id, paths::ANSWER, answer("This one")).await.is(200);
    let owner = world.as_("approver").await.page(&id).await.request.owner.name;
    let (_, body) =
        world.mail(if owner == "Claudia Berg" { "approver@eyelevel.example" } else { "approver2@eyelevel.example" }, "EN-1001").await;
    assert!(body.contains("This one") && body.contains("Tom Clausen"), "{body}");
}

#[tokio::test]
async fn the_partner_may_object_once_and_both_stay_on_record() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kit.page.request.id;
    let (approver, partner) = (world.as_("approver").await, world.as_("partner").await);
    partner.act(&id, paths::OBJECTION, json!({ "reason": "" })).await.is(409);
    approver.act(&id, paths::QUESTION, ask("Which?")).await.is(200);
    world.later(DAY);
    assert_eq!(approver.act(&id, paths::OBJECTION, json!({ "reason": "" })).await.missing_right(), "partner");
    partner.act(&id, paths::OBJECTION, json!({ "reason": "x".repeat(2_001) })).await.fault("reason");
    let objected: Request = partner.act(&id, paths::OBJECTION, json!({ "reason": "It stands in the purpose." })).await.ok();
    assert_eq!((objected.state, objected.objected), (State::Submitted, true));
    assert_eq!(objected.promise.unwrap().due_at, Some(TUESDAY + 3 * DAY));
    let (subject, body) = world.mail("approver@eyelevel.example", "schon beantwortet").await;
    assert!(subject.starts_with("DK-1001") && body.contains("It stands in the purpose."), "{body}");
    assert!(body.contains("Zugesagt: Entscheidung bis Fr., 27. November, 10:00"), "{body}");
    let kinds: Vec<_> = partner.page(&id).await.timeline.into_iter().map(|e| (e.kind, e.text)).collect();
    let text = |t: &str| Some(t.to_owned());
    assert_eq!(kinds[1..], [(EventKind::Asked, text("Which?")), (EventKind::Objected, text("It stands in the purpose."))]);
    approver.act(&id, paths::QUESTION, ask("Which, please?")).await.is(200);
    let refused = partner.act(&id, paths::OBJECTION, json!({ "reason": "" })).await.is(409);
    assert!(refused.text().contains("once"), "{}", refused.text());
    partner.act(&id, paths::ANSWER, answer("This")).await.is(200);
}
