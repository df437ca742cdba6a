//! What comes between a promise's date and the job that notices it, and who stands in where nobody should have been forgotten.

use eyelevel_contract::people::absences;
use eyelevel_contract::requests::{EventKind, Level, Request, RequestPage, State, paths};
use eyelevel_server::jobs::Job;
use serde_json::json;

use crate::support::requests::no;
use crate::support::{DAY, HOUR, World, kits};

const SO: &str = "Two weeks of silence.";

async fn seen(world: &World, id: &str) -> RequestPage {
    world.as_("partner").await.page(id).await
}

async fn goes(world: &World, person: &str, deputy: &str) {
    let body = json!({ "person_id": world.person(person).await, "deputy_id": world.person(deputy).await,
        "from_on": kits::day(0), "until_on": kits::day(20) });
    world.as_("admin").await.post(absences::PATH, body).await.is(201);
}

/// All of them are away, whatever the rules for deputies say.
async fn all_go(world: &World, accounts: &[&str]) {
    for account in accounts {
        let sql = format!(
            "INSERT INTO absences (id, person_id, deputy_id, from_on, until_on, entered_by, entered_at) \
             SELECT '{account}', p.id, d.id, '2026-11-24', '2026-12-30', d.id, 1 FROM people p, people d \
             WHERE p.email_key = '{account}@eyelevel.example' AND d.email_key = 'auditor@eyelevel.example'"
        );
        world.run(&sql).await;
    }
}

async fn is_now_a(world: &World, account: &str, role: &str) {
    world
        .run(&format!(
            "INSERT INTO person_roles (person_id, role) SELECT id, '{role}' FROM people WHERE email_key = '{account}@eyelevel.example'"
        ))
        .await;
}

#[tokio::test]
async fn whoever_asks_or_moves_the_date_before_the_job_comes_does_not_get_past_the_ladder() {
    let world = World::new().await;
    let (asked, moved) = (kits::id(&world.submitted(1, 0).await), kits::id(&world.submitted(1, 0).await));
    world.later(2 * DAY + 1);
    let approver = world.as_("approver").await;
    approver.act(&asked, paths::QUESTION, json!({ "missing": "Which one?" })).await.is(200);
    let later = json!({ "due_at": world.app.clock.now() + 5 * DAY, "reason": "A part is missing." });
    approver.act(&moved, paths::PROMISE, later).await.is(200);
    for id in [&asked, &moved] {
        let page = seen(&world, id).await;
        assert_eq!(page.request.promise.as_ref().unwrap().kept, Some(false));
        let [only] = page.escalations.as_slice() else { panic!("{:?}", page.escalations) };
        assert_eq!((only.level, only.person.name.as_str()), (Level::Lead, "Henrik Lund"));
    }
    world.run_jobs().await;
    assert_eq!(world.count("escalations").await, 2);
    assert_eq!(world.count("timeline WHERE kind = 'promise_broken'").await, 2);
}

#[tokio::test]
async fn what_is_decided_too_late_is_broken_and_climbs_no_more() {
    let world = World::new().await;
    let id = world.enquiry("An idea").await.id;
    world.later(3 * DAY + HOUR);
    world.as_("approver").await.post(eyelevel_contract::enquiries::decision(&id), no("No.")).await.is(200);
    world.run_jobs().await;
    let page = seen(&world, &id).await;
    assert_eq!((page.request.promise.unwrap().kept, page.escalations.len()), (Some(false), 0));
}

#[tokio::test]
async fn two_processes_that_climb_at_once_miss_a_level_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    let id = world.enquiry("An idea").await.id;
    world.as_("partner").await.act(&id, paths::ESCALATIONS, json!({ "reason": SO })).await.is(200);
    world.later(2 * DAY);
    for (missed, levels) in [(1, 2), (2, 2)] {
        let (a, b) = world.at_once("timeline", Job::Promises.run(&world.app), Job::Promises.run(&other.app)).await;
        assert!(a.unwrap() + b.unwrap() > 0);
        assert_eq!(world.count("escalations WHERE missed_at IS NOT NULL").await, missed);
        assert_eq!(world.count("timeline WHERE kind = 'escalation_missed'").await, missed);
        assert_eq!(world.count("escalations").await, levels);
        world.later(3 * DAY);
    }
    assert_eq!(world.count("outbox WHERE template = 'escalated'").await, 2);
}

#[tokio::test]
async fn a_level_does_not_go_to_who_has_just_become_the_owner() {
    let world = World::new().await;
    is_now_a(&world, "auditor", "lead").await;
    is_now_a(&world, "manager", "lead").await;
    let id = kits::id(&world.submitted(1, 0).await);
    world.as_("partner").await.act(&id, paths::ESCALATIONS, json!({ "reason": SO })).await.is(200);
    world.run("UPDATE escalations SET person_id = (SELECT id FROM people WHERE name = 'Ruth Mahler')").await;
    goes(&world, "approver", "approver2").await;
    goes(&world, "auditor", "approver2").await;
    Job::Absences.run(&world.app).await.unwrap();
    let request = seen(&world, &id).await.request;
    assert_eq!((request.owner.name.as_str(), request.escalated.unwrap().person.name.as_str()), ("Henrik Lund", "Dr. Anna Weiss"));
}

