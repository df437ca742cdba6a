//! The one place where a recipient's status changes: what is reported is written down, and the status is the fold over it.

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::rules::may_follow;
use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::deliveries::{Source, Status};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::validate::Fault;

use super::recipients::{self, Row};
use super::standing::{self, Standing};
use crate::db::q;
use crate::error::{Error, Result};
use crate::requests::{spine, store, timeline};
use crate::write::Write;

/// Something that is reported of a delivery to a recipient.
pub struct Event<'a> {
    pub status: Status,
    pub source: Source,
    /// When it happened, as whoever says so has it, but not later than now; none: now.
    pub at: Option<Millis>,
    /// Which sending it is about; none: the last one.
    pub round: Option<i64>,
    /// Names it where it comes from: told twice, it is one.
    pub key: Option<&'a str>,
    /// Where it was sent.
    pub address: Option<&'a str>,
    /// A class of reasons, in a word.
    pub reason: Option<&'a str>,
    /// Why, or what is wrong, for people.
    pub note: Option<&'a str>,
    /// More than the note, for the timeline alone.
    pub told: Option<&'a str>,
    /// Another date of arrival, if it is known.
    pub arrives_on: Option<Date>,
}

impl Event<'_> {
    /// A status, now, of the last sending, and nothing to say about it.
    #[must_use]
    pub const fn new(status: Status, source: Source) -> Self {
        Self { status, source, at: None, round: None, key: None, address: None, reason: None, note: None, told: None, arrives_on: None }
    }
}

/// What came of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub request_id: Id,
    pub before: Status,
    pub now: Status,
    /// The timeline's entry, where the status has changed.
    pub entry: Option<Id>,
    /// It was known already: nothing was written.
    pub known: bool,
}

/// Writes an event down, whenever it comes and whatever it says, and folds. What can't follow stays in the history and changes nothing.
///
/// # Errors
/// `NotFound` if there is no such recipient.
pub async fn record(w: &mut Write, recipient_id: &str, event: Event<'_>) -> Result<Recorded> {
    let row = locked(w, recipient_id).await?;
    let at = event.at.map(|at| at.min(w.now));
    write_down(w, row, Event { at, ..event }).await
}

/// The recipient, once nobody else can change them.
async fn locked(w: &mut Write, recipient_id: &str) -> Result<Row> {
    let request_id = recipients::request_of(&mut w.tx, recipient_id).await?;
    spine::lock(w, &request_id).await?;
    recipients::row(&mut w.tx, recipient_id).await
}

async fn write_down(w: &mut Write, row: Row, event: Event<'_>) -> Result<Recorded> {
    let (request_id, before) = (row.request_id.clone(), row.status()?);
    if !insert(w, &row, &event).await? {
        return Ok(Recorded { request_id, before, now: before, entry: None, known: true });
    }
    let standing = standing::of(&mut w.tx, &row).await?;
    settle(w, &row, &standing).await?;
    let now = standing.status;
    // What was said again (a second attempt, another problem) is told again.
    let told = now != before || event.status == now && event.source != Source::Carrier && event.source != Source::MailServer;
    let entry = if told { Some(entry(w, &row, now, event.told.or(event.note)).await?) } else { None };
    // Another recipient in their place is no parcel that has turned up.
    if now.is_undelivered() != before.is_undelivered() && now != Status::Superseded {
        let kind = store::any(&mut w.tx, &request_id).await?.kind;
        let goods = w.app().goods(kind);
        goods.undelivered(w, &request_id, now.is_undelivered()).await?;
    }
    if now == Status::Confirmed && before != now && all_confirmed(w, &request_id).await? {
        let request = store::any(&mut w.tx, &request_id).await?;
        let goods = w.app().goods(request.kind);
        goods.all_confirmed(w, &request_id).await?;
    }
    Ok(Recorded { request_id, before, now, entry, known: false })
}

