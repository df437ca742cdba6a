use std::io::Write as _;
use std::process::Stdio;

use eyelevel_contract::licences::{Code, Host, KeyData, SignedKey, VersionRange, paths};
use eyelevel_server::licences::ring::signer;
use eyelevel_server::write::Write;
use serde_json::Value;

use super::of;
use crate::support::process::command;
use crate::support::{DAY, World};

/// A key for 9.x on `backup-01`, good for a day from now on: the command asks the machine's own clock.
async fn key(world: &World) -> String {
    world.app.clock.set(eyelevel_server::clock::Clock::System.now());
    let mut w = Write::begin(&world.app, None, "test").await.unwrap();
    let code = |text: &str| Code::parse(text).unwrap();
    let data = KeyData {
        licence: "licence-1".to_owned(),
        product: code("archivar"),
        edition: code("standard"),
        versions: VersionRange::parse("9.x").unwrap(),
        host: Some(Host::parse("backup-01").unwrap()),
        capacity: None,
        not_before: w.now,
        expires: Some(w.now + DAY),
        key_id: String::new(),
        issued_at: w.now,
    };
    let key = signer(&mut w).await.unwrap().sign_key(&data);
    w.commit().await.unwrap();
    key
}

/// `key inspect - --json` with that text: whether it ended well, and what it said.
fn inspect(database: &str, text: &str, more: &[&str]) -> (bool, Value) {
    let mut words = vec!["key", "inspect", "-", "--json"];
    words.extend(more);
    let mut running = command(database, &words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // It stops reading what is too long.
    let _broken = running.stdin.take().unwrap().write_all(text.as_bytes());
    let (ended_well, said, complaint) = of(running.wait_with_output().unwrap());
    (ended_well, serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e}: {said}{complaint}")))
}

#[tokio::test]
async fn a_key_is_explained() {
    let world = World::new().await;
    let key = key(&world).await;
    let (well, said) = inspect(world.database_url(), &key, &["--product", "archivar", "--version", "9.1", "--host", "BACKUP-01"]);
    assert!(well, "{said}");
    assert_eq!((&said["valid"], &said["reason"], &said["key"]), (&true.into(), &"good".into(), &key.as_str().into()));
    assert_eq!(said["proven_by"], SignedKey::parse(&key).unwrap().data().key_id);
    for (more, reason, message) in [
        (["--version", "10.0.0"], "version", "It is valid for 9.x, not for 10.0.0"),
        (["--product", "leitung"], "product", "It is for archivar, not for leitung"),
        (["--host", "backup-02"], "host", "It is bound to backup-01, not to backup-02"),
        (["--edition", "pro"], "edition", "It is for the edition standard, not for pro"),
    ] {
        let (well, said) = inspect(world.database_url(), &key, &more);
        assert!(!well);
        assert_eq!((&said["valid"], &said["reason"]), (&false.into(), &reason.into()));
        assert_eq!(said["verdicts"][0]["message"], message);
    }
}

#[tokio::test]
async fn what_a_mail_did_to_a_key_is_undone_and_what_is_no_key_is_said_to_be_none() {
    let world = World::new().await;
    let key = key(&world).await;
    let quoted: String = key.as_bytes().chunks(60).map(|line| format!("> {}\r\n", std::str::from_utf8(line).unwrap())).collect();
    let (well, said) = inspect(world.database_url(), &quoted, &[]);
    assert!(well, "{said}");
    assert_eq!(said["key"], key.as_str());
    assert!(said["repairs"].as_array().unwrap().contains(&"quoted".into()), "{said}");
    let (well, said) = inspect(world.database_url(), "Dear customer,", &[]);
    assert_eq!((well, &said["reason"], &said["data"]), (false, &"not_a_key".into(), &Value::Null));
    let (_, said) = inspect(world.database_url(), &key[..key.len() - 9], &[]);
    assert_eq!(said["reason"], "truncated");
    assert_eq!(inspect(world.database_url(), "\u{0}\u{ff}\n", &[]).1["reason"], "not_a_key");
    assert_eq!(inspect(world.database_url(), "", &[]).1["reason"], "nothing");
    assert_eq!(inspect(world.database_url(), &"key/".repeat(200_000), &[]).1["reason"], "too_long");
}

#[tokio::test]
async fn with_the_published_keys_no_database_is_needed_nor_made() {
    let world = World::new().await;
    let key = key(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys.json");
    std::fs::write(&keys, world.nobody().get(paths::PUBLIC_KEYS).await.text()).unwrap();
    let nowhere = format!("sqlite:{}", folder.path().join("none.db").display());
    let (well, said) = inspect(&nowhere, &key, &["--keys", keys.to_str().unwrap()]);
    assert!(well, "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    // In words, and from a file.
    let file = folder.path().join("key.txt");
    std::fs::write(&file, &key).unwrap();
    let words = ["key", "inspect", file.to_str().unwrap(), "--keys", keys.to_str().unwrap(), "--lang", "de"];
    let (well, said, _) = of(command(&nowhere, &words).output().unwrap());
    assert!(well && said.starts_with("Echt, gültig und passend. ") && said.contains("\"product\": \"archivar\""), "{said}");
    for (words, complaint) in [
        (vec!["key", "inspect", "/nowhere", "--keys", keys.to_str().unwrap()], "/nowhere"),
        (vec!["key", "inspect", "-", "--version", "nine"], "--version is a version like 9.1.0"),
        (vec!["key", "inspect", "-", "--lang", "fr"], "lang is de or en"),
    ] {
        let (well, _, complained) = of(command(&nowhere, &words).output().unwrap());
        assert!(!well && complained.contains(complaint), "{complained}");
    }
}

/// `key issue` with these words: whether there is a key, and what it said.
fn issue(world: &World, more: &[&str]) -> (bool, String, String) {
    let mut words = vec!["key", "issue"];
    words.extend(more);
    of(command(world.database_url(), &words).output().unwrap())
}

#[tokio::test]
async fn a_key_is_issued_by_the_rules_of_the_portal() {
    let world = World::new().await;
    let (there, key, complaint) = issue(&world, &["--as", "partner@eyelevel.example", "--installation", "thomsen-nas"]);
    assert!(there, "{complaint}");
    assert!(SignedKey::parse(key.trim()).is_ok(), "{key}");
    // The demo's contract at the library has ended: a person has to look, and nothing is issued.
    let (there, said, _) = issue(&world, &["--as", "sales@eyelevel.example", "--installation", "kiel-eg", "--json"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert!(!there && said["key"].is_null(), "{said}");
    assert!(said["reason"].as_str().is_some_and(|why| why.contains("contract")) && said["promised"].is_i64(), "{said}");
    assert_eq!(world.count("issued_keys").await, 1);
    for (who, what, why) in [
        ("other@eyelevel.example", "thomsen-nas", "no such installation"),
        ("support@eyelevel.example", "thomsen-nas", "no such installation"),
        ("nobody@eyelevel.example", "thomsen-nas", "nobody who can sign in"),
    ] {
        let (there, _, complaint) = issue(&world, &["--as", who, "--installation", what]);
        assert!(!there && complaint.contains(why), "{who}: {complaint}");
    }
    let (_, _, complaint) = issue(&world, &["--as", "partner@eyelevel.example", "--installation", "thomsen-nas", "--version", "99.0.0"]);
    assert!(complaint.contains("version"), "{complaint}");
}
