use eyelevel_contract::licences::{Product, paths};

use super::fresh;
use crate::support::World;

#[tokio::test]
async fn a_whole_product_comes_back_as_it_was_sent() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let archivar = world.product("archivar").await;
    assert_eq!(archivar.releases[0].version.to_string(), "9.1.3", "the newest first");
    assert_eq!((archivar.rules.len(), archivar.owner.as_ref().unwrap().name.as_str()), (3, "Henrik Lund"));
    let answer = admin.post(paths::PRODUCTS, fresh(&archivar, "tresor")).await.is(201);
    let location = answer.header("location").to_owned();
    let added: Product = answer.ok();
    assert_eq!(location, paths::product(&added.id));
    assert_eq!(added, admin.get(&location).await.ok::<Product>());
    assert_eq!((added.releases, added.capacity_unit), (archivar.releases, archivar.capacity_unit));
    assert_eq!(added.rules.iter().map(|r| r.versions.to_string()).collect::<Vec<_>>(), ["9.x", "8.x", "7.x"]);
    assert_eq!(world.count(&format!("audit WHERE action = 'product.added' AND subject_id = '{}'", added.id)).await, 1);
}

#[tokio::test]
async fn what_contradicts_itself_is_refused_and_nothing_is_written() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let archivar = world.product("archivar").await;
    let before = world.count("products").await;
    let with = |change: &dyn Fn(&mut eyelevel_contract::licences::EditProduct)| {
        let mut form = fresh(&archivar, "tresor");
        change(&mut form);
        form
    };
    for (field, form) in [
        ("code", fresh(&archivar, "archivar")),
        ("code", fresh(&archivar, "Tresor")),
        ("rules.1.versions", with(&|p| p.rules[1].versions = ">=8, <9.1".to_owned())),
        ("rules.0.versions", with(&|p| p.rules[0].versions = ">=9, <8".to_owned())),
        ("rules.0.pattern", with(&|p| p.rules[0].pattern = "*".to_owned())),
        ("editions", with(&|p| p.editions.clear())),
        ("editions.1.code", with(&|p| p.editions[1].code = p.editions[0].code.clone())),
        ("editions.0.id", with(&|p| p.editions[0].id = Some(archivar.editions[0].id.clone()))),
        ("rules.0.id", with(&|p| p.rules[0].id = Some(archivar.rules[0].id.clone()))),
        ("owner_id", with(&|p| p.owner_id = Some("nobody".to_owned()))),
    ] {
        admin.post(paths::PRODUCTS, form).await.fault(field);
    }
    let mut form = fresh(&archivar, "tresor");
    form.owner_id = Some(world.person("partner").await);
    admin.post(paths::PRODUCTS, form).await.fault("owner_id");
    assert_eq!(world.count("products").await, before);
}

#[tokio::test]
async fn the_same_key_makes_one_product() {
    let world = World::new().await;
    let admin = world.as_("admin").await.with_key("k");
    let form = fresh(&world.product("archivar").await, "tresor");
    let first: Product = admin.post(paths::PRODUCTS, &form).await.is(201).ok();
    let second: Product = admin.post(paths::PRODUCTS, &form).await.is(201).ok();
    assert_eq!(first, second);
    assert_eq!(world.count("products WHERE code = 'tresor'").await, 1);
}
