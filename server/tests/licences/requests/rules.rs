//! The gate stands behind every rule of a product, whoever makes the key: our own ring, a pool, a generator, a hand.

use eyelevel_contract::licences::{Code, Draft, EditProduct, Intent, Licence, MismatchKind, Product, Unmade, paths};
use eyelevel_contract::requests::State;
use serde_json::json;

use super::gate::signed;
use super::shell;
use crate::licences::pools::key;
use crate::licences::products::form;
use crate::support::{DAY, World};

/// A demo in which nothing is ready: the generator fails, and the pool is empty. One host for each rule.
async fn nothing_ready() -> World {
    let world = World::with(|config| config.key_generator = Some(shell("exit 3"))).await;
    world.on_seven("seven-1").await;
    world
}

/// `support` makes a key by hand, for all who are to have it.
async fn by_hand(world: &World, licence: &Licence, key: &str) -> Licence {
    world.as_("support").await.by_hand(licence, key).await
}

async fn edit(world: &World, change: impl FnOnce(&mut EditProduct)) {
    let product: Product = world.product("archivar").await;
    let mut edit = form(&product);
    change(&mut edit);
    world.as_("admin").await.put(paths::product(&product.id), product.version, edit).await.is(200);
}

#[tokio::test]
async fn a_hand_makes_no_key_for_another_rule() {
    let world = nothing_ready().await;
    let eight = world.asked(&world.asking(Intent::Renew, "thomsen-nas").await).await.keys.remove(0);
    let ours = eight.key.clone().unwrap();
    let enterprise = signed(&world, &eight, |data| data.edition = Code::parse("enterprise").unwrap()).await;
    let who = "Selim Aydin";
    let looks = |version: &str| format!("{who} lieferte einen Schlüssel, der nicht aussieht wie die für {version}");
    let version = |found: &str, wanted: &str| format!("{who} machte einen Schlüssel für {found}; angefragt war {wanted}");
    for (host, key, kind, what) in [
        ("hka-backup-01", "AR7-1234-ABCD-1234", MismatchKind::Version, version("7.x", "9.1.0")),
        ("hka-backup-01", ours.as_str(), MismatchKind::Version, version("8.x", "9.1.0")),
        ("hka-backup-01", "AR9-1234-abcd-X", MismatchKind::Pattern, looks("9.1.0")),
        ("hka-backup-01", "AR9-1234-ABCD-X Y", MismatchKind::Pattern, looks("9.1.0")),
        ("seven-1", "AR9-1234-ABCD-X", MismatchKind::Version, version("9.x", "7.4.2")),
        ("seven-1", enterprise.as_str(), MismatchKind::Version, version("8.x", "7.4.2")),
        ("seven-1", "AR7-1234-ABCD-12345", MismatchKind::Pattern, looks("7.4.2")),
    ] {
        let licence = world.asked(&world.asking(Intent::Renew, host).await).await;
        assert_eq!((licence.stopped.len(), licence.page.request.state), (1, State::Approved));
        let before = world.before().await;
        by_hand(&world, &licence, key).await;
        let licence = before.stopped(&world, &licence.page.request.id, &what).await;
        let stopped = licence.stopped.last().unwrap();
        assert_eq!(stopped.mismatches.iter().map(|m| m.kind).collect::<Vec<_>>(), [kind], "{host} {key}");
        assert_eq!(stopped.by.as_ref().map(|by| by.name.as_str()), Some(who));
    }
}

#[tokio::test]
async fn where_the_rule_has_gone_there_is_no_key() {
    let world = nothing_ready().await;
    let licence = world.asked(&world.asking(Intent::Renew, "seven-1").await).await;
    let id = &licence.page.request.id;
    edit(&world, |edit| drop(edit.rules.remove(2))).await;
    let what = "Für 7.4.2 hat das Produkt keine Schlüssel";
    let before = world.before().await;
    world.as_("support").await.post(paths::verb(id, paths::ISSUE), json!({})).await.is(200);
    before.stopped(&world, id, what).await;
    let before = world.before().await;
    by_hand(&world, &licence, &key(1)).await;
    let licence = before.stopped(&world, id, what).await;
    assert_eq!(licence.stopped.last().unwrap().mismatches[0].kind, MismatchKind::NoRule);
    // Nobody can ask for such a thing any more.
    let asked = world.as_("partner").await.post(paths::LICENCES, world.asking(Intent::Renew, "seven-1").await).await;
    asked.fault("version");
}

#[tokio::test]
async fn our_own_ring_is_not_believed_either() {
    let world = World::new().await;
    let draft = world.asking(Intent::Renew, "thomsen-nas").await;
    let ask = async || world.asked(&draft).await;
    let first = ask().await;
    let (public,): (String,) = world.one("SELECT public_key FROM signing_keys").await;
    let other = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    let unproven = "Unsere Ausgabe lieferte einen Schlüssel, dessen Unterschrift nicht stimmt";
    for (change, kind) in [
        (format!("public_key = '{other}'"), MismatchKind::Signature),
        (format!("not_before = {}", world.app.clock.now() + 1), MismatchKind::SignerNotInUse),
    ] {
        world.run(&format!("UPDATE signing_keys SET {change}")).await;
        let before = world.before().await;
        let id = ask().await.page.request.id;
        let licence = before.stopped(&world, &id, unproven).await;
        assert_eq!(licence.stopped[0].mismatches.iter().map(|m| m.kind).collect::<Vec<_>>(), [kind]);
        world.run(&format!("UPDATE signing_keys SET public_key = '{public}', not_before = 1")).await;
    }
    // What was sent before stays what it is.
    assert_eq!(world.licence(&first.page.request.id).await.keys, first.keys);
    assert_eq!(ask().await.keys.len(), 1);
}

