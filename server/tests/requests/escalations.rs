//! The ladder above an owner: a broken promise climbs it, the partner may, and the last level's silence is said.

use eyelevel_contract::board::{self, Board};
use eyelevel_contract::demo_kits::paths as kits_at;
use eyelevel_contract::requests::{AnswerEscalation, EventKind, Level, Request, RequestPage, State, paths};
use eyelevel_server::jobs::Job;
use lopdf::Document;
use serde_json::json;

use crate::support::{DAY, HOUR, World, kits};

const SO: &str = "Two weeks of silence.";

async fn escalated(world: &World, id: &str) -> Request {
    world.as_("partner").await.act(id, paths::ESCALATIONS, json!({ "reason": SO })).await.ok()
}

fn says(world: &World, after: i64) -> AnswerEscalation {
    AnswerEscalation { answer: "I have it now.".to_owned(), until: Some(world.app.clock.now() + after) }
}

async fn answers(world: &World, account: &str, page: &RequestPage, body: AnswerEscalation) -> crate::support::Answer {
    let last = page.escalations.last().unwrap();
    world.as_(account).await.post(paths::escalation_answer(&page.request.id, &last.id), body).await
}

async fn seen(world: &World, id: &str) -> RequestPage {
    world.as_("partner").await.page(id).await
}

async fn board_of(world: &World, account: &str) -> Vec<String> {
    let board: Board = world.as_(account).await.get(board::PATH).await.ok();
    board.escalated.into_iter().map(|request| request.number).collect()
}

#[tokio::test]
async fn a_broken_promise_climbs_to_a_named_lead_with_a_date_and_everybody_is_told() {
    let world = World::new().await;
    let id = kits::id(&world.submitted(1, 0).await);
    world.later(2 * DAY + 1);
    world.run_jobs().await;
    world.second_process().await.run_jobs().await;
    let page = seen(&world, &id).await;
    let [only] = page.escalations.as_slice() else { panic!("{:?}", page.escalations) };
    assert_eq!((only.level, only.person.name.as_str(), only.by.is_none()), (Level::Lead, "Henrik Lund", true));
    // One working day, from Thursday 10:00.
    assert_eq!(only.due_at, Some(world.app.clock.now() + DAY));
    let above = page.request.escalated.unwrap();
    assert_eq!((above.level, above.person.name.as_str(), above.answered, above.missed), (Level::Lead, "Henrik Lund", false, false));
    assert_eq!(page.request.owner.name, "Claudia Berg", "the owner stays");
    let (_, body) = world.mail("approver2@eyelevel.example", "DK-1001: escalation by Nordlicht IT").await;
    assert!(body.contains("because a promise was not kept") && body.contains("27 November"), "{body}");
    for address in ["partner@eyelevel.example", "approver@eyelevel.example"] {
        let (_, body) = world.mail(address, "jetzt auch bei Henrik Lund").await;
        assert!(body.contains("außer bei Claudia Berg auch bei Henrik Lund (Teamleitung)"), "{body}");
    }
    assert_eq!(board_of(&world, "approver2").await, ["DK-1001"]);
    assert_eq!(board_of(&world, "approver").await, [""; 0]);
    assert_eq!(world.count("escalations").await, 1);
}

#[tokio::test]
async fn a_decision_ends_it_whoever_made_it() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    world.later(2 * DAY + 1);
    world.run_jobs().await;
    world.as_("approver").await.decide(&kit, kits::yes()).await;
    let page = seen(&world, &id).await;
    assert_eq!((page.escalations[0].over_at, &page.request.escalated), (Some(world.app.clock.now()), &None));
    world.later(3 * DAY);
    world.run_jobs().await;
    assert_eq!(world.count("escalations").await, 1, "a level that is over is late no more");
    let late = answers(&world, "approver2", &page, says(&world, DAY)).await.is(409).text();
    assert!(late.contains("has been answered, or is over"), "{late}");
    // The next promise has its own ladder.
    world.later(9 * DAY);
    world.run_jobs().await;
    let levels: Vec<_> = seen(&world, &id).await.escalations.iter().map(|one| one.level).collect();
    assert_eq!(levels, [Level::Lead, Level::Lead]);
}