#[tokio::test]
async fn a_level_of_who_stands_there_no_more_goes_to_somebody_who_does() {
    let world = World::new().await;
    is_now_a(&world, "auditor", "lead").await;
    for gone in ["DELETE FROM person_roles WHERE role = 'lead' AND person_id", "UPDATE people SET password_hash = NULL WHERE id"] {
        let id = world.enquiry("Silence?").await.id;
        world.as_("partner").await.act(&id, paths::ESCALATIONS, json!({ "reason": SO })).await.is(200);
        world
            .run(&format!(
                "UPDATE escalations SET person_id = (SELECT id FROM people WHERE name = 'Henrik Lund') WHERE request_id = '{id}'"
            ))
            .await;
        world.run(&format!("{gone} = (SELECT id FROM people WHERE name = 'Henrik Lund')")).await;
        Job::Absences.run(&world.app).await.unwrap();
        let page = seen(&world, &id).await;
        assert_eq!(page.request.escalated.unwrap().person.name, "Ruth Mahler");
        let entry = page.timeline.iter().rfind(|entry| entry.kind == EventKind::TakenOver).unwrap();
        assert_eq!((entry.text.as_deref(), entry.value.as_deref()), (Some("Henrik Lund"), Some("Ruth Mahler")));
        assert_eq!(Job::Absences.run(&world.app).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_second_look_does_not_come_back_to_who_said_no_because_somebody_is_away() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    world.as_("approver").await.decide(&kit, kits::no("No.")).await;
    let again: Request = world.as_("partner").await.act(&id, paths::SECOND_LOOK, json!({ "reason": "Please." })).await.ok();
    assert_eq!((again.owner.name.as_str(), again.state), ("Henrik Lund", State::Submitted));
    goes(&world, "approver2", "approver").await;
    Job::Absences.run(&world.app).await.unwrap();
    assert_eq!(seen(&world, &id).await.request.owner.name, "Felix Sommer");
}

#[tokio::test]
async fn a_deputy_who_may_not_own_it_any_more_does_not_get_it() {
    let world = World::new().await;
    let id = kits::id(&world.submitted(1, 0).await);
    goes(&world, "approver", "support").await;
    world.run("UPDATE people SET password_hash = NULL WHERE name = 'Selim Aydin'").await;
    Job::Absences.run(&world.app).await.unwrap();
    assert_eq!(seen(&world, &id).await.request.owner.name, "Henrik Lund");
}

#[tokio::test]
async fn where_all_are_away_whose_matter_it_is_somebody_who_is_there_has_it() {
    let world = World::new().await;
    let id = world.enquiry("An idea").await.id;
    all_go(&world, &["approver", "approver2", "admin"]).await;
    Job::Absences.run(&world.app).await.unwrap();
    assert_eq!(seen(&world, &id).await.request.owner.name, "Dr. Anna Weiss");
    assert_eq!(world.enquiry("Another").await.owner.name, "Dr. Anna Weiss");
}

#[tokio::test]
async fn what_nobody_is_there_for_holds_up_nothing_else() {
    let world = World::new().await;
    let first = world.enquiry("An idea").await.id;
    let manager = world.person("manager").await;
    // Before all others by its id, and behind them.
    let all =
        (0..250).map(|n| (format!("a-{n}"), "enquiry")).chain([("0".to_owned(), "statement_query"), ("z".to_owned(), "statement_query")]);
    for (id, kind) in all {
        world.run(&format!(
            "INSERT INTO requests (id, number, kind, subject, state, partner_id, requester_id, owner_id, promise_id, search, reference_key, \
             created_at, updated_at) SELECT '{id}', 'X-{id}', '{kind}', subject, state, partner_id, requester_id, '{manager}', 'p-{id}', \
             search, reference_key, created_at, updated_at FROM requests WHERE id = '{first}'"
        ))
        .await;
        world.run(&format!(
            "INSERT INTO promises (id, request_id, kind, promised_at, first_due_at) SELECT 'p-{id}', '{id}', kind, promised_at, first_due_at \
             FROM promises WHERE request_id = '{first}'"
        ))
        .await;
    }
    all_go(&world, &["approver", "approver2", "support", "manager", "admin"]).await;
    assert_eq!(Job::Absences.run(&world.app).await.unwrap(), 2);
    let ledger = world.person("ledger").await;
    assert_eq!(world.count(&format!("requests WHERE owner_id = '{ledger}'")).await, 2);
    // Somebody is back: all goes to them, as much in one run as it can take.
    world.run("UPDATE absences SET ended_at = 1 WHERE id = 'approver'").await;
    let mut runs = 0;
    while Job::Absences.run(&world.app).await.unwrap() > 0 {
        runs += 1;
    }
    assert_eq!((runs, world.count(&format!("requests WHERE owner_id = '{manager}'")).await), (2, 0));
}

#[tokio::test]
async fn a_date_that_no_calendar_knows_is_refused_at_its_field() {
    let world = World::new().await;
    let id = world.enquiry("An idea").await.id;
    world.as_("partner").await.act(&id, paths::ESCALATIONS, json!({ "reason": SO })).await.is(200);
    let level = seen(&world, &id).await.escalations[0].id.clone();
    let lead = world.as_("approver2").await;
    let now = world.app.clock.now();
    for until in [now, now - 1, i64::MIN, now + 31 * DAY + 1, i64::MAX] {
        lead.post(paths::escalation_answer(&id, &level), json!({ "answer": "x", "until": until })).await.fault("until");
        let body = json!({ "due_at": until.max(i64::MIN + 1), "reason": "x" });
        if until <= now || until == i64::MAX {
            lead.act(&id, paths::PROMISE, body).await.fault("due_at");
        }
    }
    lead.post(paths::escalation_answer(&id, &level), json!({ "answer": "x", "until": now + 31 * DAY })).await.is(200);
}
