use eyelevel_contract::licences::{EditProduct, EditRule, Import, Intent, Issuer, Product, paths};

use super::{file, send};
use crate::licences::products::form;
use crate::support::{Answer, World};

async fn put(world: &World, change: impl FnOnce(&mut EditProduct)) -> Answer {
    let product = world.product("archivar").await;
    let mut edit = form(&product);
    change(&mut edit);
    world.as_("admin").await.put(paths::product(&product.id), product.version, edit).await
}

#[tokio::test]
async fn a_rule_stays_as_long_as_its_pool_holds_keys_and_keeps_saying_what_they_look_like() {
    let world = World::new().await;
    world.fill(0..3).await;
    let message = put(&world, |edit| drop(edit.rules.remove(2))).await.fault("rules.2");
    assert!(message.contains("3 keys"), "{message}");
    // Moved up, and made something else.
    let swapped = |edit: &mut EditProduct| {
        edit.rules.swap(0, 2);
        edit.rules[0].issuer = Issuer::External;
    };
    put(&world, swapped).await.fault("rules.0.issuer");
    let pattern = |text: &'static str| move |edit: &mut EditProduct| text.clone_into(&mut edit.rules[2].pattern);
    for text in ["AR7-####-@@@@-###", "AR7-1###-@@@@-####", ""] {
        put(&world, pattern(text)).await.fault("rules.2.pattern");
    }
    // A wider one is as good.
    let edited: Product = put(&world, pattern("AR7-*")).await.ok();
    assert_eq!(edited.rules[2].pattern.as_ref().unwrap().to_string(), "AR7-*");
    assert_eq!(world.level().await, (3, 0));
}

#[tokio::test]
async fn when_all_are_handed_out_it_may_go_and_its_keys_stay_known() {
    let world = World::new().await;
    world.on_seven("seven-1").await;
    world.fill(0..1).await;
    let licence = world.asked(&world.asking(Intent::Renew, "seven-1").await).await;
    assert_eq!(licence.keys.len(), 1);
    put(&world, |edit| drop(edit.rules.remove(2))).await.is(200);
    assert_eq!(world.count("pool_keys WHERE rule_id IS NULL AND taken_by IS NOT NULL").await, 1);
    // Never again, by whatever rule.
    let rule = EditRule { id: None, versions: "7.x".to_owned(), issuer: Issuer::Pool, pattern: "AR7-####-@@@@-####".to_owned() };
    put(&world, |edit| edit.rules.push(rule)).await.is(200);
    let product = world.product("archivar").await;
    let seen: Import = send(&world.as_("admin").await, &product, "", file(0..2)).await.ok();
    assert_eq!((seen.added, seen.bad.len()), (1, 1));
}
