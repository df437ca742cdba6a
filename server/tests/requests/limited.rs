use eyelevel_contract::board::Board;
use eyelevel_contract::deliveries::{Delivery, paths as deliveries_at};
use eyelevel_contract::demo_kits::{DemoKit, paths as kits_at};
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::{EditRequest, Request, paths};

use crate::support::{Client, World, kits};

/// A limited loan that was shipped, with a file.
async fn limited(world: &World) -> (DemoKit, String) {
    let partner = world.as_("partner").await;
    let mut draft = world.draft(1, 0).await;
    draft.limited = true;
    let kit: DemoKit = partner.post(kits_at::DEMO_KITS, draft).await.ok();
    let id = kits::id(&kit);
    let file: eyelevel_contract::attachments::Attachment = partner.upload(("request_id", &id), "plan.txt", b"a plan").await.ok();
    world.as_("approver").await.decide(&kit, kits::yes()).await;
    let kit: DemoKit = partner.kit(&kit).await;
    let kit: DemoKit = world.as_("support").await.post(kits_at::shipments(&id), kits::parcels(&kit, "L")).await.ok();
    (kit, eyelevel_contract::attachments::file(&file.id))
}

/// Everything that may show it, as (where, whether it does).
async fn seen(client: &Client, kit: &DemoKit, file: &str) -> Vec<(&'static str, bool)> {
    let id = kits::id(kit);
    let delivery = kit.recipients[0].parcel.as_ref().unwrap().id.clone();
    let board: Board = client.get("/api/v1/board").await.ok();
    let parcels: Page<Delivery> = client.get(deliveries_at::DELIVERIES).await.ok();
    let sections = [&board.with_partner, &board.with_vendor, &board.on_the_way, &board.done];
    let found = async |path: String| client.get(path).await.status.as_u16() == 200;
    vec![
        ("page", found(kits_at::one(&id)).await),
        ("spine", found(paths::one(&id)).await),
        ("thread", found(paths::messages(&id)).await),
        ("file", found(file.to_owned()).await),
        ("delivery", found(deliveries_at::one(&delivery)).await),
        ("deliveries", !parcels.items.is_empty()),
        ("list", !client.numbers("").await.is_empty()),
        ("search", !client.numbers("q=dk-1001").await.is_empty()),
        ("kits", !client.get(kits_at::DEMO_KITS).await.ok::<Page<Request>>().items.is_empty()),
        ("board", sections.iter().any(|s| !s.items.is_empty() || s.count > 0)),
        ("parcels", !board.parcels.is_empty()),
    ]
}

#[tokio::test]
async fn a_colleague_sees_nothing_of_it_anywhere() {
    let world = World::new().await;
    let (kit, file) = limited(&world).await;
    for account in ["sales", "accounts", "other", "other-owner", "ledger", "agent"] {
        let client = world.as_(account).await;
        let seen = seen(&client, &kit, &file).await;
        assert!(seen.iter().all(|(_, there)| !there), "{account}: {seen:?}");
        // Nor by acting: it answers as if there were none.
        let id = kits::id(&kit);
        for verb in [paths::ANSWER, paths::WITHDRAWAL, paths::SECOND_LOOK, paths::ACCEPTANCE] {
            client.act(&id, verb, serde_json::json!({ "text": "x", "reason": "x" })).await.is(404);
        }
        client.post(paths::messages(&id), serde_json::json!({ "text": "x" })).await.is(404);
        client.put(paths::one(&id), 1, EditRequest { reference: String::new(), limited: false }).await.is(404);
        client.post(kits_at::repeat(&id), serde_json::json!({})).await.is(404);
        client.upload(("request_id", &id), "a.txt", b"x").await.is(404);
    }
    for account in ["partner", "owner", "approver", "support", "manager", "admin", "auditor"] {
        let seen = seen(&world.as_(account).await, &kit, &file).await;
        assert!(seen.iter().all(|(_, there)| *there), "{account}: {seen:?}");
    }
}

#[tokio::test]
async fn opened_to_colleagues_they_see_all_of_it_but_accounts_still_nothing() {
    let world = World::new().await;
    let (kit, file) = limited(&world).await;
    let partner = world.as_("partner").await;
    let version = partner.kit(&kit).await.page.request.version;
    partner.put(paths::one(&kits::id(&kit)), version, EditRequest { reference: String::new(), limited: false }).await.is(200);
    let there = seen(&world.as_("sales").await, &kit, &file).await;
    assert!(there.iter().all(|(_, there)| *there), "{there:?}");
    for account in ["accounts", "other"] {
        let seen = seen(&world.as_(account).await, &kit, &file).await;
        assert!(seen.iter().all(|(_, there)| !there), "{account}: {seen:?}");
    }
}
