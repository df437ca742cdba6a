use eyelevel_contract::demo_kits::{EditItem, EditVariant, Item, paths};

use super::add::variant;
use crate::support::World;

/// An item as a form holds it.
fn form(item: &Item) -> EditItem {
    EditItem {
        name: item.name.clone(),
        description: item.description.clone(),
        contents: item.contents.clone(),
        adaptable: item.adaptable.clone(),
        loan: item.loan,
        price: item.price,
        owner_id: item.owner.as_ref().map(|o| o.id.clone()),
        variants: item
            .variants
            .iter()
            .map(|v| EditVariant { id: Some(v.id.clone()), name: v.name.clone(), on_hand: v.on_hand.unwrap() })
            .collect(),
        warranty_months: item.warranty_months,
        dead_on_arrival_days: item.dead_on_arrival_days,
        checklist: item.checklist.clone(),
    }
}

#[tokio::test]
async fn the_second_of_two_is_told_and_so_is_who_edits_while_something_leaves_the_house() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let item = world.item("E-paper display").await;
    let mut edit = form(&item);
    edit.name.en = "E-paper sign".to_owned();
    let path = paths::item(&item.id);
    let answer = admin.put(&path, item.version, &edit).await.is(200);
    assert_eq!(answer.header("etag"), format!("\"{}\"", item.version + 1));
    assert_eq!(admin.put(&path, item.version, &edit).await.problem(412), "changed-meanwhile");
    assert_eq!(admin.json_put(&path, &edit).await.problem(428), "precondition-required");
    edit.name.en = "E-paper display".to_owned();
    admin.put(&path, item.version + 1, &edit).await.is(200);
    // A form that was opened before a shipment holds the old number of pieces.
    let opened = world.item("E-paper display").await;
    world.shipped(2, 0, "A").await;
    let mut stale = form(&opened);
    stale.variants[0].on_hand = 30;
    assert_eq!(admin.put(&path, opened.version, &stale).await.problem(412), "changed-meanwhile");
    assert_eq!(world.item("E-paper display").await.variants[0].on_hand, Some(22));
}

#[tokio::test]
async fn never_below_what_is_promised() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    world.approved(5, 0).await;
    let item = world.item("E-paper display").await;
    let path = paths::item(&item.id);
    let mut edit = form(&item);
    edit.variants[0].on_hand = 4;
    assert_eq!(admin.put(&path, item.version, &edit).await.fault("variants.0.on_hand"), "At least 5.");
    assert_eq!(world.item("E-paper display").await.version, item.version);
    edit.variants[0].on_hand = 5;
    let edited: Item = admin.put(&path, item.version, &edit).await.ok();
    assert_eq!((edited.variants[0].on_hand, edited.variants[0].free), (Some(5), 0));
}

#[tokio::test]
async fn variants_are_renamed_added_and_reordered_but_never_lost() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let item = world.item("E-paper display").await;
    let other = world.item("Desk phone pair").await;
    let path = paths::item(&item.id);
    let edit = form(&item);
    let put = async |edit: &EditItem| admin.put(&path, item.version, edit).await;
    let mut missing = edit.clone();
    missing.variants.pop();
    put(&missing).await.fault("variants");
    let mut foreign = edit.clone();
    foreign.variants[0].id = Some(other.variants[0].id.clone());
    put(&foreign).await.fault("variants.0.id");
    let mut twice = edit.clone();
    twice.variants[1].id = twice.variants[0].id.clone();
    put(&twice).await.fault("variants.1.id");
    let mut good = edit;
    good.variants.reverse();
    good.variants.push(variant("Huge", 1));
    let edited: Item = put(&good).await.ok();
    assert_eq!(edited.variants.iter().map(|v| v.on_hand.unwrap()).collect::<Vec<_>>(), [2, 9, 24, 1]);
}

#[tokio::test]
async fn an_edit_and_an_approval_at_once_promise_nothing_that_is_not_there() {
    let world = World::new().await;
    let other = world.second_process().await;
    for _ in 0..4 {
        let kit = world.submitted(1, 0).await;
        let item = world.item("E-paper display").await;
        let mut edit = form(&item);
        let reserved = item.variants[0].on_hand.unwrap() - item.variants[0].free;
        edit.variants[0].on_hand = reserved;
        let (admin, approver) = (world.as_("admin").await, other.as_("approver").await);
        let (a, b) = world
            .at_once(
                "catalogue_variants",
                admin.put(paths::item(&item.id), item.version, &edit),
                approver.post(paths::decision(&kit.page.request.id), crate::support::kits::yes()),
            )
            .await;
        assert!(matches!((a.status.as_u16(), b.status.as_u16()), (200, 422) | (422, 200)), "{} {}", a.text(), b.text());
        world.run("UPDATE catalogue_variants SET on_hand = 24 WHERE position = 0 AND on_hand < 24").await;
    }
}

#[tokio::test]
async fn it_is_the_admins_and_a_missing_item_is_missing_for_all() {
    let world = World::new().await;
    let item = world.item("E-paper display").await;
    for account in ["approver", "manager", "owner", "partner", "auditor", "agent"] {
        let client = world.as_(account).await;
        assert_eq!(client.put(paths::item(&item.id), item.version, form(&item)).await.missing_right(), "admin", "{account}");
        client.get(paths::item(&item.id)).await.is(200);
        client.get(paths::item("nothing")).await.is(404);
    }
    world.as_("admin").await.put(paths::item("nothing"), 1, form(&item)).await.is(404);
    world.nobody().get(paths::item(&item.id)).await.is(401);
}

#[tokio::test]
async fn another_window_counts_for_what_is_known_of_a_device_at_once() {
    let world = World::new().await;
    world.shipped(1, 0, "A").await;
    let partner = world.as_("partner").await;
    let until = async || {
        let found = partner.get("/api/v1/returns/devices?limit=50").await.json();
        let device = found["items"].as_array().unwrap().iter().find(|device| device["serial"] == "A-0").unwrap().clone();
        (device["warranty_until"].clone(), device["dead_on_arrival_until"].clone())
    };
    assert_eq!(until().await, ("2028-11-24".into(), "2026-12-24".into()));
    let item = world.item("E-paper display").await;
    let admin = world.as_("admin").await;
    let wrong = EditItem { warranty_months: 241, ..form(&item) };
    assert!(!admin.put(paths::item(&item.id), item.version, &wrong).await.fault("warranty_months").is_empty());
    let edit = EditItem { warranty_months: 12, dead_on_arrival_days: 7, ..form(&item) };
    let edited: Item = admin.put(paths::item(&item.id), item.version, &edit).await.ok();
    assert_eq!((edited.warranty_months, edited.dead_on_arrival_days), (12, 7));
    assert_eq!(until().await, ("2027-11-24".into(), "2026-12-01".into()));
}