#[tokio::test]
async fn silence_climbs_to_the_management_and_its_silence_is_said() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    world.later(2 * DAY + 1);
    world.run_jobs().await;
    // Friday 10:00 and a moment; then Monday.
    world.later(DAY + 1);
    world.run_jobs().await;
    let page = seen(&world, &id).await;
    let [lead, management] = page.escalations.as_slice() else { panic!("{:?}", page.escalations) };
    assert!(lead.missed_at.is_some() && lead.over_at.is_some() && lead.phone.is_none());
    assert_eq!((management.level, management.person.name.as_str(), management.by.is_none()), (Level::Management, "Dr. Anna Weiss", true));
    world.later(4 * DAY);
    world.run_jobs().await;
    world.run_jobs().await;
    let page = seen(&world, &id).await;
    let last = page.escalations.last().unwrap();
    assert_eq!((page.escalations.len(), last.phone.as_deref()), (2, Some("+49 30 5550100")));
    assert!(page.request.escalated.unwrap().missed);
    let missed =
        |page: &[eyelevel_contract::requests::TimelineEntry]| page.iter().filter(|e| e.kind == EventKind::EscalationMissed).count();
    assert_eq!(missed(&page.timeline), 2);
    let (_, body) = world.mail("partner@eyelevel.example", "Auch die letzte Stufe hat nicht geantwortet").await;
    assert!(body.contains("Bitte rufen Sie an: +49 30 5550100"), "{body}");
    // Late is better than never.
    answers(&world, "manager", &seen(&world, &id).await, says(&world, DAY)).await.is(200);
    world.as_("approver").await.decide(&kit, kits::yes()).await;
    assert_eq!(seen(&world, &id).await.request.escalated, None);
}

#[tokio::test]
async fn the_partner_escalates_once_a_level_with_a_reason_and_reads_who_has_it() {
    let world = World::new().await;
    let id = kits::id(&world.submitted(1, 0).await);
    let partner = world.as_("partner").await;
    for wrong in [json!({ "reason": " " }), json!({ "reason": "x".repeat(2_001) })] {
        partner.act(&id, paths::ESCALATIONS, wrong).await.fault("reason");
    }
    assert_eq!(world.count("escalations").await, 0);
    let first = escalated(&world, &id).await.escalated.unwrap();
    assert_eq!((first.level, first.person.name.as_str()), (Level::Lead, "Henrik Lund"));
    // A colleague of the requester takes it further.
    let second: Request = world.as_("sales").await.act(&id, paths::ESCALATIONS, json!({ "reason": "Still." })).await.ok();
    assert_eq!(second.escalated.unwrap().level, Level::Management);
    let above = partner.act(&id, paths::ESCALATIONS, json!({ "reason": SO })).await.is(409).text();
    assert!(above.contains("no level above"), "{above}");
    world.mail("partner@eyelevel.example", "jetzt auch bei Dr. Anna Weiss").await;
    let page = seen(&world, &id).await;
    assert_eq!(page.escalations[0].reason.as_deref(), Some(SO));
    assert!(page.escalations[0].over_at.is_some(), "the management has it now");
    // A promise that breaks meanwhile adds nothing: the management has it already.
    world.later(2 * DAY + 1);
    Job::Promises.run(&world.app).await.unwrap();
    assert_eq!(world.count("timeline WHERE kind = 'promise_broken'").await, 1);
    assert_eq!(world.count("escalations WHERE level = 'lead'").await, 1);
}

#[tokio::test]
async fn who_has_answered_has_until_the_day_they_named() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    escalated(&world, &id).await;
    let page = seen(&world, &id).await;
    for (field, body) in [
        ("answer", json!({ "answer": "", "until": world.app.clock.now() + DAY })),
        ("until", json!({ "answer": "Soon." })),
        ("until", json!({ "answer": "Soon.", "until": world.app.clock.now() })),
        ("until", json!({ "answer": "Soon.", "until": world.app.clock.now() + 32 * DAY })),
    ] {
        let url = paths::escalation_answer(&id, &page.escalations[0].id);
        world.as_("approver2").await.post(url, body).await.fault(field);
    }
    answers(&world, "approver2", &page, says(&world, DAY + HOUR)).await.is(200);
    let late = answers(&world, "approver2", &page, says(&world, DAY)).await.is(409).text();
    assert!(late.contains("has been answered, or is over"), "{late}");
    let (_, body) = world.mail("partner@eyelevel.example", "Henrik Lund antwortet auf die Eskalation").await;
    assert!(body.contains("I have it now.") && body.contains("25. November, 11:00"), "{body}");
    assert_eq!(board_of(&world, "approver2").await, [""; 0]);
    // While the partner owes an answer, nobody is late.
    world.as_("approver").await.act(&id, paths::QUESTION, json!({ "missing": "Which?" })).await.is(200);
    world.later(DAY + HOUR + 1);
    world.run_jobs().await;
    assert_eq!(world.count("escalations").await, 1);
    world.as_("partner").await.act(&id, paths::ANSWER, json!({ "text": "This." })).await.is(200);
    world.run_jobs().await;
    let page = seen(&world, &id).await;
    assert_eq!(page.escalations.last().unwrap().level, Level::Management, "the day that was named has passed");
}

#[tokio::test]
async fn where_nothing_runs_the_answer_is_the_end() {
    let world = World::new().await;
    let kit = world.shipped(1, 0, "A").await;
    let id = kits::id(&kit);
    assert_eq!(kit.page.request.state, State::Shipped);
    escalated(&world, &id).await;
    let page = seen(&world, &id).await;
    let body = AnswerEscalation { answer: "The parcel is found.".to_owned(), until: None };
    answers(&world, "approver2", &page, body).await.is(200);
    let page = seen(&world, &id).await;
    assert_eq!((page.request.escalated, page.escalations[0].due_at), (None, None));
    assert!(page.escalations[0].over_at.is_some());
}

