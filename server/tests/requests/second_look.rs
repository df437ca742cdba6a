use eyelevel_contract::demo_kits::paths as kits_at;
use eyelevel_contract::requests::{HandOver, PromiseKind, Request, State, paths};
use serde_json::json;

use crate::support::{DAY, World, kits};

#[tokio::test]
async fn it_goes_to_another_person_once_under_a_new_promise() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    let (approver, partner) = (world.as_("approver").await, world.as_("partner").await);
    partner.act(&id, paths::SECOND_LOOK, json!({ "reason": "x" })).await.is(409);
    approver.decide(&kit, kits::no("Too small a trial.")).await;
    world.later(DAY);
    partner.act(&id, paths::SECOND_LOOK, json!({ "reason": " " })).await.fault("reason");
    assert_eq!(world.as_("sales").await.act(&id, paths::SECOND_LOOK, json!({ "reason": "x" })).await.missing_right(), "requester");
    assert_eq!(approver.act(&id, paths::SECOND_LOOK, json!({ "reason": "x" })).await.missing_right(), "partner");
    let asked: Request = partner.act(&id, paths::SECOND_LOOK, json!({ "reason": "It grows." })).await.ok();
    assert_eq!((asked.state, asked.owner.name.as_str(), asked.second_look), (State::Submitted, "Henrik Lund", true));
    let promise = asked.promise.unwrap();
    assert_eq!((promise.kind, promise.kept, promise.promised_at), (PromiseKind::Decision, None, world.app.clock.now()));
    world.mail("approver2@eyelevel.example", "DK-1001 is yours").await;
    world.mail("approver@eyelevel.example", "war am Zug").await;
    // Whoever said no does not take it.
    assert_eq!(approver.post(kits_at::decision(&id), kits::yes()).await.missing_right(), "another-person");
    world.as_("approver2").await.decide(&kit, kits::no("Still too small.")).await;
    let refused = partner.act(&id, paths::SECOND_LOOK, json!({ "reason": "x" })).await.is(409);
    assert!(refused.text().contains("once"), "{}", refused.text());
    assert_eq!(world.count("decisions").await, 2);
}

#[tokio::test]
async fn a_lead_who_said_no_does_not_take_it_either() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    // Henrik Lund is approver and lead.
    world.as_("approver2").await.decide(&kit, kits::no("No.")).await;
    world.as_("partner").await.act(&id, paths::SECOND_LOOK, json!({ "reason": "Why?" })).await.is(200);
    let seen = world.as_("partner").await.page(&id).await;
    assert_eq!(seen.request.owner.name, "Claudia Berg");
    assert_eq!(world.as_("approver2").await.post(kits_at::decision(&id), kits::yes()).await.missing_right(), "another-person");
    // Nor by the back door.
    let back = HandOver { owner_id: world.person("approver2").await, reason: "He knows it.".to_owned() };
    assert_eq!(world.as_("manager").await.act(&id, paths::OWNER, back).await.missing_right(), "another-person");
    // A manager may answer for anybody.
    world.as_("manager").await.decide(&kit, kits::yes()).await;
}

#[tokio::test]
async fn another_approver_who_does_not_own_it_leaves_it_to_who_does() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    world.as_("manager").await.decide(&kit, kits::no("No.")).await;
    let id = kits::id(&kit);
    world.as_("partner").await.act(&id, paths::SECOND_LOOK, json!({ "reason": "Why?" })).await.is(200);
    let owner = world.as_("partner").await.page(&id).await.request.owner.name;
    assert!(["Claudia Berg", "Henrik Lund"].contains(&owner.as_str()), "{owner}");
    world.run(&format!("UPDATE requests SET owner_id = (SELECT id FROM people WHERE name = 'Henrik Lund') WHERE id = '{id}'")).await;
    assert_eq!(world.as_("approver").await.post(kits_at::decision(&id), kits::yes()).await.missing_right(), "another-person");
    assert_eq!(world.as_("manager").await.post(kits_at::decision(&id), kits::yes()).await.missing_right(), "another-person");
    world.as_("approver2").await.decide(&kit, kits::yes()).await;
}

#[tokio::test]
async fn without_anybody_else_it_is_said_plainly_and_nothing_changes() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    world.as_("approver").await.decide(&kit, kits::no("No.")).await;
    world.run("DELETE FROM person_roles WHERE role IN ('lead', 'manager')").await;
    world.run("DELETE FROM person_roles WHERE person_id = (SELECT id FROM people WHERE name = 'Henrik Lund')").await;
    let partner = world.as_("partner").await;
    let id = kits::id(&kit);
    assert_eq!(partner.act(&id, paths::SECOND_LOOK, json!({ "reason": "Why?" })).await.missing_right(), "another-person");
    let request = partner.page(&id).await.request;
    assert_eq!((request.state, request.second_look), (State::Declined, false), "the one chance is not used up");
}

#[tokio::test]
async fn asked_twice_at_once_it_is_one() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    world.as_("approver").await.decide(&kit, kits::no("No.")).await;
    let other = world.second_process().await;
    let (one, two, id) = (world.as_("partner").await, other.as_("owner").await, kits::id(&kit));
    let body = json!({ "reason": "Why?" });
    let (a, b) = world.at_once("requests", one.act(&id, paths::SECOND_LOOK, &body), two.act(&id, paths::SECOND_LOOK, &body)).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(world.count("promises").await, 2);
}
