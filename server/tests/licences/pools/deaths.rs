//! Two clerks at two servers, a thousand requests at once on one pool; the servers are killed in the middle of handing keys out, and started
//! again. No key twice, none lost, and who got none is told so.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use eyelevel_contract::licences::{Draft, Intent, Licence, Unmade, paths};
use eyelevel_contract::requests::{PromiseKind, State};
use tokio::sync::watch;

use super::key;
use crate::support::World;
use crate::support::process::{Server, command, sign_in};

const REQUESTS: usize = 1_000;
const KEYS: usize = 900;
const PATIENCE: Duration = Duration::from_secs(60);
/// Who dies when so many were answered; at the third time both do.
const DEATHS: [(usize, &[usize]); 4] = [(100, &[0]), (300, &[1]), (500, &[0, 1]), (700, &[0])];

/// Where the servers listen now; each has another port after its death.
type Addresses = watch::Receiver<[String; 2]>;

fn serve(world: &World) -> std::process::Command {
    let mut serve = command(world.database_url(), &["serve"]);
    serve.env_remove("EYELEVEL_BASE_URL");
    serve
}

/// What one clerk wants.
#[derive(Clone)]
struct Asking {
    client: reqwest::Client,
    draft: Arc<Draft>,
    n: usize,
}

impl Asking {
    /// Asks until there is an answer, at whichever server lives: what was asked with the same key is asked once, carried out or not.
    /// Whoever gets none in a minute asks again, as a clerk does: the port of a dead server may be somebody else's by now.
    async fn ask(&self, at: &Addresses) -> Licence {
        loop {
            let now = at.borrow().clone();
            for address in [&now[self.n % 2], &now[(self.n + 1) % 2]] {
                let post = self.client.post(format!("{address}{}", paths::LICENCES)).header("origin", address).timeout(PATIENCE);
                match post.header("idempotency-key", format!("asked-{}", self.n)).json(&*self.draft).send().await {
                    Ok(answer) if answer.status().as_u16() == 201 => {
                        if let Ok(licence) = answer.json().await {
                            return licence;
                        }
                    }
                    Ok(answer) if answer.status().as_u16() < 500 => panic!("{}: {}", answer.status(), answer.text().await.unwrap()),
                    // Busy, dead, or not there yet.
                    Ok(_) | Err(_) => {}
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_key_is_free_or_one_request_s_however_often_the_servers_are_killed() {
    let world = World::new().await;
    world.on_seven("seven-1").await;
    world.fill(0..KEYS).await;
    let draft = Arc::new(world.asking(Intent::Renew, "seven-1").await);
    let mut servers = [Server::begin(serve(&world)).await, Server::begin(serve(&world)).await];
    let clerks = [sign_in(&servers[0].at, "partner").await, sign_in(&servers[0].at, "owner").await];
    let (moved, at) = watch::channel([servers[0].at.clone(), servers[1].at.clone()]);
    let askings: Vec<_> = (0..REQUESTS).map(|n| Asking { client: clerks[n / 2 % 2].clone(), draft: Arc::clone(&draft), n }).collect();
    let mut asked: tokio::task::JoinSet<_> =
        askings.iter().cloned().zip(std::iter::repeat(at.clone())).map(|(asking, at)| async move { asking.ask(&at).await }).collect();
    let mut licences = Vec::new();
    let mut deaths = DEATHS.into_iter().peekable();
    // What goes wrong in one of them is heard of here, at once.
    while let Some(licence) = asked.join_next().await {
        licences.push(licence.unwrap());
        let Some((_, who)) = deaths.next_if(|(when, _)| licences.len() == *when) else { continue };
        for &i in who {
            servers[i].kill().await;
        }
        for &i in who {
            servers[i] = Server::begin(serve(&world)).await;
            let address = servers[i].at.clone();
            moved.send_modify(|all| all[i] = address);
        }
    }
    assert_eq!(licences.len(), REQUESTS);
    let (got, none): (Vec<&Licence>, Vec<_>) = licences.iter().partition(|licence| licence.keys.len() == 1);
    let mut keys: Vec<String> = got.iter().map(|l| l.keys[0].key.clone().unwrap()).collect();
    keys.sort();
    assert_eq!(keys, (0..KEYS).map(key).collect::<Vec<_>>(), "each was handed out once, and none was lost");
    // The others are told the truth, by whom they will get theirs, and until when.
    assert_eq!(none.len(), REQUESTS - KEYS);
    for licence in none {
        assert_eq!(licence.stopped.iter().map(|s| s.unmade).collect::<Vec<_>>(), [Some(Unmade::PoolEmpty)]);
        let request = &licence.page.request;
        let promise = request.promise.as_ref().unwrap();
        assert!(licence.keys.is_empty() && request.state == State::Approved && !request.owner.name.is_empty());
        assert!(promise.kind == PromiseKind::Fulfilment && promise.due_at.is_some());
    }
    let numbers: BTreeSet<&str> = licences.iter().map(|l| l.page.request.number.as_str()).collect();
    assert_eq!(numbers.len(), REQUESTS, "nobody got the answer to somebody else's");
    standing(&world).await;
    // Asked once more with the same key, it is the same request and the same key, whoever answers.
    for (asking, n) in askings.iter().zip(0..50) {
        let again = asking.ask(&at).await;
        let before = licences.iter().find(|l| l.page.request.id == again.page.request.id).unwrap();
        assert_eq!(again.keys, before.keys, "{n}");
    }
    standing(&world).await;
    for server in servers {
        assert!(server.end().await.0);
    }
}

/// What stands in the database: everything once.
async fn standing(world: &World) {
    let [requests, keys] = [REQUESTS, KEYS].map(|n| i64::try_from(n).unwrap());
    assert_eq!(world.count("licence_requests").await, requests);
    assert_eq!(world.count("requests WHERE kind = 'licence' AND owner_id IS NOT NULL AND promise_id IS NOT NULL").await, requests);
    let recorded = "pool_keys k JOIN issued_keys i ON i.key_text = k.key_text AND i.request_id = k.taken_by";
    assert_eq!(world.count(recorded).await, keys);
    assert_eq!(world.count("issued_keys").await, keys);
    assert_eq!(world.level().await, (0, keys));
    // Each goes to its recipient once; who got none is told once, and so is the owner.
    assert_eq!(world.count("key_sendings").await, keys);
    assert_eq!(world.count("outbox WHERE template = 'key_sent'").await, keys);
    assert_eq!(world.count("outbox WHERE template = 'key_stopped'").await, 2 * (requests - keys));
    assert_eq!(world.count("audit WHERE action = 'key.issued'").await, keys);
    assert_eq!(world.count("audit WHERE action = 'key.stopped'").await, requests - keys);
}