/// As [`record`], for what somebody says now: it must be able to follow. Answers the timeline's entry; none if the recipient had confirmed already and
/// confirms again.
///
/// # Errors
/// A fault at `status` if it can't follow the present one.
pub async fn set(w: &mut Write, recipient_id: &str, event: Event<'_>) -> Result<Option<Id>> {
    let row = locked(w, recipient_id).await?;
    let before = row.status()?;
    if before == Status::Confirmed && event.status == Status::Confirmed {
        return Ok(None);
    }
    let wanted = event.status;
    let not_offered = || Error::field("status", Fault::NotOffered);
    if !may_follow(before, wanted) {
        return Err(not_offered());
    }
    // It is said after all that was reported: of two things at one instant, this is the later one.
    let sql = "SELECT MAX(at) FROM recipient_history WHERE recipient_id = $1 AND round = $2";
    let (last,): (Option<Millis>,) = q(sql).bind(&row.id).bind(row.round).one(&mut w.tx).await?;
    let at = last.map_or(w.now, |last| w.now.max(last + 1));
    let recorded = write_down(w, row, Event { at: Some(at), ..event }).await?;
    if recorded.now == wanted { Ok(recorded.entry) } else { Err(not_offered()) }
}

/// The next sending to the same recipient: their way begins anew; what became of the last one stands in the history. Answers its
/// number. The request must be locked.
pub(super) async fn begin(w: &mut Write, recipient_id: &str) -> Result<i64> {
    q("UPDATE recipients SET round = round + 1 WHERE id = $1").bind(recipient_id).run(&mut w.tx).await?;
    let row = recipients::row(&mut w.tx, recipient_id).await?;
    let now = standing::of(&mut w.tx, &row).await?.status;
    q("UPDATE recipients SET status = $1 WHERE id = $2").bind(now.word()).bind(recipient_id).run(&mut w.tx).await?;
    Ok(row.round)
}

async fn insert(w: &mut Write, row: &Row, event: &Event<'_>) -> Result<bool> {
    let sql = "INSERT INTO recipient_history (id, recipient_id, at, received_at, status, source, round, address, reason, note, event_key, \
               arrives_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (event_key) DO NOTHING";
    let inserted = q(sql)
        .bind(w.id())
        .bind(&row.id)
        .bind(event.at.unwrap_or(w.now))
        .bind(w.now)
        .bind(event.status.word())
        .bind(event.source.word())
        .bind(event.round.unwrap_or(row.round))
        .bind(event.address)
        .bind(event.reason)
        .bind(event.note)
        .bind(event.key)
        .bind(event.arrives_on)
        .run(&mut w.tx)
        .await?;
    Ok(inserted == 1)
}

async fn settle(w: &mut Write, row: &Row, now: &Standing) -> Result<()> {
    q("UPDATE recipients SET status = $1 WHERE id = $2").bind(now.status.word()).bind(&row.id).run(&mut w.tx).await?;
    // What is done, nobody waits for any more: a mail that was taken late is not under way. A parcel of which something was said is looked at.
    let sql = "UPDATE deliveries SET ended = ($1 OR carrier = 'mail' AND EXISTS (SELECT 1 FROM requests r WHERE r.id = request_id \
               AND r.state = 'closed')), arrives_on = COALESCE($2, arrives_on), first_arrives_on = COALESCE(first_arrives_on, $2), \
               told_on = COALESCE(told_on, first_arrives_on, $2), cause = $3, late_cause = $4, moved_at = $5, \
               look_at = CASE WHEN carrier = 'mail' THEN NULL ELSE $6 END WHERE recipient_id = $7";
    q(sql)
        .bind(now.status.is_over())
        .bind(now.arrives_on.as_deref())
        .bind(now.cause.map(Cause::word))
        .bind(now.late_cause.map(Cause::word))
        .bind(now.moved_at)
        .bind(w.now)
        .bind(&row.id)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

async fn entry(w: &mut Write, row: &Row, now: Status, note: Option<&str>) -> Result<Id> {
    let name = row.name.as_str();
    let (kind, text, value) = match now {
        Status::Sent | Status::Accepted => (EventKind::Shipped, None, name),
        Status::Confirmed => (EventKind::Received, note, name),
        Status::Problem => (EventKind::Problem, note, name),
        status => (EventKind::Status, Some(name), status.word()),
    };
    timeline::event(w, &row.request_id, kind, text, Some(value)).await
}

/// Whether everybody to whom something was sent has confirmed, and nothing is still to be sent.
async fn all_confirmed(w: &mut Write, request_id: &str) -> Result<bool> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM deliveries d JOIN recipients p ON p.id = d.recipient_id \
               WHERE d.request_id = $1 AND p.status NOT IN ('confirmed', 'superseded')";
    let (open,): (i64,) = q(sql).bind(request_id).one(&mut w.tx).await?;
    let request = store::any(&mut w.tx, request_id).await?;
    Ok(open == 0 && request.state == eyelevel_contract::requests::State::Shipped)
}
