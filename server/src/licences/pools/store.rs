//! The SQL of pools.

use std::collections::HashSet;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::{Host, POOL_LOW, PoolLevel};

use super::plan::Good;
use crate::db::{AsConn, Filter, Query, bulk, q, q2};
use crate::error::Result;
use crate::licences::requests::keys::digest;
use crate::write::Write;

/// So many free keys are looked at in one go.
const SOME: i64 = 64;

/// What is left by rule, of one product or of all.
pub(super) async fn levels(on: &mut impl AsConn, product_id: Option<&str>) -> Result<Vec<PoolLevel>> {
    let mut filter = Filter::new();
    filter.and("r.issuer = 'pool'", ());
    if let Some(id) = product_id {
        filter.and("r.product_id = ?", id);
    }
    let sql = "SELECT r.id, CAST(COUNT(k.id) - COUNT(k.taken_at) AS BIGINT), CAST(COUNT(k.taken_at) AS BIGINT) \
               FROM key_rules r LEFT JOIN pool_keys k ON k.rule_id = r.id";
    let rows: Vec<(Id, i64, i64)> =
        filter.query(sql, "GROUP BY r.id, r.product_id, r.position ORDER BY r.product_id, r.position, r.id", ()).all(on).await?;
    Ok(rows.into_iter().map(|(rule_id, left, handed_out)| PoolLevel { rule_id, left, handed_out, low: left < POOL_LOW }).collect())
}

/// Which of these keys are in a pool, or were issued to somebody.
pub(super) async fn known(on: &mut impl AsConn, keys: &[String]) -> Result<HashSet<String>> {
    let mut known = HashSet::new();
    for (some, places) in bulk::some_of(keys) {
        let sql = format!("SELECT key_text FROM pool_keys WHERE key_text IN {places}");
        let rows: Vec<(String,)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
        known.extend(rows.into_iter().map(|r| r.0));
        let sql = format!("SELECT key_text FROM issued_keys WHERE digest IN {places}");
        let rows: Vec<(String,)> = some.iter().fold(q(sql), |query, key| query.bind(digest(key))).all(on).await?;
        known.extend(rows.into_iter().map(|r| r.0));
    }
    Ok(known)
}

/// Adds keys; `false`: somebody else has added one of them.
pub(super) async fn add(w: &mut Write, ids: &[Id], keys: &[Good]) -> Result<bool> {
    let mut rows = Vec::with_capacity(keys.len());
    for (id, good) in ids.iter().zip(keys) {
        let mut row = bulk::row((id, &good.rule_id, &good.key));
        row.extend(bulk::row((good.edition_id.as_ref(), good.claims.capacity, good.claims.host.as_ref().map(small))));
        row.extend(bulk::row((serde_json::to_string(&good.claims)?, w.now)));
        rows.push(row);
    }
    let head = "INSERT INTO pool_keys (id, rule_id, key_text, edition_id, capacity, host, claims, added_at)";
    let written = bulk::insert(&mut w.tx, head, "ON CONFLICT (key_text) DO NOTHING", rows).await?;
    Ok(usize::try_from(written) == Ok(keys.len()))
}

/// Small and capital letters of a host are the same.
pub(super) fn small(host: &Host) -> String {
    host.as_str().to_ascii_lowercase()
}

/// What free keys are looked for.
pub(super) struct Free<'a> {
    pub(super) rule_id: &'a str,
    pub(super) edition_id: &'a str,
    pub(super) capacity: Option<i64>,
    /// Bound to this one; none: to none.
    pub(super) host: Option<String>,
}

/// Some free keys after an id: id, text and claims.
pub(super) async fn free(on: &mut impl AsConn, free: &Free<'_>, after: &str) -> Result<Vec<(Id, String, String)>> {
    let host = if free.host.is_some() { "host = $5" } else { "host IS NULL" };
    let sql = format!(
        "SELECT id, key_text, claims FROM pool_keys WHERE rule_id = $1 AND taken_at IS NULL AND id > $2 AND {host} \
         AND (edition_id IS NULL OR edition_id = $3) AND (capacity IS NULL OR capacity = $4) ORDER BY id LIMIT {SOME}"
    );
    let query = q(sql).bind(free.rule_id).bind(after).bind(free.edition_id).bind(free.capacity);
    let query = if let Some(host) = &free.host { query.bind(host) } else { query };
    Ok(query.all(on).await?)
}

