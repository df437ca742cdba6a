use eyelevel_contract::demo_kits::{DecideLine, paths as kits_at};
use eyelevel_contract::requests::{Request, State, Verdict, paths};
use serde_json::{Value, json};

use crate::support::{World, kits};

fn why(reason: &str) -> Value {
    json!({ "reason": reason })
}

#[tokio::test]
async fn what_is_owed_and_set_aside_ends_with_it() {
    let world = World::new().await;
    let (partner, approver) = (world.as_("partner").await, world.as_("approver").await);
    let reserved = async || world.one::<(i64,)>("SELECT CAST(SUM(reserved) AS BIGINT) FROM catalogue_variants").await.0;
    // Submitted.
    let kit = world.submitted(3, 0).await;
    let taken: Request = partner.act(&kits::id(&kit), paths::WITHDRAWAL, why("We found one.")).await.ok();
    assert_eq!((taken.state, taken.promise.unwrap().kept), (State::Withdrawn, None));
    world.mail("approver@eyelevel.example", "Nordlicht IT war am Zug").await;
    // Asked.
    let kit = world.submitted(3, 0).await;
    approver.act(&kits::id(&kit), paths::QUESTION, json!({ "missing": "Which?" })).await.is(200);
    let taken: Request = partner.act(&kits::id(&kit), paths::WITHDRAWAL, why("")).await.ok();
    assert_eq!((taken.state, taken.question), (State::Withdrawn, None));
    // Offered: the pieces set aside are free again.
    let kit = world.submitted(3, 0).await;
    let line = DecideLine { line_id: kit.lines[0].id.clone(), variant_id: kit.lines[0].variant_id.clone(), quantity: 2 };
    let offer = eyelevel_contract::demo_kits::Decide {
        verdict: Verdict::ApprovedWithChanges,
        reason: "Two will do.".to_owned(),
        lines: vec![line],
        ..kits::yes()
    };
    approver.decide(&kit, offer).await;
    assert_eq!(reserved().await, 2);
    // The partner's owner may in the requester's place.
    world.as_("owner").await.act(&kits::id(&kit), paths::WITHDRAWAL, why("")).await.is(200);
    assert_eq!(reserved().await, 0);
    // Nothing is taken back twice, nor decided afterwards.
    assert_eq!(partner.act(&kits::id(&kit), paths::WITHDRAWAL, why("")).await.problem(409), "conflict");
    assert_eq!(approver.post(kits_at::decision(&kits::id(&kit)), kits::yes()).await.problem(409), "conflict");
    assert_eq!(partner.act(&kits::id(&kit), paths::ACCEPTANCE, json!({})).await.problem(409), "conflict");
    assert_eq!(reserved().await, 0);
}

#[tokio::test]
async fn what_is_approved_or_on_its_way_is_not_taken_back() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    for kit in [world.approved(1, 0).await, world.shipped(1, 0, "A").await] {
        assert_eq!(partner.act(&kits::id(&kit), paths::WITHDRAWAL, why("")).await.problem(409), "conflict");
    }
    let kit = world.submitted(1, 0).await;
    world.as_("approver").await.decide(&kit, kits::no("No.")).await;
    assert_eq!(partner.act(&kits::id(&kit), paths::WITHDRAWAL, why("")).await.problem(409), "conflict");
}

#[tokio::test]
async fn by_the_requester_or_the_partner_s_owner_alone() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let id = kits::id(&kit);
    assert_eq!(world.as_("sales").await.act(&id, paths::WITHDRAWAL, why("")).await.missing_right(), "requester");
    assert_eq!(world.as_("admin").await.act(&id, paths::WITHDRAWAL, why("")).await.missing_right(), "partner");
    world.as_("other").await.act(&id, paths::WITHDRAWAL, why("")).await.is(404);
    world.as_("partner").await.act(&id, paths::WITHDRAWAL, why(&"x".repeat(2_001))).await.fault("reason");
    assert_eq!(world.count("requests WHERE state = 'withdrawn'").await, 0);
}

#[tokio::test]
async fn a_withdrawal_and_a_decision_at_once_are_put_in_order() {
    let world = World::new().await;
    let other = world.second_process().await;
    for _ in 0..4 {
        let kit = world.submitted(2, 0).await;
        let (partner, approver, id) = (world.as_("partner").await, other.as_("approver").await, kits::id(&kit));
        let (a, b) = world
            .at_once("requests", partner.act(&id, paths::WITHDRAWAL, why("")), approver.post(kits_at::decision(&id), kits::yes()))
            .await;
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
    let (reserved,): (i64,) = world.one("SELECT CAST(SUM(reserved) AS BIGINT) FROM catalogue_variants").await;
    assert_eq!(reserved, 2 * world.count("requests WHERE state = 'approved'").await);
}
