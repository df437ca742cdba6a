//! Promises: made, paused, resumed, moved, kept or broken. Nobody else writes to `promises` or to `requests.due_at`.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::rules::promised_minutes;
use eyelevel_contract::requests::{EventKind, Kind, PromiseKind, Request};

use super::timeline::event;
use super::{spine, store};
use crate::calendar;
use crate::db::q;
use crate::error::Result;
use crate::mail::Template;
use crate::write::Write;

/// Makes a promise; it runs from now. The request's row must be there and will point at it.
///
/// # Errors
/// Whatever the database says.
pub async fn make(w: &mut Write, request_id: &str, kind: Kind, promise: PromiseKind) -> Result<Millis> {
    let id = w.id();
    let due = calendar::due(w.app(), w.now, promised_minutes(kind, promise))?;
    make_as(w, &id, request_id, promise, due).await?;
    q("UPDATE requests SET promise_id = $1, due_at = $2 WHERE id = $3").bind(&id).bind(due).bind(request_id).run(&mut w.tx).await?;
    Ok(due)
}

/// A promise with an id that the request's row names already.
pub(super) async fn make_as(w: &mut Write, id: &Id, request_id: &str, promise: PromiseKind, due: Millis) -> Result<()> {
    q("INSERT INTO promises (id, request_id, kind, promised_at, first_due_at, due_at) VALUES ($1, $2, $3, $4, $5, $5)")
        .bind(id)
        .bind(request_id)
        .bind(promise.word())
        .bind(w.now)
        .bind(due)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

/// What the current promise of a request is about: `UPDATE promises SET … ` for it alone.
const CURRENT: &str = "id = (SELECT promise_id FROM requests WHERE id = $1) AND settled_at IS NULL";

/// What was owed is done: kept if it is not too late, recorded as broken if it is; a broken one stays broken.
///
/// # Errors
/// Whatever the database says.
pub async fn settle(w: &mut Write, request_id: &str) -> Result<()> {
    let request = store::any(&mut w.tx, request_id).await?;
    break_it(w, &request).await?;
    let sql = format!("UPDATE promises SET kept = COALESCE(kept, TRUE), settled_at = $2 WHERE {CURRENT}");
    q(sql).bind(request_id).bind(w.now).run(&mut w.tx).await?;
    no_date(w, request_id).await
}

/// Nothing is owed any more (the request was taken back): neither kept nor broken, unless it was late by then.
///
/// # Errors
/// Whatever the database says.
pub async fn void(w: &mut Write, request_id: &str) -> Result<()> {
    let request = store::any(&mut w.tx, request_id).await?;
    break_it(w, &request).await?;
    q(format!("UPDATE promises SET settled_at = $2 WHERE {CURRENT}")).bind(request_id).bind(w.now).run(&mut w.tx).await?;
    no_date(w, request_id).await
}

async fn no_date(w: &mut Write, request_id: &str) -> Result<()> {
    q("UPDATE requests SET due_at = NULL WHERE id = $1").bind(request_id).run(&mut w.tx).await?;
    Ok(())
}

/// The clock stands still: the remainder is kept, the date is gone. What is overdue already counts as broken before.
///
/// # Errors
/// Whatever the database says.
pub async fn pause(w: &mut Write, request: &Request) -> Result<()> {
    break_it(w, request).await?;
    let Some(due) = request.promise.as_ref().and_then(|p| p.due_at) else { return Ok(()) };
    let left = calendar::minutes_between(w.app(), w.now, due)?;
    let sql = format!("UPDATE promises SET due_at = NULL, remaining_minutes = $2 WHERE {CURRENT}");
    q(sql).bind(&request.id).bind(left).run(&mut w.tx).await?;
    no_date(w, &request.id).await
}

/// The clock goes on: the date is computed anew from the remainder.
///
/// # Errors
/// Whatever the database says.
pub async fn resume(w: &mut Write, request: &Request) -> Result<()> {
    let Some(left) = request.promise.as_ref().and_then(|p| p.remaining_minutes) else { return Ok(()) };
    let due = calendar::due(w.app(), w.now, left)?;
    let sql = format!("UPDATE promises SET due_at = $2, remaining_minutes = NULL WHERE {CURRENT}");
    q(sql).bind(&request.id).bind(due).run(&mut w.tx).await?;
    q("UPDATE requests SET due_at = $2 WHERE id = $1").bind(&request.id).bind(due).run(&mut w.tx).await?;
    Ok(())
}

/// Another date, with its reason. The first one stays.
///
/// # Errors
/// Whatever the database says.
pub async fn move_to(w: &mut Write, request_id: &str, due: Millis, reason: &str) -> Result<()> {
    let sql = format!("UPDATE promises SET due_at = $2, moved_reason = $3 WHERE {CURRENT}");
    q(sql).bind(request_id).bind(due).bind(reason).run(&mut w.tx).await?;
    q("UPDATE requests SET due_at = $2 WHERE id = $1").bind(request_id).bind(due).run(&mut w.tx).await?;
    Ok(())
}

/// Records for ever that a promise was not kept, and tells both sides. Does nothing to one that is settled or was broken before.
///
/// # Errors
/// Whatever the database says.
pub async fn break_it(w: &mut Write, request: &Request) -> Result<bool> {
    let sql = format!("UPDATE promises SET kept = $2 WHERE {CURRENT} AND kept IS NULL AND due_at < $3");
    if q(sql).bind(&request.id).bind(false).bind(w.now).run(&mut w.tx).await? == 0 {
        return Ok(false);
    }
    // The portal notices it, not whoever happens to act now.
    let actor = w.actor.take();
    let entry = event(w, &request.id, EventKind::PromiseBroken, None, None).await?;
    w.audit("promise.broken", "request", &request.id).await?;
    w.actor = actor;
    for person in [&request.requester.id, &request.owner.id] {
        spine::tell(w, person, Template::PromiseBroken, &entry, &request.id).await?;
    }
    Ok(true)
}
