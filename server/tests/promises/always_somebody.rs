//! The database itself refuses what would be without an owner.

use eyelevel_contract::requests::paths;
use eyelevel_server::db::q;
use serde_json::json;

use crate::support::World;

/// Whether the database takes it; it is taken back in any case.
async fn taken(world: &World, sql: &str) -> bool {
    let mut tx = world.app.db.begin().await.unwrap();
    q(sql.to_owned()).run(&mut tx).await.is_ok()
}

const REQUEST: &str = "number, kind, subject, state, partner_id, requester_id, search, reference_key, created_at, updated_at";
const LEVEL: &str = "request_id, level, at, due_at";

#[tokio::test]
async fn no_request_no_promise_no_entry_and_no_level_is_without_somebody() {
    let world = World::new().await;
    let id = world.enquiry("An idea").await.id;
    world.as_("partner").await.act(&id, paths::ESCALATIONS, json!({ "reason": "x" })).await.is(200);
    let request = REQUEST.replace("number", "'EN-9999'");
    let of = format!("FROM requests WHERE id = '{id}'");
    let level = LEVEL.replace("level", "'management'");
    let of_level = format!("FROM escalations WHERE request_id = '{id}'");
    let promise = "kind, promised_at, first_due_at, due_at";
    let of_promise = format!("FROM promises WHERE request_id = '{id}'");
    // Each with everything first: what is refused is refused for what is missing.
    for (what, whole, without) in [
        (
            "a request's owner",
            format!("INSERT INTO requests (id, {REQUEST}, owner_id, promise_id) SELECT 'r', {request}, owner_id, promise_id {of}"),
            vec![
                format!("INSERT INTO requests (id, {REQUEST}, owner_id, promise_id) SELECT 'r', {request}, NULL, promise_id {of}"),
                format!("INSERT INTO requests (id, {REQUEST}, promise_id) SELECT 'r', {request}, promise_id {of}"),
                format!("INSERT INTO requests (id, {REQUEST}, owner_id, promise_id) SELECT 'r', {request}, 'nobody', promise_id {of}"),
                format!("INSERT INTO requests (id, {REQUEST}, owner_id, promise_id) SELECT 'r', {request}, owner_id, NULL {of}"),
                format!("UPDATE requests SET owner_id = NULL WHERE id = '{id}'"),
                format!("UPDATE requests SET owner_id = 'nobody' WHERE id = '{id}'"),
            ],
        ),
        (
            "a level's person",
            format!("INSERT INTO escalations (id, {LEVEL}, promise_id, person_id) SELECT 'e', {level}, promise_id, person_id {of_level}"),
            vec![
                format!("INSERT INTO escalations (id, {LEVEL}, promise_id, person_id) SELECT 'e', {level}, promise_id, NULL {of_level}"),
                format!("INSERT INTO escalations (id, {LEVEL}, promise_id) SELECT 'e', {level}, promise_id {of_level}"),
                format!(
                    "INSERT INTO escalations (id, {LEVEL}, promise_id, person_id) SELECT 'e', {level}, promise_id, 'nobody' {of_level}"
                ),
                format!("INSERT INTO escalations (id, {LEVEL}, promise_id, person_id) SELECT 'e', {level}, NULL, person_id {of_level}"),
                format!("UPDATE escalations SET person_id = NULL WHERE request_id = '{id}'"),
                // Nor twice for a promise.
                format!(
                    "INSERT INTO escalations (id, {LEVEL}, promise_id, person_id) SELECT 'e', {LEVEL}, promise_id, person_id {of_level}"
                ),
            ],
        ),
        (
            "the clock that an answer is owed by",
            format!("INSERT INTO promises (id, request_id, {promise}) SELECT 'm', request_id, {promise} {of_promise}"),
            vec![
                format!("INSERT INTO promises (id, request_id, {promise}) SELECT 'm', NULL, {promise} {of_promise}"),
                format!("INSERT INTO promises (id, request_id, {promise}) SELECT 'm', 'none', {promise} {of_promise}"),
            ],
        ),
        (
            "a message's request, whose owner has it",
            format!("INSERT INTO timeline (id, request_id, at, kind) SELECT 't', id, 1, 'message' {of}"),
            vec![
                format!("INSERT INTO timeline (id, request_id, at, kind) SELECT 't', NULL, 1, 'message' {of}"),
                format!("INSERT INTO timeline (id, request_id, at, kind) SELECT 't', 'none', 1, 'message' {of}"),
            ],
        ),
    ] {
        assert!(taken(&world, &whole).await, "{what}: {whole}");
        for sql in without {
            assert!(!taken(&world, &sql).await, "{what}: {sql}");
        }
    }
    // Whoever owns something, or has it above the owner, is not thrown away.
    for who in ["owner_id", "requester_id"] {
        let sql = format!("DELETE FROM people WHERE id = (SELECT {who} FROM requests WHERE id = '{id}')");
        assert!(!taken(&world, &sql).await, "{sql}");
    }
}