#[tokio::test]
async fn what_comes_when_it_is_over_is_stopped_by_every_rule_and_can_be_taken_back() {
    let world = nothing_ready().await;
    let mut asked = Vec::new();
    for (host, key) in [("hka-backup-01", "AR9-1234-ABCD-X".to_owned()), ("seven-1", key(1))] {
        world.run(&format!("UPDATE installations SET contract_until = '2026-11-24' WHERE host = '{host}'")).await;
        asked.push((world.asked(&world.asking(Intent::Renew, host).await).await, key));
    }
    // Wherever on earth it is.
    world.later(2 * DAY);
    for (licence, key) in &asked {
        let id = &licence.page.request.id;
        let before = world.before().await;
        by_hand(&world, licence, key).await;
        let what = "Selim Aydin machte einen Schlüssel, der nicht so lange gilt wie vereinbart";
        before.nobody_got_anything(&world).await;
        let (_, body) = world.mail("partner@eyelevel.example", "angehalten").await;
        assert!(body.contains(what), "{body}");
        assert_eq!(world.licence(id).await.stopped.last().unwrap().mismatches[0].kind, MismatchKind::Expired);
        world.as_("partner").await.act(id, "withdrawal", json!({ "reason": "Too late." })).await.is(200);
    }
    assert_eq!(world.level().await, (0, 0));
}

#[tokio::test]
async fn a_bridging_key_is_valid_for_its_days_from_when_it_comes() {
    let world = nothing_ready().await;
    let draft: Draft = world.asking(Intent::Bridge, "hka-backup-01").await;
    let licence = world.asked(&draft).await;
    world.later(9 * DAY);
    let key = by_hand(&world, &licence, "AR9-1234-ABCD-X").await.keys.remove(0);
    assert_eq!(key.expires, Some(world.app.clock.now() + 7 * DAY));
}

#[tokio::test]
async fn a_pool_gives_nobody_a_key_that_its_line_says_is_for_somebody_else() {
    let world = World::new().await;
    let seven = world.on_seven("seven-1").await;
    let until = eyelevel_contract::licences::instant::end_of_day(seven.contract_until.unwrap());
    let claims = [
        json!({ "licence": "another" }),
        json!({ "product": "signwart" }),
        json!({ "edition": "standard" }),
        json!({ "versions": ">=7.4.3, <8" }),
        json!({ "host": "seven-2" }),
        json!({ "capacity": 11 }),
        json!({ "capacity": 13 }),
        json!({ "not_before": world.app.clock.now() + 1 }),
        json!({ "expires": world.app.clock.now() }),
        json!({ "expires": until - 1 }),
        json!({ "expires": until + 1 }),
    ];
    world.fill(0..claims.len()).await;
    // As no form would let it in.
    for (n, claims) in claims.iter().enumerate() {
        world.run(&format!("UPDATE pool_keys SET claims = '{claims}' WHERE key_text = '{}'", key(n))).await;
    }
    let before = world.before().await;
    let id = world.asked(&world.asking(Intent::Renew, "seven-1").await).await.page.request.id;
    let licence = before.stopped(&world, &id, "Im Vorrat liegt kein fertiger Schlüssel mehr, der dafür passt").await;
    assert_eq!(licence.stopped[0].unmade, Some(Unmade::PoolEmpty));
    assert_eq!(world.level().await, (11, 0), "they stay for whom they are");
    // With one more that says nothing, there is one for them.
    world.fill(11..12).await;
    let good: Licence = world.as_("support").await.post(paths::verb(&id, paths::ISSUE), json!({})).await.ok();
    assert_eq!(good.keys[0].key, Some(key(11)));
}

#[tokio::test]
async fn a_key_of_the_pool_that_somebody_else_has_by_another_way_keeps_nobody_from_theirs() {
    let world = World::new().await;
    world.on_seven("seven-1").await;
    world.fill(0..2).await;
    let theirs = world.asked(&world.asking(Intent::Renew, "thomsen-nas").await).await;
    use sha2::Digest as _;
    let digest: String = sha2::Sha256::digest(key(0).as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    world.run(&format!("UPDATE issued_keys SET key_text = '{}', digest = '{digest}' WHERE id = '{}'", key(0), theirs.keys[0].id)).await;
    let before = world.before().await;
    let id = world.asked(&world.asking(Intent::Renew, "seven-1").await).await.page.request.id;
    let licence = before.stopped(&world, &id, "Der Vorrat lieferte einen Schlüssel, der zu einer anderen Lizenz gehört").await;
    assert_eq!(licence.stopped[0].mismatches[0].kind, MismatchKind::Licence);
    let good: Licence = world.as_("support").await.post(paths::verb(&id, paths::ISSUE), json!({})).await.ok();
    assert_eq!(good.keys[0].key, Some(key(1)), "not the same again");
}
