//! Who is away owns nothing: what is open goes to the deputy in sight of both sides, what is new at once.

use eyelevel_contract::page::Page;
use eyelevel_contract::people::absences::{self, Absence};
use eyelevel_contract::requests::{EventKind, Request, RequestPage, State, paths};
use eyelevel_server::jobs::Job;
use serde_json::{Value, json};

use crate::support::{DAY, World, kits};

async fn away(world: &World, person: &str, deputy: &str, from: i64, until: i64) -> Value {
    json!({ "person_id": world.person(person).await, "deputy_id": world.person(deputy).await,
        "from_on": kits::day(from), "until_on": kits::day(until) })
}

async fn hand_over(world: &World) {
    Job::Absences.run(&world.app).await.unwrap();
    world.send_mails().await;
}

async fn seen(world: &World, id: &str) -> RequestPage {
    world.as_("partner").await.page(id).await
}

#[tokio::test]
async fn on_the_first_day_everything_open_goes_to_the_deputy_and_both_sides_see_why() {
    let world = World::new().await;
    let (open, done) = (kits::id(&world.submitted(1, 0).await), world.submitted(1, 0).await);
    world.as_("approver").await.decide(&done, kits::no("No.")).await;
    let promise = seen(&world, &open).await.request.promise;
    let entered: Absence = world.as_("approver").await.post(absences::PATH, away(&world, "approver", "support", 1, 10).await).await.ok();
    assert_eq!((entered.person.name.as_str(), entered.deputy.name.as_str()), ("Claudia Berg", "Selim Aydin"));
    hand_over(&world).await;
    assert_eq!(seen(&world, &open).await.request.owner.name, "Claudia Berg", "it begins tomorrow");
    world.later(DAY);
    hand_over(&world).await;
    world.second_process().await.run_jobs().await;
    let page = seen(&world, &open).await;
    assert_eq!((page.request.owner.name.as_str(), page.request.promise), ("Selim Aydin", promise), "promise and date stay");
    let entry = page.timeline.last().unwrap();
    assert_eq!(
        (entry.kind, entry.text.as_deref(), entry.value.as_deref()),
        (EventKind::StandsIn, Some("Claudia Berg"), Some("2026-12-04 Selim Aydin"))
    );
    assert_eq!(seen(&world, &kits::id(&done)).await.request.owner.name, "Claudia Berg", "what is done stays as it was");
    let (_, body) = world.mail("partner@eyelevel.example", "Etwas hat sich geändert").await;
    assert!(body.contains("Claudia Berg ist abwesend bis") && body.contains("Zuständig: Selim Aydin"), "{body}");
    world.mail("support@eyelevel.example", "Sie vertreten Claudia Berg").await;
    hand_over(&world).await;
    assert_eq!(world.count("timeline WHERE kind = 'stands_in'").await, 1);
    // Back again, nothing is taken away from the deputy.
    world.later(12 * DAY);
    hand_over(&world).await;
    assert_eq!(seen(&world, &open).await.request.owner.name, "Selim Aydin");
}

#[tokio::test]
async fn what_is_new_goes_past_who_is_away_and_nobody_hands_it_to_them() {
    let world = World::new().await;
    let first = world.submitted(1, 0).await.page.request.owner.name;
    assert_eq!(first, "Claudia Berg");
    world.as_("admin").await.post(absences::PATH, away(&world, "approver", "support", 0, 5).await).await.is(201);
    assert_eq!(world.submitted(1, 0).await.page.request.owner.name, "Selim Aydin", "whoever answers for the item is away");
    assert_eq!(world.enquiry("An idea").await.owner.name, "Henrik Lund", "of those who are there");
    let id = world.enquiry("Another").await.id;
    let body = json!({ "owner_id": world.person("approver").await, "reason": "x" });
    let fault = world.as_("manager").await.act(&id, paths::OWNER, body).await.fault("owner_id");
    assert!(fault.contains("is away themselves, until") && fault.contains("29 November"), "{fault}");
    // Everybody is away: a request has an owner all the same.
    world.run("UPDATE absences SET deputy_id = person_id WHERE 1 = 0").await;
    for account in ["approver2", "support", "manager", "admin"] {
        let sql = format!(
            "INSERT INTO absences (id, person_id, deputy_id, from_on, until_on, entered_by, entered_at) \
             SELECT '{account}', p.id, d.id, '2026-11-24', '2026-11-30', d.id, 1 FROM people p, people d \
             WHERE p.email_key = '{account}@eyelevel.example' AND d.email_key = 'approver@eyelevel.example'"
        );
        world.run(&sql).await;
    }
    let owner = world.enquiry("Nobody is there").await.owner.name;
    assert!(["Claudia Berg", "Henrik Lund"].contains(&owner.as_str()), "{owner}");
    hand_over(&world).await;
    assert_eq!(world.count("requests WHERE owner_id IS NULL").await, 0);
}

