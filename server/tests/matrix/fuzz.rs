//! Whatever is sent: never a 500, never half a write. The cases are the same in every run; `EYELEVEL_TEST_CASES` asks for more of them.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::odd::{odd, spoil};
use super::things::{make, stage};
use super::{Body, Line, Made, lines};
use crate::support::{Answer, Client, World};

fn cases(usual: usize) -> usize {
    std::env::var("EYELEVEL_TEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// What stands in the database, as far as a half write would show: how many rows each table has, and how often each thing was changed.
async fn standing(world: &World) -> Vec<(String, i64)> {
    const TABLES: [&str; 45] = [
        "organisations",
        "people",
        "person_roles",
        "sessions",
        "api_tokens",
        "links",
        "idempotency_keys",
        "audit",
        "outbox",
        "mail_texts",
        "counters",
        "requests",
        "promises",
        "decisions",
        "timeline",
        "drafts",
        "attachments",
        "attachment_chunks",
        "enquiries",
        "recipients",
        "recipient_history",
        "deliveries",
        "delivery_serials",
        "catalogue_items",
        "catalogue_variants",
        "demo_kit_lines",
        "products",
        "editions",
        "key_rules",
        "releases",
        "known_issues",
        "known_issue_notices",
        "installations",
        "licence_requests",
        "key_recipients",
        "key_consents",
        "issued_keys",
        "key_sendings",
        "stopped_keys",
        "pool_keys",
        "serials",
        "returns",
        "return_items",
        "return_strays",
        "return_photos",
    ];
    let mut sql: Vec<_> = TABLES.iter().map(|t| format!("SELECT '{t}', CAST(COUNT(*) AS BIGINT) FROM {t}")).collect();
    for (table, sum) in [
        ("requests", "version"),
        ("people", "version"),
        ("drafts", "version"),
        ("catalogue_items", "version"),
        ("counters", "value"),
        ("products", "version"),
        ("known_issues", "version"),
        ("installations", "version"),
    ] {
        sql.push(format!("SELECT '{table}.{sum}', CAST(COALESCE(SUM({sum}), 0) AS BIGINT) FROM {table}"));
    }
    sql.push("SELECT 'stock', CAST(SUM(on_hand * 1000 + reserved) AS BIGINT) FROM catalogue_variants".to_owned());
    sql.push("SELECT 'decided', CAST(COALESCE(SUM(decided_quantity), 0) AS BIGINT) FROM demo_kit_lines".to_owned());
    world.all(&sql.join(" UNION ALL ")).await
}

/// Nothing fails, and what is refused says so properly and has written nothing.
async fn survives(world: &World, what: &str, answer: Answer, before: &[(String, i64)]) -> bool {
    assert!(!answer.status.is_server_error(), "{what}: {} {}", answer.status, answer.text());
    if answer.status.is_success() {
        return true;
    }
    assert_eq!(answer.header("content-type"), "application/problem+json", "{what}: {} {}", answer.status, answer.text());
    assert_eq!(standing(world).await, before, "{what}: {} left something behind", answer.status);
    false
}

/// Everything that takes JSON, with who may do it.
fn takes_json() -> impl Iterator<Item = (Line, fn(&Made) -> Value)> {
    lines().into_iter().filter(|line| line.operation != "post /api/v1/session").filter_map(|line| match line.body {
        Body::Json(body) => Some((line, body)),
        _ => None,
    })
}

fn able(line: &Line) -> Vec<&'static str> {
    super::ACCOUNTS.iter().copied().filter(|account| line.may(account)).collect()
}

fn path_to(path: &str, made: &Made) -> String {
    path.replace("{id}", &made.id).replace("{key_id}", &made.part).replace("{consent_id}", &made.part).replace("{change_id}", &made.part)
}

async fn send(client: &Client, line: &Line, made: &Made, body: String) -> Answer {
    let (method, path) = line.parts();
    let client = client.saying("if-match", format!("\"{}\"", made.version));
    client.raw(&method.to_uppercase(), path_to(path, made), "application/json", body).await
}

async fn fuzz(part: usize, parts: usize) {
    let mut random = TestRunner::deterministic();
    for (line, body) in takes_json().enumerate().filter(|(i, _)| i % parts == part).map(|(_, line)| line) {
        // What one operation leaves behind is in no other's way.
        let world = stage().await;
        let able = able(&line);
        let mut made = make(&world, line.to).await;
        let mut before = standing(&world).await;
        for case in 0..cases(12) {
            let place = any::<usize>().new_tree(&mut random).unwrap().current();
            let with = prop::option::weighted(0.8, odd()).new_tree(&mut random).unwrap().current();
            let mut spoilt = body(&made);
            spoil(&mut spoilt, place, with);
            // Who may go on to the rules; who may not is stopped somewhere before.
            let account = if case % 4 == 3 { super::ACCOUNTS[place % super::ACCOUNTS.len()] } else { able[case % able.len()] };
            let client = world.as_(account).await;
            before.iter_mut().filter(|(table, _)| table == "sessions").for_each(|(_, n)| *n += 1);
            let text = spoilt.to_string();
            let what = format!("{} by {account} with {:.300}", line.operation, text);
            let answer = send(&client, &line, &made, text).await;
            if survives(&world, &what, answer, &before).await {
                // What was accepted goes on beside the requests: it is no half write of the next one.
                world.renewals_at_rest().await;
                made = make(&world, line.to).await;
                before = standing(&world).await;
            }
        }
    }
}

#[tokio::test]
async fn bodies_of_every_shape_never_fail_and_never_write_by_halves() {
    fuzz(0, 2).await;
}

#[tokio::test]
async fn bodies_of_every_shape_never_fail_and_never_write_by_halves_either() {
    fuzz(1, 2).await;
}

#[tokio::test]
async fn bytes_that_mean_nothing_are_400_or_415() {
    let world = stage().await;
    let mut random = TestRunner::deterministic();
    let admin = world.as_("admin").await;
    let owner = world.as_("owner").await;
    let made = make(&world, super::Thing::Nothing).await;
    let before = standing(&world).await;
    for (line, _) in takes_json() {
        let (method, path) = line.parts();
        for case in 0..cases(4) {
            let bytes = prop::collection::vec(any::<u8>(), 1..200).new_tree(&mut random).unwrap().current();
            let client = if case % 2 == 0 { &admin } else { &owner };
            let kind = ["application/json", "text/html", "application/json; charset=x", ""][case % 4];
            let what = format!("{} with {bytes:?} as {kind}", line.operation);
            let client = client.saying("if-match", format!("\"{}\"", made.version));
            let answer = client.raw(&method.to_uppercase(), path.replace("{id}", "nothing"), kind, bytes).await;
            assert!(!survives(&world, &what, answer, &before).await, "{what}");
        }
    }
}

#[tokio::test]
async fn queries_of_every_kind_never_fail() {
    let world = stage().await;
    make(&world, super::Thing::Shipped).await;
    let mut random = TestRunner::deterministic();
    let clients = [world.as_("admin").await, world.as_("partner").await, world.as_("agent").await];
    let encode = eyelevel_contract::people::paths::encode;
    const LISTS: [&str; 11] = [
        "requests",
        "demo-kits",
        "demo-kits/catalogue",
        "deliveries",
        "drafts",
        "people",
        "organisations",
        "products",
        "known-issues",
        "installations",
        "licences",
    ];
    const NAMES: [&str; 17] = [
        "q",
        "cursor",
        "limit",
        "sort",
        "section",
        "state",
        "kind",
        "owner",
        "partner",
        "open",
        "organisation",
        "role",
        "customer",
        "product",
        "runs_out",
        "version",
        "mine",
    ];
    for list in LISTS {
        for case in 0..cases(60) {
            let name = NAMES[case % NAMES.len()];
            let value = odd().new_tree(&mut random).unwrap().current();
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let value: String = value.chars().take(500).collect();
            // A place in a list is any JSON in base64url: as if somebody had made one.
            let value = if name == "cursor" && case % 2 == 0 {
                use base64::Engine as _;
                base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(json!([value, case]).to_string())
            } else {
                value
            };
            let path = format!("/api/v1/{list}?{name}={}", encode(&value));
            let answer = clients[case % 3].get(&path).await;
            assert!(answer.status.is_success() || answer.status.as_u16() == 400, "{path}: {} {}", answer.status, answer.text());
        }
    }
    for path in
        ["?", "?&&&", "?=", "?limit", "?q=%", "?q=%zz", "?q=a&q=b", "?limit=1&limit=2", &format!("?q={}", "%F0%9F%98%80".repeat(500))]
    {
        let answer = clients[0].get(format!("/api/v1/requests{path}")).await;
        assert!(answer.status.is_success() || answer.status.as_u16() == 400, "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn forms_of_every_kind_never_fail() {
    let world = stage().await;
    world.shipped(1, 0, "A").await;
    let link = world.link("partner@eyelevel.example", "Eine Lieferung").await;
    let mut random = TestRunner::deterministic();
    for case in 0..cases(60) {
        let value = odd().new_tree(&mut random).unwrap().current();
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let path = ["/sign-in", "/forgot", "/invitation/x", "/reset/x.y", &format!("{link}/problem"), &format!("{link}x/renew")][case % 6]
            .to_owned();
        let name = ["email", "password", "next", "note"][case % 4];
        let answer = world.nobody().from(&format!("203.0.113.{}", case % 200)).form(&path, &[(name, &value), ("x", "y")]).await;
        assert!(!answer.status.is_server_error(), "{path} {value:.200}: {}", answer.text());
        assert!(answer.status.is_redirection() || answer.header("content-type").starts_with("text/html"), "{path}: {}", answer.status);
        assert!(!answer.text().contains("<script>"), "{path}");
    }
}
