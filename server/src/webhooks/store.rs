//! All SQL of webhooks, but for sending.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::Kind;
use eyelevel_contract::webhooks::{KEPT, PING, Sending, SendingFault, SendingState, SentRequest, Topic, Webhook, WebhookState};

use super::sign::Secrets;
use crate::db::{AsConn, Filter, q};
use crate::error::{Error, Result};
use crate::requests::store::word;
use crate::write::Write;

const HEAD: &str = "SELECT h.id, h.url, h.topics, h.state, h.state_at, h.delivered_at, h.failed_at, h.old_until, h.created_at, h.version, \
     (SELECT CAST(COUNT(*) AS BIGINT) FROM webhook_deliveries d WHERE d.webhook_id = h.id AND d.state = 'waiting') AS waiting FROM webhooks h";

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    url: String,
    topics: String,
    state: String,
    state_at: Millis,
    delivered_at: Option<Millis>,
    failed_at: Option<Millis>,
    old_until: Option<Millis>,
    created_at: Millis,
    version: i64,
    waiting: i64,
}

fn webhook_of(row: Row, now: Millis) -> Result<Webhook> {
    Ok(Webhook {
        topics: serde_json::from_str(&row.topics)?,
        state: word(WebhookState::from_word, &row.state)?,
        id: row.id,
        url: row.url,
        state_at: row.state_at,
        waiting: row.waiting,
        delivered_at: row.delivered_at,
        failed_at: row.failed_at,
        old_secret_until: row.old_until.filter(|until| *until > now),
        created_at: row.created_at,
        version: row.version,
    })
}

/// Those of an organisation, the oldest first.
pub(super) async fn of(on: &mut impl AsConn, organisation_id: &str, now: Millis) -> Result<Vec<Webhook>> {
    let sql = format!("{HEAD} WHERE h.organisation_id = $1 AND h.state <> 'removed' ORDER BY h.created_at, h.id");
    let rows: Vec<Row> = q(sql).bind(organisation_id).all(on).await?;
    rows.into_iter().map(|row| webhook_of(row, now)).collect()
}

/// One of an organisation's.
pub(super) async fn one(on: &mut impl AsConn, organisation_id: &str, id: &str, now: Millis) -> Result<Webhook> {
    let sql = format!("{HEAD} WHERE h.id = $1 AND h.organisation_id = $2 AND h.state <> 'removed'");
    let row: Option<Row> = q(sql).bind(id).bind(organisation_id).maybe(on).await?;
    webhook_of(row.ok_or(Error::NotFound)?, now)
}

/// How the secrets of one are kept.
pub(super) async fn secrets(on: &mut impl AsConn, id: &str) -> Result<Secrets> {
    Ok(q("SELECT sealed, old_sealed, old_until FROM webhooks WHERE id = $1").bind(id).one(on).await?)
}

pub(super) async fn add(w: &mut Write, id: &str, organisation_id: &str, (url, topics): (&str, &[Topic]), sealed: &str) -> Result<()> {
    let sql = "INSERT INTO webhooks (id, organisation_id, url, topics, state, state_at, sealed, created_by, created_at) \
               VALUES ($1, $2, $3, $4, 'active', $5, $6, $7, $5)";
    q(sql)
        .bind(id)
        .bind(organisation_id)
        .bind(url)
        .bind(serde_json::to_string(topics)?)
        .bind(w.now)
        .bind(sealed)
        .bind(w.actor.clone())
        .run(&mut w.tx)
        .await?;
    Ok(())
}

/// Changes one that still has that version.
pub(super) async fn edit(w: &mut Write, (id, version): (&str, i64), url: &str, topics: &[Topic], state: WebhookState) -> Result<()> {
    let sql = "UPDATE webhooks SET url = $1, topics = $2, state_at = CASE WHEN state = $3 THEN state_at ELSE $4 END, state = $3, \
               quiet_until = 0, version = version + 1 WHERE id = $5 AND version = $6 AND state <> 'removed'";
    let edited =
        q(sql).bind(url).bind(serde_json::to_string(topics)?).bind(state.word()).bind(w.now).bind(id).bind(version).run(&mut w.tx).await?;
    if edited == 0 { Err(Error::ChangedMeanwhile) } else { Ok(()) }
}

