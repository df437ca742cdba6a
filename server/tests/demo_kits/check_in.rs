use eyelevel_contract::demo_kits::{DemoKit, paths};
use eyelevel_contract::requests::{EventKind, State};
use serde_json::json;

use crate::support::{World, kits};

/// A loan of one piece that its recipient has confirmed.
pub(crate) async fn lent(world: &World, prefix: &str) -> DemoKit {
    let kit = world.shipped(1, 0, prefix).await;
    let link = world.link("partner@eyelevel.example", "Eine Lieferung").await;
    world.nobody().form(format!("{link}/received"), &[]).await.is(303);
    world.as_("partner").await.kit(&kit).await
}

#[tokio::test]
async fn what_is_back_is_in_the_house_again_once() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    assert_eq!(kit.page.request.state, State::OnLoan);
    let on_hand = async || world.item("E-paper display").await.variants[0].on_hand.unwrap();
    assert_eq!(on_hand().await, 23);
    let other = world.second_process().await;
    let (support, lead, path) = (world.as_("support").await, other.as_("approver2").await, paths::check_in(&kits::id(&kit)));
    let (a, b) = world.at_once("requests", support.post(&path, kits::back(&kit)), lead.post(&path, kits::back(&kit))).await;
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(on_hand().await, 24);
    let seen = world.as_("partner").await.kit(&kit).await;
    let kinds: Vec<_> = seen.page.timeline.iter().rev().take(2).map(|e| e.kind).collect();
    assert_eq!((seen.page.request.state, kinds), (State::Closed, vec![EventKind::Closed, EventKind::CheckedIn]));
    world.mail("partner@eyelevel.example", "ist erledigt").await;
    // The same piece can go out again.
    lent(&world, "A").await;
}

#[tokio::test]
async fn only_a_loan_that_is_out_and_only_by_who_ships() {
    let world = World::new().await;
    let support = world.as_("support").await;
    let approved = world.approved(1, 0).await;
    assert_eq!(support.post(paths::check_in(&kits::id(&approved)), json!({})).await.problem(409), "conflict");
    let waiting = world.submitted(1, 0).await;
    assert_eq!(support.post(paths::check_in(&kits::id(&waiting)), json!({})).await.problem(409), "conflict");
    let enquiry = world.enquiry("An idea").await;
    support.post(paths::check_in(&enquiry.id), json!({})).await.is(404);
    let kit = lent(&world, "B").await;
    for (account, right) in [("partner", "vendor"), ("manager", "support approver lead"), ("admin", "support approver lead")] {
        assert_eq!(world.as_(account).await.post(paths::check_in(&kits::id(&kit)), json!({})).await.missing_right(), right);
    }
    world.as_("other").await.post(paths::check_in(&kits::id(&kit)), json!({})).await.is(404);
}
