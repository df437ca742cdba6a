//! Files that people's programs write, large ones and spoilt ones, by every address that takes one.

use eyelevel_contract::licences::{Import, Intent, Product, RENEWALS_MAX, RenewalObstacle, RenewalPreview, paths};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::json;

use super::products::form;
use crate::support::{Client, World};

async fn csv(client: &Client, path: &str, file: impl Into<Vec<u8>>) -> crate::support::Answer {
    client.raw("POST", path, "text/csv", file.into()).await
}

async fn pool(world: &World) -> String {
    paths::pool(&world.product("archivar").await.id)
}

#[tokio::test]
async fn a_pool_of_ten_thousand_lines_of_which_three_hundred_are_bad() {
    let world = World::new().await;
    let (admin, pool) = (world.as_("admin").await, pool(&world).await);
    let mut file = "key;edition;capacity;versions;expires\n".to_owned();
    for n in 0..10_000 {
        let key = format!("AR7-{:04}-ABCD-{:04}", n / 10_000, n % 10_000);
        let line = match n % 100 {
            13 => format!("AR8-{n}\n"),
            47 => format!("{key};professional;0;nine;2027-02-30\n"),
            // No version is both.
            81 => format!("{key};;;>=8, <7;\n"),
            _ => format!("{key};;;;\n"),
        };
        file.push_str(&line);
    }
    let seen: Import = csv(&admin, &pool, file.clone()).await.ok();
    assert_eq!((seen.lines, seen.added, seen.bad.len(), seen.done), (10_000, 9_700, 300, false));
    assert_eq!((seen.bad[0].line, seen.bad[0].faults.len(), seen.bad[0].faults[0].field.as_str()), (15, 1, "key"));
    assert_eq!((seen.bad[1].line, seen.bad[1].faults.len()), (49, 4));
    assert_eq!((seen.bad[2].line, seen.bad[2].faults[0].field.as_str()), (83, "versions"));
    assert!(seen.bad.iter().all(|bad| bad.faults.iter().all(|fault| !fault.reason.is_empty())));
    let refused = csv(&admin, &format!("{pool}?confirm=true"), file.clone()).await.is(422).json();
    assert_eq!(refused["errors"].as_object().unwrap().len(), 600);
    assert_eq!(world.count("pool_keys").await, 0);
    let done: Import = csv(&admin, &format!("{pool}?confirm=true&good_only=true"), file).await.ok();
    assert_eq!((done.added, done.bad.len(), done.done), (9_700, 300, true));
    assert_eq!(world.level().await, (9_700, 0));
    assert_eq!(world.count("audit WHERE action = 'pool_key.added'").await, 9_700);
}

#[tokio::test]
async fn a_renewal_names_two_thousand_of_ten_thousand_and_every_bad_line_is_shown() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let mut file = "customer;product;edition;version;host;capacity;contract_until\n".to_owned();
    for n in 0..10_000 {
        file.push_str(&format!("Hafenklinik Altona;archivar;standard;8.3.0;h{n};1;2099-12-31\n"));
    }
    csv(&partner, &format!("{}?confirm=true", paths::IMPORT), file).await.is(200);
    let lines = |from: usize, to: usize| {
        let line = |n: usize| match n % 100 {
            13 => format!("Nobody;h{n}\n"),
            47 => format!("hafenklinik altona;nowhere-{n}\n"),
            81 => "Hafenklinik Altona;h0\n".to_owned(),
            _ => format!("Hafenklinik Altona;H{n}\n"),
        };
        format!("Kunde;Host\n{}", (from..to).map(line).collect::<String>())
    };
    let seen: RenewalPreview = csv(&partner, paths::RENEWAL_PREVIEW, lines(0, RENEWALS_MAX)).await.ok();
    assert_eq!((seen.lines.len(), seen.good), (2_000, 1_940));
    let bad: Vec<_> = seen.lines.iter().filter_map(|l| Some((l.line?, l.obstacle?))).collect();
    assert_eq!(bad.len(), 60);
    let first = [(15, RenewalObstacle::Unknown), (49, RenewalObstacle::Unknown), (83, RenewalObstacle::Twice)];
    assert_eq!(bad[..3], first);
    csv(&partner, paths::RENEWAL_PREVIEW, lines(0, RENEWALS_MAX + 1)).await.fault("installation_ids");
    csv(&partner, paths::RENEWAL_PREVIEW, lines(0, 10_000)).await.fault("installation_ids");
    // Nothing was begun by all that.
    assert_eq!((world.count("renewals").await, world.count("requests").await), (0, 0));
}

