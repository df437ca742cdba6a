use eyelevel_contract::attachments::file;
use eyelevel_contract::requests::Verdict;
use eyelevel_contract::returns::{Draft, Finding, Inspect, Item, ItemState, Outcome, Reason, Return, paths};
use serde_json::json;

use super::draft;
use super::handled::{all, id};
use crate::support::{Client, World};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR";

/// Two devices that lie at the vendor's.
async fn here(world: &World, serials: &[&str]) -> Return {
    let sent = world.as_("partner").await.returns(&Draft { reason: Some(Reason::Warranty), ..draft(serials) }).await;
    let thing = world.as_("approver").await.does(&sent, paths::DECISION, all(&sent, Verdict::Approved, Some(Outcome::Repair))).await;
    world.as_("support").await.does(&thing, paths::RECEIPT, json!({ "serials": serials })).await
}

async fn sends(client: &Client, thing: &Return, name: &str, bytes: &[u8]) -> String {
    let answer = client.upload(("request_id", id(thing)), name, bytes).await.is(201);
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn inspect(item: &Item, photos: &[&String]) -> Inspect {
    let photos = photos.iter().map(|id| (*id).clone()).collect();
    Inspect { item_id: item.id.clone(), finding: Finding::Damaged, findings: "Cracked.".to_owned(), photos }
}

fn names(item: &Item) -> Vec<&str> {
    item.photos.iter().map(|photo| photo.name.as_str()).collect()
}

#[tokio::test]
async fn pictures_stand_beside_the_device_that_they_show_for_both_sides() {
    let world = World::new().await;
    let thing = here(&world, &["A-1", "B-2"]).await;
    let (support, approver) = (world.as_("support").await, world.as_("approver").await);
    let (b, a) = (sends(&support, &thing, "b.png", PNG).await, sends(&approver, &thing, "a.png", PNG).await);
    let thing = support.does(&thing, paths::INSPECTION, inspect(&thing.items[1], &[&a, &b])).await;
    assert_eq!((thing.items[1].state, names(&thing.items[1])), (ItemState::Inspected, vec!["a.png", "b.png"]));
    let partner = world.as_("partner").await;
    let seen: Return = partner.get(paths::one(id(&thing))).await.ok();
    assert_eq!((names(&seen.items[0]), names(&seen.items[1])), (vec![], vec!["a.png", "b.png"]));
    assert_eq!(seen.page.attachments.len(), 2, "they are files of the request");
    partner.get(file(&a)).await.is(200);
    let other = world.as_("other-owner").await;
    other.get(paths::one(id(&thing))).await.is(404);
    other.get(file(&a)).await.is(404);
    // Each is of one device.
    let url = paths::verb(id(&thing), paths::INSPECTION);
    support.post(&url, inspect(&thing.items[0], &[&a])).await.fault("photos.0");
    support.post(&url, inspect(&thing.items[0], &[])).await.is(200);
}

#[tokio::test]
async fn only_pictures_of_the_vendors_and_of_this_return_and_nothing_is_half_written() {
    let world = World::new().await;
    let thing = here(&world, &["A-1"]).await;
    let elsewhere = here(&world, &["C-3"]).await;
    let (support, partner) = (world.as_("support").await, world.as_("partner").await);
    let mine = sends(&support, &thing, "a.png", PNG).await;
    let theirs = sends(&partner, &thing, "p.png", PNG).await;
    let log = sends(&support, &thing, "log.txt", b"words").await;
    let foreign = sends(&support, &elsewhere, "c.png", PNG).await;
    let url = paths::verb(id(&thing), paths::INSPECTION);
    let (nobody, item) = ("nobody".to_owned(), &thing.items[0]);
    for bad in [&theirs, &log, &foreign, &nobody] {
        support.post(&url, inspect(item, &[&mine, bad])).await.fault("photos.1");
    }
    support.post(&url, inspect(item, &[&mine, &mine])).await.fault("photos.1");
    support.post(&url, inspect(item, &[&mine; 11])).await.fault("photos");
    partner.post(&url, inspect(item, &[&theirs])).await.is(403);
    world.as_("manager").await.post(&url, inspect(item, &[&mine])).await.is(403);
    world.as_("other").await.post(&url, inspect(item, &[&mine])).await.is(404);
    let now: Return = partner.get(paths::one(id(&thing))).await.ok();
    assert_eq!((now.items[0].state, world.count("return_photos").await), (ItemState::Received, 0));
    let thing = support.does(&thing, paths::INSPECTION, inspect(item, &[&mine])).await;
    assert_eq!(names(&thing.items[0]), ["a.png"]);
    // What was looked at is looked at.
    support.post(&url, inspect(&thing.items[0], &[])).await.problem(409);
}
