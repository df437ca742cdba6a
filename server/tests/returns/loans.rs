use eyelevel_contract::deliveries::paths as deliveries;
use eyelevel_contract::demo_kits::loans::Whereabouts;
use eyelevel_contract::demo_kits::{DemoKit, paths as kits_at};
use eyelevel_contract::requests::{EventKind, State, Verdict};
use eyelevel_contract::returns::{Draft, ItemState, Outcome, Reason, Return, paths};
use serde_json::json;

use super::draft;
use super::handled::{all, finish};
use crate::demo_kits::check_in::lent;
use crate::support::{Client, World, kits};

/// A return because a loan is over, approved.
async fn sent_back(world: &World, client: &Client, reason: Reason, serials: &[&str]) -> Return {
    let sent = client.returns(&Draft { reason: Some(reason), ..draft(serials) }).await;
    world.as_("approver").await.does(&sent, paths::DECISION, all(&sent, Verdict::Approved, Some(Outcome::TakenBack))).await
}

async fn on_hand(world: &World) -> i64 {
    world.item("E-paper display").await.variants[0].on_hand.unwrap()
}

/// What the vendor alone reads.
fn notes(thing: &Return) -> Vec<&str> {
    let notes = thing.page.timeline.iter().filter(|entry| entry.kind == EventKind::Note);
    notes.filter_map(|entry| entry.text.as_deref()).collect()
}

#[tokio::test]
async fn what_comes_back_as_a_return_is_checked_in_at_its_loan() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let before = on_hand(&world).await;
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    let sent = sent_back(&world, &partner, Reason::LoanReturn, &["A-0", "ODD-1"]).await;
    let thing = support.does(&sent, paths::RECEIPT, json!({ "serials": ["A-0"] })).await;
    assert_eq!(thing.items[0].state, ItemState::Received);
    let loan = partner.kit(&kit).await;
    assert_eq!((loan.page.request.state, loan.loan.lent[0].devices[0].whereabouts), (State::Closed, Whereabouts::Back));
    assert_eq!(on_hand(&world).await, before + 1);
    let said = notes(&thing);
    assert!(said.len() == 1 && said[0].contains(&kit.page.request.number), "{said:?}");
    let theirs: Return = partner.get(paths::one(&thing.page.request.id)).await.ok();
    assert_eq!(notes(&theirs), [""; 0], "a loan may be a colleague's own");
    // Scanned once more, it is no news: not here, and not at the loan.
    let thing = support.does(&thing, paths::RECEIPT, json!({ "serials": ["A-0", "ODD-1"] })).await;
    assert_eq!(
        (on_hand(&world).await, world.count("loan_ends").await, notes(&thing).len()),
        (before + 1, 1, 1),
        "what is no loan is nobody's stock"
    );
    // The same piece can go out again.
    lent(&world, "A").await;
}

#[tokio::test]
async fn what_is_out_with_somebody_else_stays_there_and_nothing_is_said_of_it() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let before = on_hand(&world).await;
    let other = world.as_("other").await;
    let sent = sent_back(&world, &other, Reason::LoanReturn, &["A-0"]).await;
    let thing = world.as_("support").await.does(&sent, paths::RECEIPT, json!({ "serials": ["A-0"] })).await;
    assert_eq!((thing.items[0].state, notes(&thing)), (ItemState::Received, vec![]));
    let seen: Return = other.get(paths::one(&thing.page.request.id)).await.ok();
    assert!(!serde_json::to_string(&seen).unwrap().contains(&kit.page.request.number));
    let loan = world.as_("partner").await.kit(&kit).await;
    assert_eq!((loan.page.request.state, loan.page.timeline.len()), (State::OnLoan, kit.page.timeline.len()));
    assert_eq!((on_hand(&world).await, world.count("loan_ends").await), (before, 0));
}