#[tokio::test]
async fn a_range_that_contradicts_itself_is_taken_nowhere() {
    let world = World::new().await;
    let (admin, partner) = (world.as_("admin").await, world.as_("partner").await);
    let (pool, product) = (pool(&world).await, world.product("archivar").await);
    for range in [">=9, <8", ">9.1, <9.1", "=8.1.0, =8.2.0", "<0.0.0-0", "~8.2, >=8.3", "8.x 9.x", ">=9.0.0, <=9.0.0-rc.1"] {
        let seen: Import = csv(&admin, &pool, format!("key;versions\nAR7-0000-ABCD-0001;{range}\n")).await.ok();
        assert_eq!((seen.added, seen.bad[0].faults[0].field.as_str()), (0, "versions"), "{range}");
        let mut edit = form(&product);
        range.clone_into(&mut edit.rules[0].versions);
        admin.put(paths::product(&product.id), product.version, edit).await.fault("rules.0.versions");
        let mut issue = super::known_issues::form(&world.known_issue().await);
        range.clone_into(&mut issue.affected);
        admin.post(paths::KNOWN_ISSUES, issue).await.fault("affected");
        // What runs there is a version, and so is what somebody asks for.
        let file = format!("customer;product;edition;version;host;capacity\nReederei Thomsen;archivar;standard;\"{range}\";x;1\n");
        let seen: Import = csv(&partner, paths::IMPORT, file).await.ok();
        assert_eq!((seen.added, seen.bad[0].faults[0].field.as_str()), (0, "runs"), "{range}");
        let mut draft = world.asking(Intent::Renew, "thomsen-nas").await;
        range.clone_into(&mut draft.version);
        partner.post(paths::LICENCES, draft).await.fault("version");
    }
    let after: Product = world.product("archivar").await;
    assert_eq!(after, product);
    // Nor do two rules contradict each other.
    for ranges in [["9.x", "9.1"], ["*", "8.x"], [">=8", "<9"]] {
        let mut edit = form(&product);
        edit.rules.truncate(2);
        for (rule, range) in edit.rules.iter_mut().zip(ranges) {
            range.clone_into(&mut rule.versions);
        }
        admin.put(paths::product(&product.id), product.version, edit).await.fault("rules.1.versions");
    }
    assert_eq!((world.count("pool_keys").await, world.count("known_issues").await), (0, 1));
}

/// A good file, spoilt: bytes are changed, taken out, put in or said again; lines and columns move.
fn spoilt(file: &str) -> impl Strategy<Value = Vec<u8>> {
    let bytes = file.as_bytes().to_vec();
    let odd = prop::sample::select(vec![
        b"\"".to_vec(),
        b"\"\"".to_vec(),
        b"\n".to_vec(),
        b"\r".to_vec(),
        b";".to_vec(),
        b"\t,;|".to_vec(),
        b"\0".to_vec(),
        b"\xff\xfe".to_vec(),
        b"\xef\xbb\xbf".to_vec(),
        "\u{202e}\u{feff}\u{2028}ß".as_bytes().to_vec(),
        b"=cmd()".to_vec(),
        b"99999999999999999999".to_vec(),
        b"-1".to_vec(),
        b">=9, <8".to_vec(),
        vec![b'x'; 5_000],
        vec![b';'; 5_000],
    ]);
    let change = (any::<prop::sample::Index>(), 0usize..40, odd);
    prop::collection::vec(change, 1..6).prop_map(move |changes| {
        let mut bytes = bytes.clone();
        for (at, less, more) in changes {
            let from = at.index(bytes.len() + 1);
            let to = (from + less).min(bytes.len());
            bytes.splice(from..to, more);
        }
        bytes
    })
}

#[tokio::test]
async fn spoilt_files_of_every_shape_never_fail_and_never_write_by_halves() {
    let world = World::new().await;
    let (admin, partner, pool) = (world.as_("admin").await, world.as_("partner").await, pool(&world).await);
    let keys = "Schlüssel;Edition;Anzahl;Rechner;Versionen;gültig bis\nAR7-0000-ABCD-0001;Enterprise;12;hka-1;7.4.x;31.12.2099\n\
                AR7-0000-ABCD-0002;;;;;\n";
    let installed = "Kunde;Produkt;Edition;Version;Host-ID;Kapazität;Vertrag bis;Ihr Zeichen\n\
                     Stadtbücherei Kiel;Archivar;Enterprise;9.1;kiel-1;4;31.12.2027;A-1\n";
    let renewed = "Kunde;Produkt;Host\nReederei Thomsen;Archivar;\n;;hka-signs\n";
    let cases: usize = std::env::var("EYELEVEL_TEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let mut random = TestRunner::deterministic();
    let standing = async || {
        let mut all = Vec::new();
        for table in ["pool_keys", "installations", "renewals", "audit", "outbox", "requests", "idempotency_keys"] {
            all.push(world.count(table).await);
        }
        all
    };
    for (client, path, confirm, file) in [
        (&admin, pool.as_str(), "?confirm=true", keys),
        (&admin, pool.as_str(), "?confirm=true&good_only=true", keys),
        (&partner, paths::IMPORT, "?confirm=true", installed),
        (&partner, paths::IMPORT, "?confirm=true&good_only=true", installed),
        (&partner, paths::RENEWAL_PREVIEW, "", renewed),
    ] {
        let files = spoilt(file);
        for _ in 0..cases {
            let bytes = files.new_tree(&mut random).unwrap().current();
            let what = String::from_utf8_lossy(&bytes).chars().take(300).collect::<String>();
            let before = standing().await;
            // What would come of it, and what comes of it, is the same.
            let would = csv(client, path, bytes.clone()).await;
            assert!(!would.status.is_server_error(), "{path}: {what:?}: {}", would.text());
            assert_eq!(standing().await, before, "{path}: {what:?}");
            if path == paths::RENEWAL_PREVIEW {
                continue;
            }
            let done = csv(client, &format!("{path}{confirm}"), bytes).await;
            assert!(!done.status.is_server_error(), "{path}{confirm}: {what:?}: {}", done.text());
            if done.status.is_success() {
                let (would, done): (Import, Import) = (would.ok(), done.ok());
                assert_eq!((would.added, would.changed, would.bad), (done.added, done.changed, done.bad), "{path}: {what:?}");
            } else {
                assert_eq!(done.header("content-type"), "application/problem+json", "{path}: {what:?}");
                assert_eq!(standing().await, before, "{path}: {what:?}");
            }
        }
    }
    let asked = partner.post(paths::RENEWAL_PREVIEW, json!({ "installation_ids": [] })).await;
    asked.fault("installation_ids");
}
