use eyelevel_contract::enquiries;
use eyelevel_contract::requests::{NewMessage, paths};

use crate::support::{World, kits, requests::utc};

#[tokio::test]
async fn both_sides_see_the_same_facts() {
    let world = World::new().await;
    let kit = world.shipped(2, 1, "A").await;
    let id = kits::id(&kit);
    let theirs = world.as_("partner").await.page(&id).await;
    let ours = world.as_("approver").await.page(&id).await;
    assert_eq!(theirs, ours);
    assert_eq!(theirs.timeline.len(), 4);
}

#[tokio::test]
async fn the_browser_gets_the_open_hours_of_three_weeks() {
    let world = World::new().await;
    let id = world.enquiry("An idea").await.id;
    let open = world.as_("partner").await.page(&id).await.open;
    assert_eq!(open.len(), 16);
    assert_eq!((open[0].from, open[0].until), (utc("2026-11-24", 8, 0), utc("2026-11-24", 16, 0)));
    assert_eq!(open[4].from, utc("2026-11-30", 8, 0), "no weekend");
}

#[tokio::test]
async fn a_kit_is_no_enquiry_and_an_enquiry_no_kit() {
    let world = World::new().await;
    let kit = world.submitted(1, 0).await;
    let enquiry = world.enquiry("An idea").await;
    let approver = world.as_("approver").await;
    approver.get(enquiries::one(&kits::id(&kit))).await.is(404);
    approver.get(eyelevel_contract::demo_kits::paths::one(&enquiry.id)).await.is(404);
    approver.post(enquiries::decision(&kits::id(&kit)), serde_json::json!({ "verdict": "approved", "reason": "x" })).await.is(404);
    approver.post(eyelevel_contract::demo_kits::paths::decision(&enquiry.id), kits::yes()).await.is(404);
    let ship = serde_json::json!({ "parcels": [] });
    world.as_("support").await.post(eyelevel_contract::demo_kits::paths::shipments(&enquiry.id), ship).await.is(404);
}

#[tokio::test]
async fn a_long_thread_shows_its_newest_five_hundred() {
    let world = World::new().await;
    let id = world.enquiry("An idea").await.id;
    let now = world.app.clock.now();
    let rows: Vec<String> =
        (0..600).map(|i| format!("('entry-{i:04}', '{id}', {}, NULL, 'message', 'text {i}', NULL, FALSE)", now + i)).collect();
    world.run(&format!("INSERT INTO timeline (id, request_id, at, by_id, kind, text, value, internal) VALUES {}", rows.join(", "))).await;
    let page = world.as_("partner").await.page(&id).await;
    assert_eq!(page.timeline.len(), 500);
    assert_eq!((page.timeline[0].text.as_deref(), page.timeline[499].text.as_deref()), (Some("text 100"), Some("text 599")));
    world.later(1_000);
    let message = NewMessage { text: "the last".to_owned(), internal: false };
    world.as_("partner").await.post(paths::messages(&id), message).await.is(201);
    assert_eq!(world.as_("partner").await.page(&id).await.timeline[499].text.as_deref(), Some("the last"));
}
