//! Processes die, or sleep, while a generator is at it: nothing is lost, and nobody gets two keys for one.

use std::path::Path;
use std::sync::Arc;

use eyelevel_contract::licences::{Intent, Licence, paths};
use eyelevel_contract::requests::State;
use eyelevel_server::app::App;
use eyelevel_server::clock::Clock;
use eyelevel_server::config::Config;
use eyelevel_server::jobs::Job;

use super::shell;
use crate::support::process::{Server, command, sign_in};
use crate::support::{MINUTE, World};

const GOOD: &str = r#"echo '{"key": "AR9-1234-ABCD-X"}'"#;

/// A script that says that it has begun, makes no key until it is told to, and says that it has ended.
fn waiting(folder: &Path) -> String {
    let at = |name: &str| folder.join(name).display().to_string();
    let (begun, go, ended) = (at("begun"), at("go"), at("ended"));
    format!("trap '' PIPE; : > {begun}; while [ ! -e {go} ]; do sleep 0.02; done; echo '{{\"key\": \"AR9-0000-ABCD-LATE\"}}'; : > {ended}")
}

async fn there(path: &Path) {
    while !path.exists() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_is_killed_while_the_generator_runs() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::with(|config| config.key_generator = Some(shell(GOOD))).await;
    world.run("UPDATE installations SET contract_until = '2099-12-31'").await;
    let draft = world.asking(Intent::Renew, "hka-backup-01").await;
    let serve = |script: &str| {
        let file = folder.path().join("generator.sh");
        std::fs::write(&file, script).unwrap();
        let mut serve = command(world.database_url(), &["serve"]);
        serve.env("EYELEVEL_KEY_GENERATOR", format!("/bin/sh '{}'", file.display())).env("EYELEVEL_KEY_GENERATOR_SECONDS", "60");
        serve.env_remove("EYELEVEL_BASE_URL");
        serve
    };
    let mut server = Server::begin(serve(&waiting(folder.path()))).await;
    let client = sign_in(&server.at, "partner").await;
    let post = |at: &str| {
        let post = client.post(format!("{at}{}", paths::LICENCES)).header("origin", at).header("idempotency-key", "k");
        post.json(&draft).send()
    };
    let asked = tokio::spawn(post(&server.at));
    there(&folder.path().join("begun")).await;
    server.kill().await;
    assert!(asked.await.unwrap().is_err(), "nobody was answered");
    // Asked again, it is the same request; somebody is still taken to be at it.
    let again = Server::begin(serve(GOOD)).await;
    let answer = post(&again.at).await.unwrap();
    assert_eq!(answer.status().as_u16(), 201);
    let licence: Licence = answer.json().await.unwrap();
    let request = &licence.page.request;
    assert!(licence.asked.being_made && licence.keys.is_empty() && licence.stopped.is_empty());
    assert!(request.state == State::Approved && request.promise.as_ref().unwrap().due_at.is_some());
    assert_eq!(world.count("requests").await, 1);
    // Some time later somebody else asks, once.
    world.app.clock.set(Clock::System.now() + 3 * MINUTE);
    let second = world.second_process().await;
    let (a, b) = tokio::join!(Job::Keys.run(&world.app), Job::Keys.run(&second.app));
    assert_eq!(a.unwrap() + b.unwrap(), 1);
    // Whatever the first one still says, nobody hears it.
    std::fs::write(folder.path().join("go"), "").unwrap();
    there(&folder.path().join("ended")).await;
    let answer: Licence = client.get(format!("{}{}", again.at, paths::one(&request.id))).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer.keys.iter().map(|k| k.key.as_deref()).collect::<Vec<_>>(), [Some("AR9-1234-ABCD-X")]);
    assert!(!answer.asked.being_made && answer.page.request.state == State::Shipped);
    assert_eq!((world.count("issued_keys").await, world.count("key_sendings").await), (1, 1));
    assert!(again.end().await.0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_answers_one_counts() {
    let folder = tempfile::tempdir().unwrap();
    let script = waiting(folder.path());
    let world = World::with(|config| config.key_generator = Some(shell(&script))).await;
    let draft = world.asking(Intent::Renew, "hka-backup-01").await;
    let partner = world.as_("partner").await;
    let asked = tokio::spawn(async move { partner.post(paths::LICENCES, draft).await });
    there(&folder.path().join("begun")).await;
    // While it sleeps for longer than anybody waits, somebody else asks, and gets a key.
    world.later(3 * MINUTE);
    let config = Config { key_generator: Some(shell(GOOD)), ..Config::clone(&world.app.config) };
    let other = App { config: Arc::new(config), ..world.second_process().await.app.clone() };
    assert_eq!(Job::Keys.run(&other).await.unwrap(), 1);
    std::fs::write(folder.path().join("go"), "").unwrap();
    let licence: Licence = asked.await.unwrap().ok();
    assert!(folder.path().join("ended").exists());
    assert_eq!(licence.keys.iter().map(|k| k.key.as_deref()).collect::<Vec<_>>(), [Some("AR9-1234-ABCD-X")]);
    assert_eq!(world.count("issued_keys").await, 1);
    assert_eq!(Job::Keys.run(&world.app).await.unwrap(), 0);
}
