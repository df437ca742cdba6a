//! Somebody is about to take the last key: whether none is left is not known until they have.

use eyelevel_contract::licences::{Intent, Licence, Unmade};
use eyelevel_server::db::{Tx, q};

use super::key;
use crate::support::World;

/// Takes every key, and waits with the last word.
async fn take_all(world: &World) -> Tx {
    let mut tx = world.app.db.begin().await.unwrap();
    let taken = "UPDATE pool_keys SET taken_by = (SELECT MIN(id) FROM requests), taken_at = 1";
    q(taken).run(&mut tx).await.unwrap();
    tx
}

/// Waits until somebody waits for what others hold; SQLite has one writer, and others wait anyway.
async fn somebody_waits(world: &World) {
    if world.app.db.is_postgres() {
        let waiting = "pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
        while world.count(waiting).await == 0 {}
    }
}

async fn asked_meanwhile(world: &World, put_back: bool) -> Licence {
    let draft = world.asking(Intent::Renew, "seven-1").await;
    let partner = world.as_("partner").await;
    let tx = take_all(world).await;
    let asked = tokio::spawn(async move { partner.post(eyelevel_contract::licences::paths::LICENCES, draft).await });
    somebody_waits(world).await;
    if put_back {
        drop(tx);
    } else {
        tx.commit().await.unwrap();
    }
    asked.await.unwrap().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_comes_back_is_handed_out_and_one_that_does_not_is_not() {
    let world = World::new().await;
    world.on_seven("seven-1").await;
    // Somebody for whom keys are taken.
    world.asked(&world.asking(Intent::Renew, "thomsen-nas").await).await;
    world.fill(0..1).await;
    let licence = asked_meanwhile(&world, true).await;
    assert_eq!(licence.keys.iter().map(|k| k.key.clone()).collect::<Vec<_>>(), [Some(key(0))], "{:?}", licence.stopped);
    world.fill(1..2).await;
    let licence = asked_meanwhile(&world, false).await;
    assert_eq!((licence.keys.len(), licence.stopped[0].unmade), (0, Some(Unmade::PoolEmpty)));
    assert_eq!(world.level().await, (0, 2));
}
