use eyelevel_contract::ids::Millis;
use eyelevel_contract::licences::{Code, KeyData, KeyRing, PublishedKeys, SignedKey, Unproven, VersionRange, paths, prove};
use eyelevel_server::licences::ring::{ring, rotate, signer};
use eyelevel_server::seal::{Purpose, open};
use eyelevel_server::write::Write;
use serde_json::json;

use crate::support::{DAY, World};

const KEYS: &str = "/api/v1/licences/signing-keys";

fn data(issued_at: Millis) -> KeyData {
    let code = |text: &str| Code::parse(text).unwrap();
    KeyData {
        licence: "licence-1".to_owned(),
        product: code("archivar"),
        edition: code("standard"),
        versions: VersionRange::parse("9.x").unwrap(),
        host: None,
        capacity: Some(40),
        not_before: issued_at,
        expires: None,
        key_id: String::new(),
        issued_at,
    }
}

/// A key, signed now.
async fn key(world: &World) -> SignedKey {
    let mut w = Write::begin(&world.app, None, "test").await.unwrap();
    let signer = signer(&mut w).await.unwrap();
    let key = signer.sign_key(&data(w.now));
    w.commit().await.unwrap();
    SignedKey::parse(&key).unwrap()
}

async fn published(world: &World) -> KeyRing {
    let answer = world.nobody().get(paths::PUBLIC_KEYS).await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    KeyRing::read(&serde_json::from_str::<PublishedKeys>(&answer.text()).unwrap()).unwrap()
}

#[tokio::test]
async fn everybody_can_check_a_key_by_what_is_published() {
    let world = World::new().await;
    assert_eq!(published(&world).await, KeyRing::default());
    let key = key(&world).await;
    let ring = published(&world).await;
    assert_eq!(prove(&key, &ring).unwrap().id(), key.data().key_id);
    // The private key stands nowhere: not in the answer, not in the table.
    let (sealed,): (String,) = world.one("SELECT sealed FROM signing_keys").await;
    let private = open(b"a secret that only tests may know", Purpose::Licences, &key.data().key_id, &sealed).unwrap();
    let hex: String = private.iter().map(|b| format!("{b:02x}")).collect();
    assert!(!world.nobody().get(paths::PUBLIC_KEYS).await.text().contains(&hex));
    assert!(open(b"another secret, just as long as it", Purpose::Licences, &key.data().key_id, &sealed).is_err());
}

#[tokio::test]
async fn a_new_key_takes_over_and_the_old_one_proves_what_it_signed() {
    let world = World::new().await;
    let old = key(&world).await;
    world.app.clock.set(world.app.clock.now() + DAY);
    let ring: PublishedKeys = world.as_("admin").await.post(KEYS, json!({})).await.is(201).ok();
    assert_eq!(ring.keys.iter().filter(|key| key.retired_at.is_none()).count(), 1);
    let new = key(&world).await;
    assert_ne!(old.data().key_id, new.data().key_id);
    let ring = published(&world).await;
    assert!(prove(&old, &ring).is_ok() && prove(&new, &ring).is_ok());
    assert_eq!(world.count("audit WHERE action = 'signing_key.made'").await, 2);
}

#[tokio::test]
async fn a_retired_key_signs_nothing_any_more() {
    let world = World::new().await;
    let old = key(&world).await;
    let stolen = {
        let mut w = Write::begin(&world.app, None, "test").await.unwrap();
        signer(&mut w).await.unwrap()
    };
    world.app.clock.set(world.app.clock.now() + DAY);
    let admin = world.as_("admin").await;
    let retirement = format!("{KEYS}/{}/retirement", old.data().key_id);
    admin.post(&retirement, json!({})).await.is(200);
    // Twice is once.
    admin.post(&retirement, json!({})).await.is(200);
    admin.post(format!("{KEYS}/nonsense/retirement"), json!({})).await.is(404);
    let ring = published(&world).await;
    assert!(prove(&old, &ring).is_ok());
    world.app.clock.set(world.app.clock.now() + DAY);
    let forged = SignedKey::parse(&stolen.sign_key(&data(world.app.clock.now()))).unwrap();
    assert!(matches!(prove(&forged, &ring), Err(Unproven::SignerNotInUse { .. })));
    // The next key that is needed has a new one.
    assert_ne!(key(&world).await.data().key_id, old.data().key_id);
}

#[tokio::test]
async fn of_two_rotations_at_once_one_key_signs() {
    let world = World::new().await;
    key(&world).await;
    let second = world.second_process().await;
    let turn = |app: eyelevel_server::app::App| async move {
        let mut w = Write::begin(&app, None, "test").await?;
        rotate(&mut w).await?;
        w.commit().await
    };
    let (a, b) = tokio::join!(turn(world.app.clone()), turn(second.app.clone()));
    assert!(a.is_ok() || b.is_ok());
    assert_eq!(world.count("signing_keys WHERE signs = 1").await, 1);
    let all = ring(&mut world.app.db.read().await.unwrap()).await.unwrap().publish().keys;
    assert_eq!(all.iter().filter(|key| key.retired_at.is_none()).count(), 1);
}