/// What becomes of a key that somebody else is about to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Busy {
    /// Whoever comes second does not wait for the first one's key but takes the next.
    LeftAlone,
    /// It is waited for: it may be put back.
    WaitedFor,
}

/// Takes a key for a request, if nobody has it.
pub(super) async fn take(w: &mut Write, id: &str, request_id: &str, busy: Busy) -> Result<bool> {
    const TAKE: &str = "UPDATE pool_keys SET taken_by = $1, taken_at = $2 WHERE taken_at IS NULL AND id =";
    let now = format!("{TAKE} (SELECT id FROM pool_keys WHERE id = $3 AND taken_at IS NULL FOR UPDATE SKIP LOCKED)");
    let plain = format!("{TAKE} $3");
    let query = if busy == Busy::LeftAlone { q2(plain, now) } else { q(plain) };
    Ok(query.bind(request_id).bind(w.now).bind(id).run(&mut w.tx).await? == 1)
}

/// The same for a key that came another way and lies in a pool as well. `false`: another licence has it.
pub(super) async fn take_this(w: &mut Write, key: &str, request_id: &str, licence_id: &str) -> Result<bool> {
    let sql = "UPDATE pool_keys SET taken_by = $1, taken_at = $2 WHERE key_text = $3 AND taken_at IS NULL";
    q(sql).bind(request_id).bind(w.now).bind(key).run(&mut w.tx).await?;
    let sql = "SELECT l.licence_id FROM pool_keys k JOIN licence_requests l ON l.request_id = k.taken_by WHERE k.key_text = $1";
    let row: Option<(Id,)> = q(sql).bind(key).maybe(&mut w.tx).await?;
    Ok(row.is_none_or(|(licence,)| licence == licence_id))
}

/// A key that was taken for a request and did not pass is free again, unless it was issued before.
pub(in crate::licences) async fn put_back(w: &mut Write, key: &str, request_id: &str) -> Result<()> {
    let sql = "UPDATE pool_keys SET taken_by = NULL, taken_at = NULL WHERE key_text = $1 AND taken_by = $2 AND rule_id IS NOT NULL \
               AND NOT EXISTS (SELECT 1 FROM issued_keys i WHERE i.digest = $3)";
    q(sql).bind(key).bind(request_id).bind(digest(key)).run(&mut w.tx).await?;
    Ok(())
}

/// Which licence a key was issued for that is not this one; none: nobody else has it.
pub(super) async fn other_licence(on: &mut impl AsConn, key: &str, licence_id: &str) -> Result<Option<Id>> {
    let sql = "SELECT licence_id FROM issued_keys WHERE digest = $1 AND licence_id <> $2 LIMIT 1";
    let row: Option<(Id,)> = q(sql).bind(digest(key)).bind(licence_id).maybe(on).await?;
    Ok(row.map(|r| r.0))
}

/// How many keys of a rule are left, counted up to the level at which somebody is told.
pub(super) async fn left(on: &mut impl AsConn, rule_id: &str) -> Result<i64> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT id FROM pool_keys WHERE rule_id = $1 AND taken_at IS NULL LIMIT $2) f";
    Ok(q(sql).bind(rule_id).bind(POOL_LOW).one::<(i64,)>(on).await?.0)
}

/// When a pool was filled last.
pub(super) async fn filled_at(on: &mut impl AsConn, rule_id: &str) -> Result<Millis> {
    let row: (Option<Millis>,) = q("SELECT MAX(added_at) FROM pool_keys WHERE rule_id = $1").bind(rule_id).one(on).await?;
    Ok(row.0.unwrap_or_default())
}

/// The keys of a rule that nobody has yet.
pub(in crate::licences) async fn all_free(on: &mut impl AsConn, rule_id: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = q("SELECT key_text FROM pool_keys WHERE rule_id = $1 AND taken_at IS NULL").bind(rule_id).all(on).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

/// A rule goes, and all of its keys have been handed out: they stay known.
pub(in crate::licences) async fn outlive(w: &mut Write, rule_id: &str) -> Result<()> {
    q("UPDATE pool_keys SET rule_id = NULL WHERE rule_id = $1").bind(rule_id).run(&mut w.tx).await?;
    Ok(())
}
