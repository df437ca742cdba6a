use eyelevel_contract::demo_kits::paths;
use eyelevel_contract::requests::State;

use crate::support::{World, kits};

#[tokio::test]
async fn stock_is_not_promised_twice_by_two_approvers_in_the_same_second() {
    let world = World::new().await;
    // 24 small displays are in the house.
    let (one, two) = (world.submitted(14, 0).await, world.submitted(14, 0).await);
    let (first, second) = (world.as_("approver").await, world.as_("approver2").await);
    let (a, b) =
        tokio::join!(first.post(paths::decision(&kits::id(&one)), kits::yes()), second.post(paths::decision(&kits::id(&two)), kits::yes()));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422], "{} {}", a.text(), b.text());
    let refused = if a.status.is_success() { b } else { a };
    assert_eq!(refused.fault("lines.0.quantity"), "Only 10 are left.");
    assert_eq!(world.count("requests WHERE state = 'approved'").await, 1);
    assert_eq!(world.count("decisions").await, 1);
}

#[tokio::test]
async fn two_people_deciding_the_same_request_are_put_in_order() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let (first, second) = (world.as_("approver").await, world.as_("approver2").await);
    let (a, b) = tokio::join!(
        first.post(paths::decision(&kits::id(&kit)), kits::yes()),
        second.post(paths::decision(&kits::id(&kit)), kits::no("Out of stock."))
    );
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(world.count("decisions").await, 1);
    let state = world.as_("partner").await.kit(&kit).await.page.request.state;
    assert!(matches!(state, State::Approved | State::Declined));
}
