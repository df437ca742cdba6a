use eyelevel_contract::demo_kits::{DemoKit, paths};
use eyelevel_contract::requests::{EventKind, PromiseKind, State, paths as requests_at};
use serde_json::json;

use crate::support::{Client, DAY, World, kits, kits::quoted};

async fn accept(client: &Client, kit: &DemoKit) -> crate::support::Answer {
    client.act(&kits::id(kit), requests_at::ACCEPTANCE, json!({})).await
}

/// A purchase by somebody, quoted until in ten days.
async fn offered(world: &World, account: &str) -> DemoKit {
    let kit: DemoKit = world.as_(account).await.post(paths::DEMO_KITS, world.purchase(2).await).await.ok();
    world.as_("approver").await.decide(&kit, quoted(world, 10)).await
}

#[tokio::test]
async fn a_price_is_accepted_by_who_may_see_it() {
    let world = World::new().await;
    let kit = offered(&world, "partner").await;
    // The technician asked, and sees no price.
    assert_eq!(accept(&world.as_("partner").await, &kit).await.missing_right(), "owner sales");
    assert_eq!(accept(&world.as_("sales").await, &kit).await.missing_right(), "requester");
    assert_eq!(accept(&world.as_("approver").await, &kit).await.missing_right(), "partner");
    accept(&world.as_("accounts").await, &kit).await.is(404);
    accept(&world.as_("other").await, &kit).await.is(404);
    assert_eq!(accept(&world.as_("owner").await, &kit).await.is(200).json()["state"], "approved");
    let seen = world.as_("owner").await.kit(&kit).await;
    assert_eq!(seen.quote.unwrap().accepted_at, Some(world.app.clock.now()));
    let promise = seen.page.request.promise.unwrap();
    assert_eq!((promise.kind, promise.kept), (PromiseKind::Fulfilment, None));
    assert_eq!(seen.page.timeline.last().unwrap().kind, EventKind::Accepted);
    assert_eq!(accept(&world.as_("owner").await, &kit).await.problem(409), "conflict");
    // A seller who asked accepts by themself.
    let kit = offered(&world, "sales").await;
    accept(&world.as_("sales").await, &kit).await.is(200);
}

#[tokio::test]
async fn an_offer_holds_until_the_end_of_its_last_day() {
    let world = World::new().await;
    let (first, second) = (offered(&world, "sales").await, offered(&world, "sales").await);
    world.later(10 * DAY);
    accept(&world.as_("sales").await, &first).await.is(200);
    // An hour before midnight in Berlin, and an hour after.
    world.later(13 * 3_600_000);
    let sales = world.as_("sales").await;
    world.later(3_600_000);
    let refused = accept(&sales, &second).await.is(409);
    assert!(refused.text().contains("The offer has expired. Please ask for a new one."), "{}", refused.text());
    assert_eq!(sales.kit(&second).await.page.request.state, State::Offered);
    // A new one can be given, and accepted.
    world.as_("approver").await.decide(&second, quoted(&world, 5)).await;
    accept(&sales, &second).await.is(200);
}

#[tokio::test]
async fn a_changed_loan_is_accepted_by_its_requester_and_costs_nothing() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    assert_eq!(accept(&world.as_("partner").await, &kit).await.problem(409), "conflict");
    let until = Some(world.today().plus_days(7));
    world.as_("approver").await.decide(&kit, kits::changed("A week will do.", vec![], until)).await;
    assert_eq!(accept(&world.as_("sales").await, &kit).await.missing_right(), "requester");
    accept(&world.as_("partner").await, &kit).await.is(200);
    assert_eq!(world.as_("partner").await.kit(&kit).await.page.request.return_on, until);
}

#[tokio::test]
async fn accepting_and_deciding_anew_at_once_are_put_in_order() {
    let world = World::new().await;
    let other = world.second_process().await;
    for _ in 0..4 {
        let kit = world.submitted(1, 0).await;
        world.as_("approver").await.decide(&kit, kits::changed("A week.", vec![], Some(world.today().plus_days(7)))).await;
        let (partner, approver) = (world.as_("partner").await, other.as_("approver").await);
        let (a, b) =
            world.at_once("requests", accept(&partner, &kit), approver.post(paths::decision(&kits::id(&kit)), kits::no("No."))).await;
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
    let (reserved,): (i64,) = world.one("SELECT CAST(SUM(reserved) AS BIGINT) FROM catalogue_variants").await;
    assert_eq!(reserved, world.count("requests WHERE state = 'approved'").await);
}
