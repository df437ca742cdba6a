use eyelevel_contract::demo_kits::{Bilingual, EditItem, EditVariant, Item, paths};
use eyelevel_contract::money::Money;

use crate::support::World;

fn both(text: &str) -> Bilingual {
    Bilingual { de: format!("{text} (de)"), en: text.to_owned() }
}

pub(super) fn variant(name: &str, on_hand: i64) -> EditVariant {
    EditVariant { id: None, name: both(name), on_hand }
}

pub(super) fn item(name: &str) -> EditItem {
    EditItem {
        name: both(name),
        description: both("Described"),
        contents: vec![both("One")],
        adaptable: Bilingual { de: String::new(), en: String::new() },
        loan: true,
        price: Some(Money::eur(12_300)),
        owner_id: None,
        variants: vec![variant("Red", 3), variant("Black", 0)],
        warranty_months: 36,
        dead_on_arrival_days: 14,
        checklist: vec![both("Lights up?")],
    }
}

#[tokio::test]
async fn an_admin_adds_an_item_that_can_be_asked_for_at_once() {
    let world = World::new().await;
    let answer = world.as_("admin").await.post(paths::CATALOGUE, item("Lamp")).await.is(201);
    let location = answer.header("location").to_owned();
    let added: Item = answer.ok();
    assert_eq!(location, paths::item(&added.id));
    assert_eq!((added.warranty_months, added.dead_on_arrival_days), (36, 14));
    assert_eq!(added.variants.iter().map(|v| (v.free, v.on_hand)).collect::<Vec<_>>(), [(3, Some(3)), (0, Some(0))]);
    let mut draft = world.draft(1, 0).await;
    (draft.lines[0].item_id, draft.lines[0].variant_id) = (added.id.clone(), added.variants[0].id.clone());
    world.as_("partner").await.post(paths::DEMO_KITS, draft).await.is(201);
    // A partner sees what is free, not what lies in the house; prices by role.
    let seen: Item = world.as_("partner").await.get(&location).await.ok();
    assert_eq!((seen.variants[0].free, seen.variants[0].on_hand, seen.price, seen.sale), (3, None, None, true));
    assert_eq!(world.as_("sales").await.get(&location).await.ok::<Item>().price, Some(Money::eur(12_300)));
}

/// A way to spoil a form.
type Spoil = fn(&mut EditItem);

#[tokio::test]
async fn bad_input_is_named_at_its_field() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let partner = world.person("partner").await;
    let cases: [(&str, Spoil); 20] = [
        ("name.de", |i| i.name.de.clear()),
        ("name.en", |i| i.name.en = "x".repeat(121)),
        ("name.en", |i| i.name.en = "a\nb".to_owned()),
        ("description.de", |i| i.description.de = " ".to_owned()),
        ("description.en", |i| i.description.en = "x".repeat(2_001)),
        ("contents", |i| i.contents = vec![both("x"); 51]),
        ("contents.0.de", |i| i.contents[0].de.clear()),
        ("adaptable.en", |i| i.adaptable.de = "Logo".to_owned()),
        ("price", |i| i.price = Some(Money::eur(-1))),
        ("price", |i| i.price = Some(Money::eur(i64::MAX))),
        ("owner_id", |i| i.owner_id = Some("nobody".to_owned())),
        ("variants", |i| i.variants.clear()),
        ("variants", |i| i.variants = vec![variant("x", 1); 51]),
        ("variants.1.on_hand", |i| i.variants[1].on_hand = -1),
        ("variants.0.on_hand", |i| i.variants[0].on_hand = 100_001),
        ("checklist", |i| i.checklist = (0..9).map(|n| both(&n.to_string())).collect()),
        ("checklist.0.de", |i| i.checklist[0].de = "x".repeat(161)),
        ("checklist.0.en", |i| i.checklist[0].en = "a\u{7}b".to_owned()),
        ("checklist.0.de", |i| i.checklist[0].de.clear()),
        ("checklist.1.de", |i| i.checklist.push(i.checklist[0].clone())),
    ];
    for (field, spoil) in cases {
        let mut bad = item("Lamp");
        spoil(&mut bad);
        admin.post(paths::CATALOGUE, &bad).await.fault(field);
    }
    // Whoever answers for an item works for the vendor; a new variant has no id yet.
    admin.post(paths::CATALOGUE, EditItem { owner_id: Some(partner), ..item("Lamp") }).await.fault("owner_id");
    let mut odd = item("Lamp");
    odd.variants[0].id = Some(world.item("E-paper display").await.variants[0].id.clone());
    admin.post(paths::CATALOGUE, odd).await.fault("variants.0.id");
    assert_eq!(world.count("catalogue_items").await, 6);
    for account in ["manager", "approver", "auditor", "owner", "agent"] {
        assert_eq!(world.as_(account).await.post(paths::CATALOGUE, item("Lamp")).await.missing_right(), "admin", "{account}");
    }
}
