//! A thousand requests at once on one pool, over two processes: no key twice, none lost.

use std::collections::BTreeSet;

use eyelevel_contract::licences::{Draft, Intent, Licence, Unmade, paths};

use super::key;
use crate::support::{Client, World};

/// Asks until there is an answer: under such a load a server may say that it is overloaded, and whoever asks again with the same key of theirs
/// asks for the same.
async fn ask(client: Client, draft: Draft, n: usize) -> Licence {
    let client = client.with_key(&format!("storm-{n}"));
    for _ in 0..50 {
        let answer = client.post(paths::LICENCES, &draft).await;
        if answer.status.as_u16() < 500 {
            return answer.ok();
        }
    }
    panic!("no answer to {n}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_requests_at_once_for_nine_hundred_keys() {
    const REQUESTS: usize = 1_000;
    const KEYS: usize = 900;
    let world = World::new().await;
    let other = world.second_process().await;
    let mut drafts = Vec::new();
    for n in 0..4 {
        let host = format!("seven-{n}");
        world.on_seven(&host).await;
        drafts.push(world.asking(Intent::Renew, &host).await);
    }
    world.fill(0..KEYS).await;
    // Two clerks in each.
    let mut clients = Vec::new();
    for process in [&world, &other] {
        for account in ["partner", "owner"] {
            clients.push(process.as_(account).await);
        }
    }
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..REQUESTS {
        tasks.spawn(ask(clients[n % 4].clone(), drafts[n / 4 % 4].clone(), n));
    }
    let (mut keys, mut none) = (Vec::new(), 0);
    while let Some(licence) = tasks.join_next().await {
        let licence = licence.unwrap();
        match (&licence.keys[..], &licence.stopped[..]) {
            ([issued], []) => keys.push(issued.key.clone().unwrap()),
            ([], [stopped]) if stopped.unmade == Some(Unmade::PoolEmpty) => none += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((keys.len(), none), (KEYS, REQUESTS - KEYS));
    let different: BTreeSet<String> = keys.into_iter().collect();
    assert_eq!(different, (0..KEYS).map(key).collect());
    assert_eq!(world.level().await, (0, i64::try_from(KEYS).unwrap()));
    // Of what was asked for, nothing is missing and nothing is there twice; every key is recorded with the request that it was taken for.
    assert_eq!(world.count("licence_requests").await, i64::try_from(REQUESTS).unwrap());
    assert_eq!(
        world.count("issued_keys i JOIN pool_keys k ON k.key_text = i.key_text AND k.taken_by = i.request_id").await,
        i64::try_from(KEYS).unwrap()
    );
    assert_eq!(world.count("issued_keys").await, i64::try_from(KEYS).unwrap());
    // Told once each that few are left and that none is.
    assert_eq!(world.count("outbox WHERE template = 'pool_low'").await, 4);
}
