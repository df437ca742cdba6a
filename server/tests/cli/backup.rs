use std::collections::BTreeMap;

use eyelevel_server::db::Db;
use eyelevel_server::db::dump;

use super::run;
use crate::licences;
use crate::statements;
use crate::support::database::{self, Database};
use crate::support::{DAY, World};

/// Every row of every table, as text, sorted: the same on both engines.
async fn rows(db: &Db) -> BTreeMap<String, Vec<String>> {
    let mut snapshot = db.snapshot().await.unwrap();
    let mut all = BTreeMap::new();
    for table in dump::tables(&mut snapshot).await.unwrap() {
        let (mut rows, mut offset) = (Vec::new(), 0);
        loop {
            let page = dump::rows(&mut snapshot, &table, offset).await.unwrap();
            let read = i64::try_from(page.len()).unwrap();
            // SQLite writes 0 and 1 where PostgreSQL writes false and true.
            let plain = |value: &serde_json::Value| value.as_bool().map_or_else(|| value.clone(), |b| i64::from(b).into());
            rows.extend(
                page.iter().map(|row| serde_json::to_string(&row.iter().map(|(k, v)| (k, plain(v))).collect::<BTreeMap<_, _>>()).unwrap()),
            );
            offset += read;
            if read < dump::PAGE {
                break;
            }
        }
        rows.sort();
        all.insert(table.name, rows);
    }
    all
}

/// A database with everything in it that there can be, and some of it odd.
async fn full() -> World {
    let world = World::new().await;
    let kit = world.shipped(2, 1, "Ü").await;
    world.published().await;
    licences::requests::a_busy_week(&world).await;
    statements::a_busy_month(&world).await;
    world.run("INSERT INTO pool_keys (id, rule_id, key_text, claims, added_at) SELECT 'k', MIN(id), 'AR7-Ä', '{}', 1 FROM key_rules").await;
    world.later(3 * DAY);
    world.run_jobs().await;
    let partner = world.as_("partner").await.with_key("k");
    partner.post("/api/v1/enquiries", serde_json::json!({ "text": "Zeile\n\"zwei\"\t\\ 😀 \u{2028}" })).await.is(201);
    let bytes: Vec<u8> = [&b"%PDF-1.7"[..], &(0..600_000u32).map(|i| (i % 256) as u8).collect::<Vec<_>>()].concat();
    partner.with_key("f").upload(("request_id", &kit.page.request.id), "Plan.pdf", &bytes).await.is(201);
    let wrong = serde_json::json!({ "email": "partner@eyelevel.example", "password": "wrong" });
    world.nobody().post("/api/v1/session", wrong).await.is(401);
    world.as_("admin").await.post("/api/v1/licences/signing-keys", serde_json::json!({})).await.is(201);
    world.as_("partner").await.post("/api/v1/drafts", serde_json::json!({ "kind": "demo_kit", "body": "{\"a\":\"ä\"}" })).await.is(201);
    // More rows than are read at once.
    let many: Vec<String> = (0..1_200).map(|i| format!("('s-{i}', 'v')")).collect();
    world.run(&format!("INSERT INTO settings (name, value) VALUES {}", many.join(", "))).await;
    world.run("INSERT INTO leases (name, holder, until) VALUES ('loans', 'somebody', 1)").await;
    world
}

async fn there_and_back(target: Database) {
    let world = full().await;
    let before = rows(&world.app.db).await;
    for (table, rows) in &before {
        assert!(!rows.is_empty(), "{table} has something in it");
        assert_eq!(i64::try_from(rows.len()).unwrap(), world.count(table).await, "{table} is read whole");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.jsonl.gz");
    let file = file.to_str().unwrap();
    let (done, said, complaint) = run(world.database_url(), &["backup", file]);
    assert!(done && said.contains(" rows in ") && said.contains("Keep the secret beside it"), "{complaint}");
    let (done, said, complaint) = run(&target.url, &["restore", file]);
    assert!(done && said.contains("rows restored"), "{complaint}");
    let restored = World::of(target).await;
    let after = rows(&restored.app.db).await;
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    for (table, rows) in before {
        assert_eq!(after[&table], rows, "{table}");
    }
    assert_eq!(restored.count("leases").await, 0, "nobody waits for a process that is no more");
    // And it lives: sessions, links that were sent, numbers, files.
    restored.app.clock.set(world.app.clock.now());
    let link = world.link("empfang@hafenklinik.example", "Eine Lieferung").await;
    restored.nobody().get(&link).await.is(200);
    let partner = restored.as_("partner").await;
    assert_eq!(partner.numbers("q=%C3%BCber").await, [""; 0]);
    let next = partner.post("/api/v1/enquiries", serde_json::json!({ "text": "Next" })).await.is(201).json();
    assert_eq!(next["page"]["request"]["number"], "EN-1002");
    let (id, hash): (String, String) = restored.one("SELECT id, sha256 FROM attachments WHERE name = 'Plan.pdf'").await;
    use sha2::Digest as _;
    let content = partner.get(eyelevel_contract::attachments::file(&id)).await.is(200).bytes;
    assert_eq!(sha2::Sha256::digest(&content).iter().map(|b| format!("{b:02x}")).collect::<String>(), hash);
}

#[tokio::test]
async fn a_backup_comes_back_row_by_row() {
    there_and_back(database::empty(false).await).await;
}

#[tokio::test]
async fn a_backup_of_one_engine_comes_back_into_the_other() {
    there_and_back(database::empty(true).await).await;
}

#[tokio::test]
async fn an_installation_moves_from_sqlite_to_the_engine_that_is_tested() {
    let source = database::empty(true).await;
    assert!(run(&source.url, &["seed", "--demo"]).0);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.gz");
    assert!(run(&source.url, &["backup", file.to_str().unwrap()]).0);
    let target = database::empty(false).await;
    let (done, _, complaint) = run(&target.url, &["restore", file.to_str().unwrap()]);
    assert!(done, "{complaint}");
    let (from, to) = (Db::connect(&source.url).await.unwrap(), Db::connect(&target.url).await.unwrap());
    let (before, after) = (rows(&from).await, rows(&to).await);
    for (table, rows) in before {
        assert_eq!(after[&table], rows, "{table}");
    }
}

#[tokio::test]
async fn it_is_of_one_instant_while_others_go_on_writing() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let writing = tokio::spawn(async move {
        let mut n = 0;
        while !*stopped.borrow() {
            partner.post("/api/v1/enquiries", serde_json::json!({ "text": "An idea" })).await.is(201);
            n += 1;
        }
        n
    });
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.gz");
    let mut backup =
        tokio::process::Command::from(crate::support::process::command(world.database_url(), &["backup", file.to_str().unwrap()]));
    assert!(backup.output().await.unwrap().status.success());
    stop.send(true).unwrap();
    assert!(writing.await.unwrap() > 0);
    let target = database::empty(true).await;
    let (done, _, complaint) = run(&target.url, &["restore", file.to_str().unwrap()]);
    assert!(done, "{complaint}");
    let restored = World::of(target).await;
    let requests = restored.count("requests").await;
    for (table, each) in
        [("promises", 1), ("timeline", 1), ("outbox", 2), ("enquiries", 1), ("audit WHERE action = 'request.submitted'", 1)]
    {
        assert_eq!(restored.count(table).await, requests * each, "{table}");
    }
}
