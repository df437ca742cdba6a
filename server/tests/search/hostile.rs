use eyelevel_contract::search::Hit;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::support::World;

/// What an engine's search would take for more than words.
const PIECES: [&str; 40] = [
    "a*",
    "*",
    "\"",
    "'",
    "''",
    "\"\"",
    "NEAR",
    "NEAR(a b, 2)",
    "AND",
    "OR",
    "NOT",
    "&",
    "|",
    "!",
    "<->",
    "<2>",
    ":*",
    ":",
    "scope:",
    "words :",
    "{scope}",
    "=head",
    "(",
    ")",
    "((((",
    "-",
    "--",
    "^",
    "\\",
    "%",
    "_",
    "\0",
    "😀",
    "\u{301}",
    "\u{202e}",
    "ß",
    "İ",
    "ﬁ",
    "DK-1001",
    "kit",
];

/// Asks for it, and reads what comes.
async fn asked(world: &World, account: &str, q: &str) -> Vec<Hit> {
    let encoded: String = q.bytes().map(|byte| format!("%{byte:02X}")).collect();
    world.as_(account).await.get(format!("/api/v1/search?q={encoded}")).await.is(200).ok()
}

#[tokio::test]
async fn what_is_no_word_finds_nothing_and_breaks_nothing() {
    let world = World::new().await;
    world.submitted(1, 0).await;
    for q in ["", " ", "a", "ä", "…", "\"", "''", "*", "a*", "()", "😀", "😀😀😀", "\0", "&|!", "--", "%", "\u{301}\u{301}", "AND", "NEAR("]
    {
        assert!(asked(&world, "partner", q).await.is_empty(), "{q:?}");
    }
    for q in ["\"DK-1001\"", "'DK' & 1001:*", "DK-1001*", "\0DK-1001\0", "DK\u{200b}-1001", "😀 DK-1001 😀"] {
        assert_eq!(asked(&world, "partner", q).await.len(), 1, "{q:?}");
    }
    world.as_("partner").await.get("/api/v1/search").await.is(200);
    world.as_("partner").await.get("/api/v1/search?q=DK&limit=x").await.is(400);
    world.as_("partner").await.get("/api/v1/search?q=%FF%FE%41").await;
}

#[tokio::test]
async fn ten_thousand_characters_are_no_trouble() {
    let world = World::new().await;
    world.enquiry(&"Wortungetüm".repeat(80)).await;
    world.enquiry(&"kurz und gut ".repeat(80)).await;
    for q in ["x".repeat(10_000), "qj ".repeat(3_334), "\"".repeat(10_000), "(".repeat(10_000), "qä-".repeat(3_334)] {
        assert!(asked(&world, "support", &q).await.is_empty());
    }
    assert_eq!(asked(&world, "partner", &"Wortungetüm".repeat(80)).await.len(), 1, "its beginning counts");
    assert_eq!(asked(&world, "partner", &"kurz und gut ".repeat(700)).await.len(), 1);
}

#[tokio::test]
async fn whatever_is_asked_it_is_answered() {
    let world = World::new().await;
    world.shipped(1, 1, "EP").await;
    let cases = std::env::var("EYELEVEL_TEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(120);
    let pieces = proptest::collection::vec(prop_oneof![prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned), ".{0,12}"], 1..8);
    let mut runner = TestRunner::deterministic();
    let clients = [world.as_("partner").await, world.as_("support").await, world.as_("agent").await];
    for case in 0..cases {
        let words = pieces.new_tree(&mut runner).unwrap().current();
        let q = words.join(if case % 2 == 0 { " " } else { "" });
        let encoded: String = q.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let client = &clients[case % clients.len()];
        let hits: Vec<Hit> = client.get(format!("/api/v1/search?q={encoded}")).await.is(200).ok();
        assert!(hits.len() <= 20, "{q:?}");
        assert!(hits.iter().all(|hit| hit.link.starts_with('/') && !hit.title.is_empty()), "{q:?}");
    }
}