#[tokio::test]
async fn a_level_of_the_ladder_goes_to_somebody_who_stands_there_and_is_there() {
    let world = World::new().await;
    let id = world.enquiry("Silence?").await.id;
    let taken: Request = world.as_("partner").await.act(&id, paths::ESCALATIONS, json!({ "reason": "x" })).await.ok();
    let before = taken.escalated.unwrap();
    assert_eq!(before.person.name, "Henrik Lund");
    world.run("INSERT INTO person_roles (person_id, role) SELECT id, 'lead' FROM people WHERE name = 'Ruth Mahler'").await;
    world.as_("admin").await.post(absences::PATH, away(&world, "approver2", "support", 0, 5).await).await.is(201);
    hand_over(&world).await;
    let page = seen(&world, &id).await;
    let now = page.request.escalated.unwrap();
    assert_eq!((now.person.name.as_str(), now.due_at), ("Ruth Mahler", before.due_at), "the deputy is no lead; another one is");
    assert_eq!(page.timeline.last().unwrap().kind, EventKind::StandsIn);
    // A new one goes past who is away.
    let other = world.enquiry("Silence again?").await.id;
    let taken: Request = world.as_("partner").await.act(&other, paths::ESCALATIONS, json!({ "reason": "x" })).await.ok();
    assert_eq!(taken.escalated.unwrap().person.name, "Ruth Mahler");
}

#[tokio::test]
async fn who_may_own_nothing_any_more_hands_over_everything() {
    let world = World::new().await;
    let id = kits::id(&world.submitted(1, 0).await);
    let approver = world.person("approver").await;
    let admin = world.as_("admin").await;
    let version = admin.get(format!("/api/v1/people/{approver}")).await.json()["version"].as_i64().unwrap();
    let auditor = json!({ "name": "Claudia Berg", "roles": ["auditor"], "lang": "de" });
    admin.put(format!("/api/v1/people/{approver}"), version, auditor).await.is(200);
    hand_over(&world).await;
    let page = seen(&world, &id).await;
    let entry = page.timeline.last().unwrap();
    assert_eq!(
        (page.request.owner.name.as_str(), entry.kind, entry.text.as_deref()),
        ("Henrik Lund", EventKind::TakenOver, Some("Claudia Berg"))
    );
    world.mail("approver2@eyelevel.example", "DK-1001 is with you now").await;
    assert_eq!(page.request.state, State::Submitted);
}

#[tokio::test]
async fn overlapping_absences_and_circular_deputies_are_refused_at_their_fields() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    admin.post(absences::PATH, away(&world, "approver", "support", 2, 6).await).await.is(201);
    for (person, deputy, from, until, field) in [
        ("approver", "manager", 6, 8, "from_on"),
        ("support", "approver2", 4, 4, "from_on"),
        ("manager", "approver", 1, 2, "deputy_id"),
        ("manager", "manager", 1, 2, "deputy_id"),
        ("manager", "auditor", 1, 2, "deputy_id"),
        ("manager", "partner", 1, 2, "deputy_id"),
        ("partner", "manager", 1, 2, "person_id"),
        ("manager", "support", -3, -1, "until_on"),
        ("manager", "support", 3, 2, "until_on"),
        ("manager", "support", 0, 400, "until_on"),
    ] {
        admin.post(absences::PATH, away(&world, person, deputy, from, until).await).await.fault(field);
    }
    assert_eq!(world.count("absences").await, 1);
    // Two who enter what does not go together at once: one of them is told.
    let (a, b) = (away(&world, "manager", "ledger", 1, 2).await, away(&world, "ledger", "manager", 2, 3).await);
    let (one, two) = world.at_once("absences", admin.post(absences::PATH, a), admin.post(absences::PATH, b)).await;
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
}

#[tokio::test]
async fn one_s_own_is_entered_and_ended_by_oneself_and_seen_by_the_vendor() {
    let world = World::new().await;
    let support = world.as_("support").await;
    let other = away(&world, "manager", "support", 1, 2).await;
    assert_eq!(support.post(absences::PATH, other).await.missing_right(), "lead manager admin");
    let mine: Absence = support.post(absences::PATH, away(&world, "support", "approver", 1, 2).await).await.ok();
    let all: Page<Absence> = world.as_("auditor").await.get(absences::PATH).await.ok();
    assert_eq!(all.items, std::slice::from_ref(&mine));
    assert_eq!(world.as_("partner").await.get(absences::PATH).await.missing_right(), "vendor");
    assert_eq!(world.as_("auditor").await.delete(absences::one(&mine.id)).await.missing_right(), "lead manager admin");
    world.as_("partner").await.delete(absences::one(&mine.id)).await.is(404);
    support.delete(absences::one(&mine.id)).await.is(204);
    support.delete(absences::one(&mine.id)).await.is(404);
    let none: Page<Absence> = support.get(absences::PATH).await.ok();
    assert!(none.items.is_empty());
    assert_eq!(world.count("absences").await, 1, "the row stays");
}