#[tokio::test]
async fn what_nobody_confirmed_is_back_all_the_same() {
    let world = World::new().await;
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    let kit = world.shipped(1, 1, "A").await;
    let before = on_hand(&world).await;
    let sent = sent_back(&world, &partner, Reason::LoanReturn, &["A-0"]).await;
    support.does(&sent, paths::RECEIPT, json!({ "serials": ["A-0"] })).await;
    let loan = partner.kit(&kit).await;
    assert_eq!(
        (loan.page.request.state, loan.loan.out(), on_hand(&world).await),
        (State::Shipped, 1, before + 1),
        "the other one is on its way"
    );
    // A parcel that came back unopened is scanned at the loan; what was the matter with it was noted before.
    let desk = loan.recipients.iter().find(|to| to.organisation == "Hafenklinik Altona" && to.name == "Empfang").unwrap();
    let said = json!({ "status": "returned", "note": "So says the carrier.", "arrives_on": null });
    support.post(deliveries::status(&desk.parcel.as_ref().unwrap().id), said).await.is(200);
    eyelevel_server::jobs::Job::Parcels.run(&world.app).await.unwrap();
    support.post(kits_at::check_in(&kits::id(&kit)), json!({ "serials": ["A-1"] })).await.is(200);
    assert_eq!((partner.kit(&kit).await.page.request.state, on_hand(&world).await), (State::Closed, before + 2));
    // Nobody waits for its parcels any more.
    assert_eq!(world.count("deliveries WHERE attention").await, 1);
    world.app.clock.set(world.app.clock.now() + 10 * 24 * 3_600_000);
    eyelevel_server::jobs::Job::Parcels.run(&world.app).await.unwrap();
    assert_eq!(world.count("deliveries WHERE attention OR look_at IS NOT NULL").await, 0);
    // What is confirmed only now changes nothing any more.
    let link = world.link("empfang@hafenklinik.example", "Eine Lieferung").await;
    world.nobody().form(format!("{link}/received"), &[]).await.is(303);
    assert_eq!(partner.kit(&kit).await.page.request.state, State::Closed);
}

#[tokio::test]
async fn what_is_not_sent_wholly_or_comes_for_another_reason_stays_on_loan() {
    let world = World::new().await;
    let (partner, support) = (world.as_("partner").await, world.as_("support").await);
    // Some of it is still to be sent: the return says so.
    let kit = world.approved(1, 1).await;
    let mut some = kits::parcels(&kit, "A");
    some.parcels.truncate(1);
    support.post(kits_at::shipments(&kits::id(&kit)), some).await.is(200);
    let sent = sent_back(&world, &partner, Reason::LoanReturn, &["A-0"]).await;
    let thing = support.does(&sent, paths::RECEIPT, json!({ "serials": ["A-0"] })).await;
    assert!(notes(&thing)[0].contains("noch nicht") && notes(&thing)[0].contains(&kit.page.request.number), "{:?}", notes(&thing));
    let lent = lent(&world, "B").await;
    let broken = sent_back(&world, &partner, Reason::Warranty, &["B-0"]).await;
    let broken = support.does(&broken, paths::RECEIPT, json!({ "serials": ["B-0"] })).await;
    assert_eq!(notes(&broken), [""; 0]);
    assert_eq!(partner.kit(&lent).await.page.request.state, State::OnLoan, "broken is not over");
    assert_eq!(world.count("loan_ends").await, 0);
}

#[tokio::test]
async fn scanned_at_the_return_and_at_the_loan_at_once_it_is_back_once() {
    let world = World::new().await;
    let kit = lent(&world, "A").await;
    let before = on_hand(&world).await;
    let second = world.second_process().await;
    let partner = world.as_("partner").await;
    let sent = sent_back(&world, &partner, Reason::LoanReturn, &["A-0"]).await;
    let (support, lead) = (world.as_("support").await, second.as_("approver2").await);
    let (at_return, at_loan) = (paths::verb(&sent.page.request.id, paths::RECEIPT), kits_at::check_in(&kits::id(&kit)));
    let (a, b) =
        world.at_once("requests", support.post(&at_return, json!({ "serials": ["A-0"] })), lead.post(&at_loan, kits::back(&kit))).await;
    let thing: Return = a.ok();
    assert!([200, 409].contains(&b.status.as_u16()), "{}", b.status);
    let loan: DemoKit = partner.kit(&kit).await;
    assert_eq!((loan.page.request.state, on_hand(&world).await, world.count("loan_ends").await), (State::Closed, before + 1, 1));
    // Back already, a return of it says nothing of the loan any more.
    world.as_("approver").await.does(&thing, paths::OUTCOME, finish(&thing, 0, Outcome::TakenBack)).await;
    let again = sent_back(&world, &partner, Reason::LoanReturn, &["A-0"]).await;
    let again = support.does(&again, paths::RECEIPT, json!({ "serials": ["A-0"] })).await;
    assert_eq!((notes(&again), on_hand(&world).await), (vec![], before + 1));
}
