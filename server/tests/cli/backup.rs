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

/// What comes from outside: mail servers, bounces, carriers, recipients.
const OF_DELIVERIES: [&str; 7] = [
    "INSERT INTO bounces (id, outbox_id, received_at, via, kind, reason, permanent, diagnostic, outcome, event_key) \
     SELECT 'b', MIN(id), 1, 'smtp', 'bounce', 'mailboxfull', TRUE, 'Ü', 'bounced', 'b' FROM outbox",
    "INSERT INTO mail_transports (name, rests_until) VALUES ('mx', 1)",
    "INSERT INTO mail_domains (domain, minute, mails) VALUES ('x.example', 1, 2)",
    "INSERT INTO delivery_troubles (id, delivery_id, round, trouble, noted_at) SELECT 't', MIN(id), 1, 'customs', 1 FROM deliveries",
    "INSERT INTO recipient_changes (id, recipient_id, change, before, recipient, reason, asked_by, asked_at, agreed, slot) \
     SELECT 'c', MIN(r.id), 'repaired', '{}', '{}', 'Ä', MIN(p.id), 1, TRUE, 'c' FROM recipients r, people p",
    "INSERT INTO piece_receipts (id, recipient_id, round, at, line_id, state, quantity, serials) \
     SELECT 'p', MIN(id), 1, 1, 'l', 'dead', 1, '[]' FROM recipients",
    "INSERT INTO sendings (recipient_id, round, line_id, at) SELECT MIN(id), 99, 'l', 1 FROM recipients",
];

/// What comes in boxes, and what files say of serial numbers.
const OF_RETURNS: [&str; 7] = [
    "INSERT INTO return_strays (id, request_id, serial, at) SELECT 's', MIN(request_id), 'Ø-2', 1 FROM returns",
    "INSERT INTO return_photos (attachment_id, item_id, position) SELECT MIN(a.id), MIN(n.id), 1 FROM attachments a, return_items n",
    "INSERT INTO lost_replacements (id, request_id, item_id, serial, at) SELECT MIN(n.id), MIN(n.request_id), MIN(n.id), 'Ü-1', 1 FROM return_items n",
    "INSERT INTO batch_warnings (item_id, batch, request_id, at) SELECT MIN(i.id), 'Ü', MIN(r.id), 1 FROM catalogue_items i, requests r",
    "INSERT INTO return_referrals (id, request_id, distributor_id, agent_id, state, shared, asked_by, asked_at, in_advance, slot) \
     SELECT 'f', MIN(r.request_id), MIN(o.id), MIN(p.id), 'refused', '{\"Ü\":1}', MIN(p.id), 1, TRUE, 'f' FROM returns r, organisations o, people p",
    "INSERT INTO return_credits (item_id, request_id, account_id, posting_id, currency, amount, number, by_id, at) \
     SELECT MIN(n.id), MIN(n.request_id), MIN(a.id), MIN(o.id), 'EUR', 1, 'Ü-1', MIN(p.id), 1 \
     FROM return_items n, accounts a, postings o, people p",
    "INSERT INTO serials (id, organisation_id, serial, folded, product, batch, shipped_to, imported_at) \
     SELECT 's', MIN(id), 'Ø-3', 'Ø3', 'P', 'Ü', '', 1 FROM organisations",
];

/// What is beside the audit trail.
const OF_AUDIT: [&str; 1] =
    ["INSERT INTO audit_details (audit_id, salt, body) SELECT MIN(id), 'ß', '[]' FROM audit WHERE details_hash IS NULL"];

/// The ladder, how and in which words people are told, and what they have named.
const OF_ESCALATIONS: [&str; 7] = [
    "INSERT INTO api_tokens (id, person_id, name, token_hash, start, scope, created_at, expires_on, expires_at, used_at) \
     SELECT 'ß', MIN(id), 'Ö', '0a', 'eyt_ab12', 'write', 1, '2026-12-31', 2, 3 FROM people",
    "INSERT INTO saved_views (id, person_id, name, name_key, query, created_at) SELECT 'ß', MIN(id), 'Ö', 'ö', 'q=Ü', 1 FROM people",
    "INSERT INTO mail_texts (name, lang, subject, body, version, changed_by, changed_at) SELECT 'closed', 'de', '{number} ist fertig', NULL, 2, MIN(id), 1 FROM people",
    "INSERT INTO notice_settings (person_id, ways, quiet_from, quiet_until, digest_at, version) \
     SELECT MIN(id), '{\"messages\":\"digest\"}', 1320, 390, 420, 3 FROM people",
    "INSERT INTO mail_replies (event_key, outbox_id, received_at) SELECT 'ß', MIN(id), 1 FROM outbox",
    "INSERT INTO absences (id, person_id, deputy_id, from_on, until_on, entered_by, entered_at) \
     SELECT 'ß', MIN(id), MAX(id), '2026-01-01', '2026-01-02', MIN(id), 1 FROM people",
    "INSERT INTO escalations (id, request_id, promise_id, level, person_id, by_id, reason, at, due_at) \
     SELECT 'ß', r.id, r.promise_id, 'lead', r.owner_id, r.requester_id, 'Ü', 1, 2 FROM requests r WHERE r.id = (SELECT MIN(id) FROM requests)",
];

