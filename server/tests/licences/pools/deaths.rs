//! Servers are killed in the middle of handing keys out, and started again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use eyelevel_contract::licences::{Draft, Intent, Licence, paths};
use tokio::sync::RwLock;

use super::key;
use crate::support::World;
use crate::support::process::{Server, command};

/// Where the servers listen now; each has another port after its death.
type Addresses = Arc<[RwLock<String>; 2]>;

const REQUESTS: usize = 240;
const KEYS: usize = 200;

fn serve(world: &World) -> std::process::Command {
    let mut serve = command(world.database_url(), &["serve"]);
    serve.env_remove("EYELEVEL_BASE_URL");
    serve
}

/// A session of `partner`'s, as the browser gets it: it is in the database, and holds at every process.
async fn sign_in(at: &str) -> reqwest::Client {
    let client = reqwest::Client::builder().cookie_store(true).timeout(Duration::from_secs(20)).build().unwrap();
    let body = serde_json::json!({ "email": "partner@eyelevel.example", "password": "eyelevel-demo" });
    let answer = client.post(format!("{at}/api/v1/session")).json(&body).header("origin", at).send().await.unwrap();
    assert!(answer.status().is_success());
    client
}

/// Asks until there is an answer, at whichever server lives: the network may have died before or after it was carried out.
async fn ask(client: reqwest::Client, at: Addresses, draft: Draft, n: usize) -> Licence {
    for attempt in 0..600 {
        let address = at[(n + attempt) % 2].read().await.clone();
        let post = client.post(format!("{address}{}", paths::LICENCES)).header("origin", &address);
        let answer = post.header("idempotency-key", format!("asked-{n}")).json(&draft).send().await;
        match answer {
            Ok(answer) if answer.status().as_u16() == 201 => {
                if let Ok(licence) = answer.json().await {
                    return licence;
                }
            }
            Ok(answer) if answer.status().as_u16() < 500 => panic!("{}: {}", answer.status(), answer.text().await.unwrap()),
            _ => {}
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no answer to {n}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_key_is_free_or_one_request_s_however_often_they_are_killed() {
    let world = World::new().await;
    world.on_seven("seven-1").await;
    world.fill(0..KEYS).await;
    let draft = world.asking(Intent::Renew, "seven-1").await;
    let mut servers = Vec::new();
    for _ in 0..2 {
        servers.push(Server::begin(serve(&world)).await);
    }
    let at: Addresses = Arc::new([RwLock::new(servers[0].at.clone()), RwLock::new(servers[1].at.clone())]);
    let client = sign_in(&servers[0].at).await;
    let answered = Arc::new(AtomicUsize::new(0));
    let mut askers = tokio::task::JoinSet::new();
    for asker in 0..12 {
        let (client, at, draft, answered) = (client.clone(), Arc::clone(&at), draft.clone(), Arc::clone(&answered));
        askers.spawn(async move {
            let mut all = Vec::new();
            for n in (asker..REQUESTS).step_by(12) {
                all.push(ask(client.clone(), Arc::clone(&at), draft.clone(), n).await);
                answered.fetch_add(1, Ordering::Relaxed);
            }
            all
        });
    }
    // One after the other dies four times in all, each time with a dozen requests on their way.
    for death in 0..4 {
        let until = 30 + 45 * death;
        while answered.load(Ordering::Relaxed) < until {
            assert!(!askers.is_empty());
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
        let server = servers.remove(0);
        server.kill().await;
        let again = Server::begin(serve(&world)).await;
        at[death % 2].write().await.clone_from(&again.at);
        servers.push(again);
    }
    let licences: Vec<Licence> = askers.join_all().await.into_iter().flatten().collect();
    assert_eq!(licences.len(), REQUESTS);
    let mut keys: Vec<String> = licences.iter().flat_map(|l| &l.keys).map(|k| k.key.clone().unwrap()).collect();
    keys.sort();
    assert_eq!(keys, (0..KEYS).map(key).collect::<Vec<_>>(), "each was handed out once, and none was lost");
    assert_eq!(licences.iter().filter(|l| l.keys.is_empty() && l.stopped.len() == 1).count(), REQUESTS - KEYS);
    // What was asked for is there once, answered or not.
    assert_eq!(world.count("licence_requests").await, i64::try_from(REQUESTS).unwrap());
    let kept = "pool_keys k JOIN issued_keys i ON i.key_text = k.key_text AND i.request_id = k.taken_by";
    assert_eq!(world.count(kept).await, i64::try_from(KEYS).unwrap());
    assert_eq!(world.count("issued_keys").await, i64::try_from(KEYS).unwrap());
    for server in servers {
        assert!(server.end().await.0);
    }
}
