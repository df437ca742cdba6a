//! A server is killed in the middle of a renewal, three times; the next one goes on. Nothing is issued twice, and nothing is missing.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use eyelevel_contract::licences::{NewRenewal, Renewal, paths};

use crate::support::World;
use crate::support::process::{Server, command, sign_in};

/// Of each kind so many: from a generator, from our own ring, from a pool.
const KINDS: [(&str, &str, usize); 3] = [("hka-backup-01", "ext", 20), ("thomsen-nas", "own", 100), ("seven-1", "pool", 100)];
const ALL: usize = 220;

/// A generator whose keys have the number of their request.
const GENERATOR: &str = r#"n=$(sed 's/.*"request_number":"LK-\([0-9]*\)".*/\1/'); echo "{\"key\": \"AR9-$n-ABCD-X\"}""#;

async fn installations(world: &World) -> Vec<String> {
    world.on_seven("seven-1").await;
    world.run("UPDATE installations SET contract_until = '2099-12-31'").await;
    let mut ids = Vec::new();
    for (host, name, count) in KINDS {
        let one = world.installed(host).await;
        for n in 0..count {
            let columns = "partner_id, customer_id, product_id, edition_id, runs";
            let sql = format!(
                "INSERT INTO installations (id, {columns}, host, capacity, contract_until, search) \
                 SELECT '{name}-{n}', {columns}, '{name}-{n}', capacity, contract_until, '' FROM installations WHERE id = '{}'",
                one.id
            );
            world.run(&sql).await;
            ids.push(format!("{name}-{n}"));
        }
    }
    world.fill(0..100).await;
    ids
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_dies_the_next_one_goes_on() {
    let world = World::new().await;
    let installation_ids = installations(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("generator.sh");
    std::fs::write(&script, GENERATOR).unwrap();
    let serve = || {
        let mut serve = command(world.database_url(), &["serve"]);
        serve.env("EYELEVEL_KEY_GENERATOR", format!("/bin/sh '{}'", script.display())).env_remove("EYELEVEL_BASE_URL");
        serve.env("EYELEVEL_KEY_GENERATOR_SECONDS", "60");
        serve
    };
    let mut server = Server::begin(serve()).await;
    let client = sign_in(&server.at, "partner").await;
    let body = NewRenewal { installation_ids };
    let post = client.post(format!("{}{}", server.at, paths::RENEWALS)).header("origin", &server.at).header("idempotency-key", "k");
    let begun: Renewal = post.json(&body).send().await.unwrap().json().await.unwrap();
    assert_eq!((begun.total, begun.lines.len()), (220, ALL));
    for death in [5, 60, 150] {
        while world.count("issued_keys").await < death {
            tokio::task::yield_now().await;
        }
        server.kill().await;
        assert!(world.count("issued_keys").await < 220, "it died in the middle");
        // As when some minutes have passed.
        world.run("UPDATE leases SET until = 0").await;
        world.run("UPDATE licence_requests SET leased_until = 0").await;
        server = Server::begin(serve()).await;
    }
    let get = async |path: String| client.get(format!("{}{path}", server.at)).send().await.unwrap();
    let renewal: Renewal = loop {
        let renewal: Renewal = get(paths::renewal(&begun.id)).await.json().await.unwrap();
        if renewal.finished_at.is_some() {
            break renewal;
        }
    };
    assert_eq!((renewal.total, renewal.done, renewal.issued), (220, 220, 220));
    assert!(renewal.lines.iter().all(|line| line.obstacle.is_none() && line.done));
    // Asked once more with the same key, it is the same one.
    let post = client.post(format!("{}{}", server.at, paths::RENEWALS)).header("origin", &server.at).header("idempotency-key", "k");
    assert_eq!(post.json(&body).send().await.unwrap().json::<Renewal>().await.unwrap().id, begun.id);
    for (what, count) in [
        ("requests WHERE kind = 'licence'", 220),
        ("issued_keys", 220),
        ("(SELECT DISTINCT installation_id FROM issued_keys) i", 220),
        ("(SELECT DISTINCT key_text FROM issued_keys) k", 220),
        ("key_sendings", 220),
        ("stopped_keys", 0),
        ("renewals", 1),
        ("audit WHERE action = 'renewal.finished'", 1),
        ("outbox WHERE template = 'renewed'", 1),
        ("outbox WHERE template = 'key_sent'", 0),
        ("pool_keys k JOIN issued_keys i ON i.key_text = k.key_text AND i.request_id = k.taken_by", 100),
    ] {
        assert_eq!(world.count(what).await, count, "{what}");
    }
    let numbers: BTreeSet<String> = renewal.lines.iter().map(|line| line.request.as_ref().unwrap().number.clone()).collect();
    assert_eq!(numbers, (1_001..=1_220).map(|n| format!("LK-{n}")).collect(), "no number is missing, and none is there twice");
    let bytes = get(paths::renewal_zip(&begun.id)).await.bytes().await.unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert_eq!(zip.len(), ALL + 1);
    let mut table = String::new();
    zip.by_name("keys.csv").unwrap().read_to_string(&mut table).unwrap();
    let keys: BTreeSet<&str> = table.lines().skip(1).filter_map(|line| line.rsplit(';').next()).collect();
    assert_eq!(keys.len(), ALL);
    assert!(server.end().await.0);
}
