//! The one place where a recipient's status changes.

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::Status;
use eyelevel_contract::deliveries::rules::may_follow;
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::validate::Fault;

use super::recipients;
use crate::db::q;
use crate::error::{Error, Result};
use crate::requests::{spine, store, timeline};
use crate::write::Write;

/// A change of a recipient's status.
pub struct Change<'a> {
    pub status: Status,
    /// Why, or what is wrong.
    pub note: Option<&'a str>,
    /// Another date of arrival, if it is known.
    pub arrives_on: Option<Date>,
    /// By mail, the next thing goes to the same recipient: their way begins anew, whatever became of the last one.
    pub again: bool,
}

impl Change<'_> {
    /// A status, and nothing to say about it.
    #[must_use]
    pub const fn to(status: Status) -> Self {
        Self { status, note: None, arrives_on: None, again: false }
    }
}

/// Changes a recipient's status: history, timeline, and what follows once all have confirmed. Answers the timeline's entry; none if the
/// recipient had confirmed already and confirms again.
///
/// # Errors
/// A fault at `status` if it can't follow the present one.
pub async fn set(w: &mut Write, recipient_id: &str, change: Change<'_>) -> Result<Option<Id>> {
    let request_id = recipients::row(&mut w.tx, recipient_id).await?.request_id;
    spine::lock(w, &request_id).await?;
    // Read again, now that nobody else can change it.
    let row = recipients::row(&mut w.tx, recipient_id).await?;
    let before = row.status()?;
    if before == Status::Confirmed && change.status == Status::Confirmed {
        return Ok(None);
    }
    if !change.again && !may_follow(before, change.status) {
        return Err(Error::field("status", Fault::NotOffered));
    }
    q("UPDATE recipients SET status = $1 WHERE id = $2").bind(change.status.word()).bind(recipient_id).run(&mut w.tx).await?;
    let id = w.id();
    q("INSERT INTO recipient_history (id, recipient_id, at, status, note) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(recipient_id)
        .bind(w.now)
        .bind(change.status.word())
        .bind(change.note)
        .run(&mut w.tx)
        .await?;
    let ended = matches!(change.status, Status::Confirmed | Status::Returned | Status::Lost);
    // What is done, nobody waits for any more: a mail that was taken late is not under way.
    let sql = "UPDATE deliveries SET ended = ($1 OR carrier = 'mail' AND EXISTS (SELECT 1 FROM requests r WHERE r.id = request_id \
               AND r.state = 'closed')), arrives_on = COALESCE($2, arrives_on), first_arrives_on = COALESCE(first_arrives_on, $2) \
               WHERE recipient_id = $3";
    q(sql).bind(ended).bind(change.arrives_on).bind(recipient_id).run(&mut w.tx).await?;
    let entry = entry(w, &request_id, &row.name, &change).await?;
    if change.status == Status::Confirmed && all_confirmed(w, &request_id).await? {
        let request = store::any(&mut w.tx, &request_id).await?;
        let goods = w.app().goods(request.kind);
        goods.all_confirmed(w, &request_id).await?;
    }
    Ok(Some(entry))
}

async fn entry(w: &mut Write, request_id: &str, name: &str, change: &Change<'_>) -> Result<Id> {
    let (kind, text, value) = match change.status {
        Status::Sent => (EventKind::Shipped, None, name),
        Status::Confirmed => (EventKind::Received, change.note, name),
        Status::Problem => (EventKind::Problem, change.note, name),
        status => (EventKind::Status, Some(name), status.word()),
    };
    timeline::event(w, request_id, kind, text, Some(value)).await
}

/// Whether everybody to whom something was sent has confirmed, and nothing is still to be sent.
async fn all_confirmed(w: &mut Write, request_id: &str) -> Result<bool> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM deliveries d JOIN recipients p ON p.id = d.recipient_id \
               WHERE d.request_id = $1 AND p.status <> 'confirmed'";
    let (open,): (i64,) = q(sql).bind(request_id).one(&mut w.tx).await?;
    let request = store::any(&mut w.tx, request_id).await?;
    Ok(open == 0 && request.state == eyelevel_contract::requests::State::Shipped)
}
