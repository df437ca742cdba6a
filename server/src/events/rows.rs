//! The SQL of events: written with what changed, read by their numbers, thrown away after a day.

use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::Kind;

use super::{Audience, Event, KEPT};
use crate::db::{AsConn, bulk, q};
use crate::error::{Error, Result};
use crate::write::Write;

/// So many are read at once.
const PAGE: i64 = 1000;

/// Writes down what a write has changed.
pub(crate) async fn insert(w: &mut Write, changed: &[(Id, Audience)]) -> Result<()> {
    let rows = changed.iter().map(|(request, audience)| bulk::row((w.id(), request, audience.word(), w.now))).collect();
    bulk::insert(&mut w.tx, "INSERT INTO events (id, request_id, audience, at)", "", rows).await?;
    Ok(())
}

/// The last number that was given, the last that is thrown away, and whether something has none.
///
/// # Errors
/// Whatever the database says.
pub async fn head(on: &mut impl AsConn) -> Result<(i64, i64, bool)> {
    let sql = "SELECT COALESCE((SELECT value FROM counters WHERE name = 'events'), 0), \
               COALESCE((SELECT value FROM counters WHERE name = 'events_forgotten'), 0), \
               EXISTS (SELECT 1 FROM events WHERE seq IS NULL)";
    q(sql).one(on).await.map_err(Error::from)
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    request_id: Id,
    number: String,
    kind: String,
    partner_id: Id,
    requester_id: Id,
    limited: bool,
    audience: String,
}

/// The next ones after a number, at most a thousand, whoever may see them.
///
/// # Errors
/// Whatever the database says.
pub async fn after(on: &mut impl AsConn, seq: i64) -> Result<Vec<Event>> {
    let sql = "SELECT e.seq, e.request_id, r.number, r.kind, r.partner_id, r.requester_id, r.limited, e.audience \
               FROM events e JOIN requests r ON r.id = e.request_id WHERE e.seq > $1 ORDER BY e.seq LIMIT $2";
    let rows: Vec<Row> = q(sql).bind(seq).bind(PAGE).all(on).await?;
    rows.into_iter().map(event).collect()
}

fn event(row: Row) -> Result<Event> {
    let unknown = || Error::Internal(format!("`{}` is no kind of request", row.kind));
    Ok(Event {
        kind: Kind::from_word(&row.kind).ok_or_else(unknown)?,
        seq: row.seq,
        request_id: row.request_id,
        number: row.number,
        partner_id: row.partner_id,
        requester_id: row.requester_id,
        limited: row.limited,
        vendor_only: row.audience == Audience::Vendor.word(),
    })
}

/// Throws away what nobody resumes after any more.
///
/// # Errors
/// Whatever the database says.
pub async fn forget(w: &mut Write) -> Result<usize> {
    let (last,): (Option<i64>,) = q("SELECT MAX(seq) FROM events WHERE at < $1").bind(w.now - KEPT).one(&mut w.tx).await?;
    let Some(last) = last else { return Ok(0) };
    let sql = "INSERT INTO counters (name, value) VALUES ('events_forgotten', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    q(sql).bind(last).run(&mut w.tx).await?;
    let gone = q("DELETE FROM events WHERE seq <= $1").bind(last).run(&mut w.tx).await?;
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
}
