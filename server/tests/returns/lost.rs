use eyelevel_contract::deliveries::paths as deliveries;
use eyelevel_contract::requests::State;
use eyelevel_contract::returns::{Draft, Outcome, Replacement, Return, SendReplacement, paths};
use serde_json::json;

use super::draft;
use super::handled::{finish, replacement};
use crate::support::{World, kits};

/// The replacement of one that arrived dead is on its way, and the old one to be handed in.
async fn under_way(world: &World) -> Return {
    world.shipped(6, 0, "EPD").await;
    let to = Some(kits::recipient("Empfang", "empfang@hafenklinik.example"));
    let sent = world.as_("partner").await.returns(&Draft { replacement_to: to, ..draft(&["EPD-3"]) }).await;
    let support = world.as_("support").await;
    let thing = support.does(&sent, paths::SHIPMENTS, replacement(&sent, "EPD-NEW")).await;
    support.does(&thing, paths::LABEL, json!({ "carrier": "dhl" })).await
}

fn parcel(thing: &Return) -> String {
    thing.recipients[0].parcel.as_ref().unwrap().id.clone()
}

async fn reported(world: &World, thing: &Return, status: &str) -> Return {
    let support = world.as_("support").await;
    support
        .post(deliveries::status(&parcel(thing)), json!({ "status": status, "note": "So says the carrier.", "arrives_on": null }))
        .await
        .is(200);
    support.get(paths::one(&thing.page.request.id)).await.ok()
}

fn said<'a>(thing: &'a Return, kind: &str) -> Vec<&'a str> {
    thing.page.timeline.iter().filter(|entry| entry.kind.word() == kind).filter_map(|entry| entry.value.as_deref()).collect()
}

#[tokio::test]
async fn what_does_not_arrive_is_the_vendors_move_again_and_another_one_goes_out() {
    for status in ["lost", "returned"] {
        let world = World::new().await;
        let thing = under_way(&world).await;
        assert_eq!(thing.page.request.state, State::ReturnDue);
        let thing = reported(&world, &thing, status).await;
        assert_eq!((thing.page.request.state, thing.items[0].replacement), (State::Approved, Some(Replacement::SetAside)), "{status}");
        let promise = thing.page.request.promise.as_ref().unwrap();
        assert!(promise.kept.is_none() && promise.due_at.is_some(), "another one is promised");
        // Both sides read it.
        let theirs: Return = world.as_("partner").await.get(paths::one(&thing.page.request.id)).await.ok();
        assert_eq!(said(&theirs, "replacement_lost"), ["EPD-3 (EPD-NEW)"]);
        // Another one: a parcel of its own, announced again, and the trouble is over.
        eyelevel_server::jobs::Job::Parcels.run(&world.app).await.unwrap();
        let before = world.mails_to("empfang@hafenklinik.example").await.len();
        let again = SendReplacement { number: "1Z8V92A70367203024".to_owned(), ..replacement(&thing, "EPD-TWO") };
        let thing = world.as_("support").await.does(&thing, paths::SHIPMENTS, again).await;
        assert_eq!((thing.page.request.state, thing.items[0].replacement), (State::ReturnDue, Some(Replacement::Sent)));
        let sent = thing.recipients[0].parcel.as_ref().unwrap();
        assert_eq!(
            (sent.number.as_str(), sent.pieces.len(), &sent.pieces[0].serials),
            ("1Z8V92A70367203024", 1, &vec!["EPD-TWO".to_owned()])
        );
        assert_eq!(thing.recipients[0].status.word(), "sent");
        assert_eq!(world.mails_to("empfang@hafenklinik.example").await.len(), before + 1);
        assert_eq!(world.count("deliveries WHERE attention").await, 0);
        // It arrives, the old one is back: done, and not a moment before.
        let support = world.as_("support").await;
        let thing = support.does(&thing, paths::RECEIPT, json!({ "serials": ["EPD-3"] })).await;
        let thing = world.as_("approver").await.does(&thing, paths::OUTCOME, finish(&thing, 0, Outcome::AdvanceReplacement)).await;
        assert_eq!(thing.page.request.state, State::Shipped);
        world.as_("partner").await.post(deliveries::receipt(&parcel(&thing)), json!({ "complete": true })).await.is(200);
        let thing: Return = support.get(paths::one(&thing.page.request.id)).await.ok();
        assert_eq!(thing.page.request.state, State::Closed);
    }
}

