use eyelevel_contract::licences::{EditEdition, EditRule, Issuer, Product, paths};

use super::form;
use crate::support::World;

#[tokio::test]
async fn the_second_of_two_editors_is_told() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let product = world.product("archivar").await;
    let path = paths::product(&product.id);
    let mut edit = form(&product);
    edit.name = "Archivar Pro".to_owned();
    let answer = admin.put(&path, product.version, &edit).await.is(200);
    assert_eq!(answer.header("etag"), format!("\"{}\"", product.version + 1));
    edit.name = "Archivar Max".to_owned();
    assert_eq!(admin.put(&path, product.version, &edit).await.problem(412), "changed-meanwhile");
    assert_eq!(admin.json_put(&path, &edit).await.problem(428), "precondition-required");
    assert_eq!(world.product("archivar").await.name, "Archivar Pro");
    let other = world.second_process().await.as_("admin").await;
    let version = product.version + 1;
    let (a, b) = world.at_once("products", admin.put(&path, version, &edit), other.put(&path, version, &edit)).await;
    let mut both = [a.status.as_u16(), b.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both, [200, 412]);
}

#[tokio::test]
async fn editions_and_rules_are_added_and_changed_and_what_keys_name_stays() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let product = world.product("archivar").await;
    let path = paths::product(&product.id);
    let put = async |edit| admin.put(&path, product.version, &edit).await;
    let mut edit = form(&product);
    edit.code = "tresor".to_owned();
    put(edit).await.fault("code");
    let mut edit = form(&product);
    edit.editions[0].code = "small".to_owned();
    put(edit).await.fault("editions.0.code");
    let mut edit = form(&product);
    edit.editions.remove(0);
    put(edit).await.fault("editions");
    let mut edit = form(&product);
    edit.editions.reverse();
    edit.editions.push(EditEdition { id: None, code: "edge".to_owned(), name: "Edge".to_owned() });
    // The generator's line is made anew, the pool's is gone, and the ranges of what stays move.
    edit.rules.remove(2);
    edit.rules[0].versions = ">=9, <11".to_owned();
    edit.rules.push(EditRule { id: None, versions: "11.x".to_owned(), issuer: Issuer::BuiltIn, pattern: String::new() });
    edit.releases.truncate(2);
    let edited: Product = put(edit).await.ok();
    assert_eq!(edited.editions.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(), ["enterprise", "standard", "edge"]);
    assert_eq!(edited.rules.iter().map(|r| r.versions.to_string()).collect::<Vec<_>>(), [">=9, <11", "8.x", "11.x"]);
    assert_eq!(edited.rules[..2].iter().map(|r| &r.id).collect::<Vec<_>>(), product.rules[..2].iter().map(|r| &r.id).collect::<Vec<_>>());
    assert_eq!(edited.releases.len(), 2);
    assert_eq!(edited, admin.get(&path).await.ok::<Product>());
}

#[tokio::test]
async fn it_is_the_admins_and_a_missing_one_is_missing_for_all() {
    let world = World::new().await;
    let product = world.product("archivar").await;
    let path = paths::product(&product.id);
    for (account, right) in [("support", "admin"), ("manager", "admin"), ("owner", "vendor"), ("agent", "vendor")] {
        let client = world.as_(account).await;
        assert_eq!(client.put(&path, product.version, form(&product)).await.missing_right(), right, "{account}");
        client.get(&path).await.is(200);
        client.put(paths::product("nothing"), 1, form(&product)).await.is(404);
    }
    world.nobody().get(&path).await.is(401);
}
