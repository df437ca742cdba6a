use eyelevel_contract::checklist::{Answered, Tried};
use eyelevel_contract::demo_kits::{self, Item};
use eyelevel_contract::returns::{Draft, NewItem, Return, paths};
use serde_json::{Value, json};

use super::draft;
use crate::support::{Client, World};

fn answered(question: &str, answer: Tried) -> Answered {
    Answered { question: question.to_owned(), answer }
}

fn form(serial: &str, checklist: Vec<Answered>) -> Draft {
    Draft { items: vec![NewItem { checklist, ..NewItem::of(serial.to_owned()) }], ..draft(&[]) }
}

/// The item with these steps instead.
async fn edited(world: &World, admin: &Client, steps: &[(&str, &str)]) -> Item {
    let item = world.item("E-paper display").await;
    let mut edit = serde_json::to_value(&item).unwrap();
    edit["owner_id"] = edit["owner"]["id"].clone();
    edit["checklist"] = steps.iter().map(|(de, en)| json!({ "de": de, "en": en })).collect();
    admin.put(demo_kits::paths::item(&item.id), item.version, &edit).await.ok()
}

#[tokio::test]
async fn the_steps_come_with_the_device_and_hold_nothing_up() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    world.shipped(2, 0, "EPD").await;
    let edited = edited(&world, &admin, &[(" Leuchtet die LED? 🔋", "Does the LED light up? 🔋"), ("Neue Batterie?", "")]).await;
    assert_eq!((edited.checklist[0].de.as_str(), edited.checklist[1].en.as_str()), ("Leuchtet die LED? 🔋", ""));
    let partner = world.as_("partner").await;
    assert_eq!(partner.look_up("EPD-0").await.checklist, edited.checklist);
    for unknown in ["nobody-knows", "EPD-O"] {
        assert!(partner.look_up(unknown).await.checklist.is_empty(), "{unknown}: which product it is, nobody knows");
    }
    assert!(world.as_("other-owner").await.look_up("EPD-0").await.checklist.is_empty());
    let sent = partner.returns(&form("EPD-0", vec![])).await;
    assert!(sent.items[0].checklist.is_empty());
}

#[tokio::test]
async fn what_was_answered_stays_as_it_was_asked() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    world.shipped(2, 0, "EPD").await;
    edited(&world, &admin, &[("Neu?", "New?")]).await;
    // The form waited without a network: its steps are those of before.
    let given = vec![answered("Leuchtet die LED? 🔋", Tried::No), answered("New?", Tried::Yes), answered("Und sonst?", Tried::NotTried)];
    let partner = world.as_("partner").await;
    let sent = partner.returns(&form("EPD-0", given.clone())).await;
    edited(&world, &admin, &[]).await;
    for account in ["partner", "support", "approver", "auditor"] {
        let seen: Return = world.as_(account).await.get(paths::one(&sent.page.request.id)).await.ok();
        assert_eq!(seen.items[0].checklist, given, "{account}");
    }
    world.as_("other-owner").await.get(paths::one(&sent.page.request.id)).await.is(404);
    // Of a device that nobody knows, what was tried is worth reading, too.
    let unknown = partner.returns(&form("nobody-knows", given.clone())).await;
    assert_eq!(unknown.items[0].checklist, given);
    // Named twice, nothing of it is lost.
    let mut twice = form("EPD-1", vec![answered("A?", Tried::Yes)]);
    twice.items.extend(form(" EPD-1", vec![answered("B?", Tried::No)]).items);
    let twice = partner.returns(&twice).await;
    assert_eq!(twice.items[0].checklist, [answered("A?", Tried::Yes), answered("B?", Tried::No)]);
}

#[tokio::test]
async fn bad_answers_are_named_at_their_place_and_write_nothing() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let body =
        |checklist: Value| json!({ "items": [{ "serial": "A-1", "checklist": checklist }], "reason": "warranty", "description": "Dark." });
    let one = |question: &str| json!([{ "question": question, "answer": "yes" }]);
    let nine: Vec<_> = (0..9).map(|n| json!({ "question": n.to_string(), "answer": "no" })).collect();
    for (field, checklist) in [
        ("items.0.checklist", json!(nine)),
        ("items.0.checklist.0.question", one("")),
        ("items.0.checklist.0.question", one(&"x".repeat(161))),
        ("items.0.checklist.0.question", one("a\u{0}b")),
        ("items.0.checklist.0.question", one("a\nb")),
        ("items.0.checklist.0.question", one("a\u{1b}[31mb")),
    ] {
        partner.post(paths::PATH, body(checklist)).await.fault(field);
    }
    for odd in [json!([{ "question": "A?", "answer": "perhaps" }]), json!([{ "question": 1, "answer": "yes" }]), json!("yes"), json!(null)]
    {
        let status = partner.post(paths::PATH, body(odd)).await.status.as_u16();
        assert!((400..500).contains(&status), "{status}");
    }
    assert_eq!((world.count("returns").await, world.count("return_items").await), (0, 0));
    partner.post(paths::PATH, body(json!(nine[..8]))).await.is(201);
    let emoji = json!([{ "question": "🔌".repeat(160), "answer": "not_tried" }]);
    let mut more = body(emoji);
    more["items"][0]["serial"] = json!("A-2");
    partner.post(paths::PATH, more).await.is(201);
}