/// What waits is tried at once.
pub(super) async fn hurry(w: &mut Write, id: &str) -> Result<()> {
    q("UPDATE webhook_deliveries SET next_at = $2 WHERE webhook_id = $1 AND state = 'waiting' AND next_at > $2")
        .bind(id)
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

/// Another secret; the one that it had signs beside it until then.
pub(super) async fn replace_secret(w: &mut Write, id: &str, sealed: &str, old_until: Millis) -> Result<()> {
    let sql = "UPDATE webhooks SET old_sealed = sealed, old_until = $1, sealed = $2, version = version + 1 WHERE id = $3";
    q(sql).bind(old_until).bind(sealed).bind(id).run(&mut w.tx).await?;
    Ok(())
}

/// Removes one with its log.
pub(super) async fn remove(w: &mut Write, id: &str) -> Result<()> {
    let sql = "UPDATE webhooks SET state = 'removed', state_at = $1, url = '', sealed = '', old_sealed = NULL, old_until = NULL, \
               version = version + 1 WHERE id = $2";
    q(sql).bind(w.now).bind(id).run(&mut w.tx).await?;
    q("DELETE FROM webhook_deliveries WHERE webhook_id = $1").bind(id).run(&mut w.tx).await?;
    Ok(())
}

/// A webhook that is told what happens.
pub(super) struct Listening {
    pub(super) id: Id,
    pub(super) organisation_id: Id,
    pub(super) vendor: bool,
    pub(super) topics: Vec<Topic>,
}

/// All of them; one that is paused is told, too, and what it is told waits.
pub(super) async fn listening(on: &mut impl AsConn) -> Result<Vec<Listening>> {
    let sql = "SELECT h.id, h.organisation_id, o.kind = 'vendor', h.topics FROM webhooks h JOIN organisations o ON o.id = h.organisation_id \
               WHERE h.state <> 'removed' ORDER BY h.id";
    let rows: Vec<(Id, Id, bool, String)> = q(sql).all(on).await?;
    let read = |(id, organisation_id, vendor, topics): (Id, Id, bool, String)| {
        Ok(Listening { id, organisation_id, vendor, topics: serde_json::from_str(&topics)? })
    };
    rows.into_iter().map(read).collect()
}

/// The place behind all that is sent of a request to a webhook: `$1` and `$2`. Whoever writes has the request, so nobody takes it twice.
const LAST: &str = "(SELECT COALESCE(MAX(e.place), 0) + 1 FROM webhook_deliveries e WHERE e.webhook_id = $1 AND e.request_id = $2)";

/// Something to be sent, behind what was said of the request before.
pub(super) async fn insert(w: &mut Write, webhook_id: &str, request_id: Option<&str>, event: &str, body: &str) -> Result<Id> {
    let id = w.id();
    let sql = format!(
        "INSERT INTO webhook_deliveries (webhook_id, request_id, place, id, event, body, state, created_at, next_at) \
         VALUES ($1, $2, {LAST}, $3, $4, $5, 'waiting', $6, $6)"
    );
    q(sql).bind(webhook_id).bind(request_id).bind(&id).bind(event).bind(body).bind(w.now).run(&mut w.tx).await?;
    Ok(id)
}

/// How many pings were sent since an instant.
pub(super) async fn pings(on: &mut impl AsConn, webhook_id: &str, since: Millis) -> Result<i64> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM webhook_deliveries WHERE webhook_id = $1 AND event = $2 AND created_at > $3";
    let (n,): (i64,) = q(sql).bind(webhook_id).bind(PING).bind(since).one(on).await?;
    Ok(n)
}