/// Where somebody listens, and what was sent there.
const OF_WEBHOOKS: [&str; 2] = [
    "INSERT INTO webhooks (id, organisation_id, url, topics, state, state_at, sealed, created_by, created_at) \
     SELECT 'w', o.id, 'https://ü.example/', '[]', 'paused', 1, 'ß', MIN(p.id), 1 FROM organisations o JOIN people p ON p.organisation_id = o.id \
     GROUP BY o.id ORDER BY o.id LIMIT 1",
    "INSERT INTO webhook_deliveries (id, webhook_id, request_id, place, event, body, state, created_at, next_at) \
     SELECT 'd', 'w', MIN(id), 1, 'request.submitted', '{\"Ü\":1}', 'waiting', 1, 1 FROM requests",
];

/// What came back of loans and did not, and what was wished.
const OF_LOANS: [&str; 6] = [
    "INSERT INTO loan_ends (id, request_id, line_id, serial, quantity, how, at) \
     SELECT 'e', MIN(request_id), MIN(id), 'Ø-1', 1, 'back', 1 FROM demo_kit_lines",
    "INSERT INTO loan_lacking (id, request_id, line_id, name_de, name_en, quantity, at) \
     SELECT 'l', MIN(request_id), MIN(id), 'Ü', 'U', 1, 1 FROM demo_kit_lines",
    "INSERT INTO loan_strays (id, request_id, serial, at) SELECT 's', MIN(request_id), 'Ø-2', 1 FROM demo_kits",
    "INSERT INTO loan_wishes (id, request_id, kind, reason, by_id, at, currency) \
     SELECT 'w', MIN(k.request_id), 'keep', 'Ä', MIN(p.id), 1, 'EUR' FROM demo_kits k, people p",
    "INSERT INTO loan_wish_pieces (id, wish_id, line_id, serial, quantity, unit_minor) SELECT 'p', 'w', MIN(id), NULL, 1, 18900 FROM demo_kit_lines",
    "UPDATE demo_kits SET step_text = 'Ö', step_on = '2026-12-01', step_by = (SELECT MIN(id) FROM people), step_at = 1",
];

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
    let back = serde_json::json!({ "serials": ["Ø-1"], "reason": "warranty", "description": "Dunkel" });
    world.as_("partner").await.post("/api/v1/returns", back).await.is(201);
    for sql in OF_DELIVERIES.into_iter().chain(OF_RETURNS).chain(OF_LOANS).chain(OF_ESCALATIONS).chain(OF_WEBHOOKS).chain(OF_AUDIT) {
        world.run(sql).await;
    }
    let partner = world.as_("partner").await.with_key("k");
    partner.post("/api/v1/enquiries", serde_json::json!({ "text": "Zeile\n\"zwei\"\t\\ 😀 \u{2028}" })).await.is(201);
    let bytes: Vec<u8> = [&b"%PDF-1.7"[..], &(0..600_000u32).map(|i| (i % 256) as u8).collect::<Vec<_>>()].concat();
    partner.with_key("f").upload(("request_id", &kit.page.request.id), "Plan.pdf", &bytes).await.is(201);
    let wrong = serde_json::json!({ "email": "partner@eyelevel.example", "password": "wrong" });
    world.nobody().post("/api/v1/session", wrong).await.is(401);
    world.as_("admin").await.post("/api/v1/licences/signing-keys", serde_json::json!({})).await.is(201);
    let calendar = eyelevel_contract::calendars::EditCalendar::first("Europe/Zurich");
    world.as_("admin").await.put("/api/v1/calendars/current", 0, calendar).await.is(200);
    let policies = serde_json::json!({ "policies": eyelevel_contract::calendars::first_policies() });
    world.as_("admin").await.put("/api/v1/policies", 0, policies).await.is(200);
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