#[tokio::test]
async fn one_that_comes_back_undelivered_is_in_stock_again() {
    let world = World::new().await;
    let thing = reported(&world, &under_way(&world).await, "returned").await;
    let on_hand = async || world.item("E-paper display").await.variants[0].on_hand.unwrap();
    let (before, support) = (on_hand().await, world.as_("support").await);
    let again = SendReplacement { number: "1Z8V92A70367203024".to_owned(), ..replacement(&thing, "EPD-TWO") };
    let thing = support.does(&thing, paths::SHIPMENTS, again).await;
    assert_eq!(on_hand().await, before - 1);
    // It lies in the house a week later, whatever else is in the box.
    let thing = support.does(&thing, paths::RECEIPT, json!({ "serials": ["EPD-NEW", "ODD-1"] })).await;
    let strays: Vec<_> = thing.strays.iter().map(|stray| stray.serial.as_str()).collect();
    assert_eq!((on_hand().await, said(&thing, "replacement_back"), strays), (before, vec!["EPD-NEW"], vec!["ODD-1"]));
    // Once is enough; and the second one was delivered, so it is nothing of the kind.
    let thing = support.does(&thing, paths::RECEIPT, json!({ "serials": ["EPD-TWO"] })).await;
    assert_eq!((on_hand().await, said(&thing, "replacement_back").len(), thing.strays.len()), (before, 1, 2));
}

#[tokio::test]
async fn where_none_was_free_the_one_that_came_back_goes_out_next() {
    let world = World::new().await;
    let thing = under_way(&world).await;
    world.run("UPDATE catalogue_variants SET on_hand = reserved").await;
    let thing = reported(&world, &thing, "returned").await;
    assert_eq!(thing.items[0].replacement, Some(Replacement::Awaited));
    let support = world.as_("support").await;
    let thing = support.does(&thing, paths::RECEIPT, json!({ "serials": ["EPD-NEW"] })).await;
    assert_eq!(thing.items[0].replacement, Some(Replacement::SetAside));
    let again = SendReplacement { number: "1Z8V92A70367203024".to_owned(), ..replacement(&thing, "EPD-NEW") };
    let thing = support.does(&thing, paths::SHIPMENTS, again).await;
    assert_eq!(thing.items[0].replacement, Some(Replacement::Sent));
}

#[tokio::test]
async fn one_that_turns_up_after_all_is_not_owed_twice() {
    let world = World::new().await;
    let thing = reported(&world, &under_way(&world).await, "lost").await;
    let reserved = "catalogue_variants WHERE reserved > 0";
    assert_eq!(world.count(reserved).await, 1);
    let thing = reported(&world, &thing, "delivered").await;
    assert_eq!((thing.page.request.state, thing.items[0].replacement), (State::ReturnDue, Some(Replacement::Sent)));
    assert_eq!((said(&thing, "replacement_found"), world.count(reserved).await), (vec!["EPD-3"], 0));
    // Nothing more can be sent to who has it.
    let url = paths::verb(&thing.page.request.id, paths::SHIPMENTS);
    world.as_("support").await.post(url, replacement(&thing, "EPD-TWO")).await.problem(409);
}

#[tokio::test]
async fn lost_once_everything_else_is_done_it_is_not_closed() {
    let world = World::new().await;
    let thing = under_way(&world).await;
    let support = world.as_("support").await;
    let thing = support.does(&thing, paths::RECEIPT, json!({ "serials": ["EPD-3"] })).await;
    let thing = world.as_("approver").await.does(&thing, paths::OUTCOME, finish(&thing, 0, Outcome::AdvanceReplacement)).await;
    world.run("UPDATE catalogue_variants SET on_hand = reserved").await;
    let thing = reported(&world, &thing, "lost").await;
    assert_eq!((thing.page.request.state, thing.items[0].replacement), (State::Approved, Some(Replacement::Awaited)));
}