#[tokio::test]
async fn somebody_else_has_it_than_the_owner_if_there_is_anybody() {
    let world = World::new().await;
    let id = kits::id(&world.submitted(1, 0).await);
    // The lead owns it: it goes past them.
    world.run(&format!("UPDATE requests SET owner_id = (SELECT id FROM people WHERE name = 'Henrik Lund') WHERE id = '{id}'")).await;
    let request = escalated(&world, &id).await;
    assert_eq!(request.escalated.unwrap().person.name, "Dr. Anna Weiss");
    // There is no manager: an admin has it. There is nobody at all: the owner does, and nobody is without.
    for (gone, name) in [("'lead', 'manager'", "Felix Sommer"), ("'lead', 'manager', 'admin'", "Claudia Berg")] {
        let id = kits::id(&world.submitted(1, 0).await);
        world.run(&format!("UPDATE requests SET owner_id = (SELECT id FROM people WHERE name = 'Claudia Berg') WHERE id = '{id}'")).await;
        world.run(&format!("DELETE FROM person_roles WHERE role IN ({gone})")).await;
        let escalated = escalated(&world, &id).await.escalated.unwrap();
        assert_eq!((escalated.level, escalated.person.name.as_str()), (Level::Management, name));
    }
}

#[tokio::test]
async fn two_who_escalate_at_once_reach_two_levels_and_a_repetition_none() {
    let world = World::new().await;
    let id = kits::id(&world.submitted(1, 0).await);
    let (a, b) = (world.as_("partner").await, world.as_("sales").await);
    let body = json!({ "reason": SO });
    let (one, two) = tokio::join!(a.act(&id, paths::ESCALATIONS, &body), b.act(&id, paths::ESCALATIONS, &body));
    assert!(one.status.is_success() && two.status.is_success());
    let levels: Vec<_> = seen(&world, &id).await.escalations.iter().map(|one| one.level).collect();
    assert_eq!(levels, [Level::Lead, Level::Management]);
    assert_eq!(world.count("escalations WHERE over_at IS NULL").await, 1);
}

#[tokio::test]
async fn another_request_s_level_is_none_and_a_withdrawal_ends_it() {
    let world = World::new().await;
    let (mine, other) = (kits::id(&world.submitted(1, 0).await), kits::id(&world.submitted(1, 0).await));
    escalated(&world, &mine).await;
    let page = seen(&world, &mine).await;
    let crossed = paths::escalation_answer(&other, &page.escalations[0].id);
    world.as_("approver2").await.post(crossed, says(&world, DAY)).await.is(404);
    world.as_("partner").await.act(&mine, paths::WITHDRAWAL, json!({ "reason": "" })).await.is(200);
    assert_eq!(seen(&world, &mine).await.request.escalated, None);
    world.as_("partner").await.act(&mine, paths::ESCALATIONS, json!({ "reason": SO })).await.is(409);
}

#[tokio::test]
async fn the_policy_s_answer_is_the_time_that_a_level_has() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let mut policies = admin.get(eyelevel_contract::calendars::paths::POLICIES).await.json();
    for policy in policies["policies"].as_array_mut().unwrap() {
        policy["answer"] = json!(60);
    }
    let version = policies["version"].as_i64().unwrap();
    admin.put(eyelevel_contract::calendars::paths::POLICIES, version, json!({ "policies": policies["policies"] })).await.is(200);
    let id = kits::id(&world.submitted(1, 0).await);
    let due = escalated(&world, &id).await.escalated.unwrap().due_at;
    assert_eq!(due, Some(world.app.clock.now() + HOUR));
}

#[tokio::test]
async fn the_record_is_a_pdf_for_both_sides_and_a_note_is_not_in_the_partner_s() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    escalated(&world, &id).await;
    let note = json!({ "text": "Zwischen uns: peinlich.", "internal": true });
    world.as_("approver").await.post(paths::messages(&id), note).await.is(201);
    world.as_("approver").await.post(kits_at::decision(&id), kits::no("Kein Bestand mehr.")).await.is(200);
    for (account, notes) in [("partner", false), ("approver", true)] {
        let answer = world.as_(account).await.get(format!("{}?lang=de", paths::verb(&id, paths::RECORD))).await.is(200);
        assert_eq!(answer.header("content-type"), "application/pdf");
        let document = Document::load_mem(&answer.bytes).unwrap();
        let text = document.extract_text(&document.get_pages().keys().copied().collect::<Vec<_>>()).unwrap();
        for said in [SO, "Henrik Lund (Teamleitung)", "Kein Bestand mehr.", "Zuerst zugesagt"] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert_eq!(text.contains("peinlich"), notes, "{account}");
    }
    world.as_("other").await.get(paths::verb(&id, paths::RECORD)).await.is(404);
}