/// Sends one again, behind what waits of the same request; one that waits, at once.
pub(super) async fn replay(w: &mut Write, webhook_id: &str, id: &str) -> Result<()> {
    let found: Option<(Option<Id>, String)> = q("SELECT request_id, state FROM webhook_deliveries WHERE id = $1 AND webhook_id = $2")
        .bind(id)
        .bind(webhook_id)
        .maybe(&mut w.tx)
        .await?;
    let (request_id, state) = found.ok_or(Error::NotFound)?;
    if state == SendingState::Waiting.word() {
        q("UPDATE webhook_deliveries SET next_at = $1 WHERE id = $2 AND state = 'waiting'").bind(w.now).bind(id).run(&mut w.tx).await?;
        return Ok(());
    }
    let sql = format!(
        "UPDATE webhook_deliveries SET state = 'waiting', place = {LAST}, attempts = 0, first_at = NULL, next_at = $3, leased_until = 0 \
         WHERE id = $4 AND state <> 'waiting'"
    );
    q(sql).bind(webhook_id).bind(request_id).bind(w.now).bind(id).run(&mut w.tx).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Sent {
    id: Id,
    event: String,
    request_id: Option<Id>,
    kind: Option<String>,
    number: Option<String>,
    state: String,
    created_at: Millis,
    attempts: i64,
    last_at: Option<Millis>,
    last_code: Option<i64>,
    last_fault: Option<String>,
    last_duration: Option<i64>,
    next_at: Millis,
}

const LOG: &str = "SELECT d.id, d.event, d.request_id, r.kind, r.number, d.state, d.created_at, d.attempts, d.last_at, d.last_code, d.last_fault, \
     d.last_duration, d.next_at FROM webhook_deliveries d LEFT JOIN requests r ON r.id = d.request_id";

fn sending_of(row: Sent) -> Result<Sending> {
    let state = word(SendingState::from_word, &row.state)?;
    let request = match (row.request_id, row.kind, row.number) {
        (Some(id), Some(kind), Some(number)) => Some(SentRequest { id, kind: word(Kind::from_word, &kind)?, number }),
        _ => None,
    };
    Ok(Sending {
        request,
        state,
        fault: row.last_fault.map(|fault| word(SendingFault::from_word, &fault)).transpose()?,
        id: row.id,
        event: row.event,
        created_at: row.created_at,
        attempts: row.attempts,
        last_at: row.last_at,
        code: row.last_code,
        duration: row.last_duration,
        next_at: (state == SendingState::Waiting).then_some(row.next_at),
    })
}

/// The log, the newest first.
pub(super) async fn log(
    on: &mut impl AsConn,
    webhook_id: &str,
    state: Option<SendingState>,
    before: Option<(Millis, Id)>,
    limit: i64,
) -> Result<Vec<Sending>> {
    let mut filter = Filter::new();
    filter.and("d.webhook_id = ?", webhook_id);
    if let Some(state) = state {
        filter.and("d.state = ?", state.word());
    }
    if let Some(place) = before {
        filter.and("(d.created_at, d.id) < (?, ?)", place);
    }
    let rows: Vec<Sent> = filter.query(LOG, "ORDER BY d.created_at DESC, d.id DESC LIMIT ?", limit).all(on).await?;
    rows.into_iter().map(sending_of).collect()
}

/// One row of it.
pub(super) async fn sending(on: &mut impl AsConn, webhook_id: &str, id: &str) -> Result<Sending> {
    let row: Option<Sent> = q(format!("{LOG} WHERE d.id = $1 AND d.webhook_id = $2")).bind(id).bind(webhook_id).maybe(on).await?;
    sending_of(row.ok_or(Error::NotFound)?)
}

/// Throws away what is older than the log is kept, and secrets that sign no more.
///
/// # Errors
/// Whatever the database says.
pub async fn forget(w: &mut Write) -> Result<usize> {
    q("UPDATE webhooks SET old_sealed = NULL, old_until = NULL WHERE old_until <= $1").bind(w.now).run(&mut w.tx).await?;
    let sql = "DELETE FROM webhook_deliveries WHERE created_at < $1 AND (state <> 'waiting' OR leased_until <= $2)";
    let gone = q(sql).bind(w.now - KEPT).bind(w.now).run(&mut w.tx).await?;
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
}
