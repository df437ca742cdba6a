//! Promises: made, paused, resumed, moved, kept or broken. Nobody else writes to `promises` or to `requests.due_at`.

use std::sync::Arc;

use eyelevel_contract::calendars::last_quarter;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::{EventKind, Kind, PromiseKind, Request};

use super::timeline::event;
use super::{escalations, spine, store};
use crate::calendars::{self, Counted, Promised};
use crate::db::q;
use crate::error::Result;
use crate::mail::Template;
use crate::write::Write;

/// Makes a promise; it runs from now. The request's row must be there and will point at it.
///
/// # Errors
/// Whatever the database says.
pub async fn make(w: &mut Write, request_id: &str, kind: Kind, promise: PromiseKind) -> Result<Millis> {
    let app = w.app().clone();
    let promised = calendars::of_request(&app, &mut w.tx, w.now, request_id, kind, promise).await?;
    run_from_now(w, request_id, promise, promised).await?;
    Ok(promised.due_at)
}

/// Makes a promise for an instant that somebody has named; it runs from now.
///
/// # Errors
/// Whatever the database says.
pub async fn make_until(w: &mut Write, request_id: &str, promise: PromiseKind, due: Millis) -> Result<()> {
    let promised = hours(w).await?.until(w.now, due)?;
    run_from_now(w, request_id, promise, promised).await
}

async fn run_from_now(w: &mut Write, request_id: &str, promise: PromiseKind, promised: Promised) -> Result<()> {
    let (id, due) = (w.id(), promised.due_at);
    make_as(w, &id, request_id, promise, promised).await?;
    q("UPDATE requests SET promise_id = $1, due_at = $2 WHERE id = $3").bind(&id).bind(due).bind(request_id).run(&mut w.tx).await?;
    Ok(())
}

/// A promise with an id that the request's row names already.
pub(super) async fn make_as(w: &mut Write, id: &Id, request_id: &str, promise: PromiseKind, promised: Promised) -> Result<()> {
    let sql = "INSERT INTO promises (id, request_id, kind, promised_at, first_due_at, due_at, minutes, warn_at, policy_version, calendar_version) \
               VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)";
    q(sql)
        .bind(id)
        .bind(request_id)
        .bind(promise.word())
        .bind(w.now)
        .bind(promised.due_at)
        .bind(promised.minutes)
        .bind(promised.warn_at)
        .bind(promised.policy_version)
        .bind(promised.calendar_version)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

async fn hours(w: &mut Write) -> Result<Arc<Counted>> {
    let app = w.app().clone();
    calendars::hours(&app, &mut w.tx).await
}

/// A request's two clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// What is owed on the request itself: a decision, that it is on its way, the answer to a wish.
    Request,
    /// The answer that is owed to what the partner wrote.
    Reply,
}

impl Clock {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Request, Self::Reply];

    /// The column of `requests` that names its promise.
    #[must_use]
    pub const fn column(self) -> &'static str {
        match self {
            Self::Request => "promise_id",
            Self::Reply => "reply_id",
        }
    }

    /// The column of `requests` that has its date.
    pub(super) const fn due_column(self) -> &'static str {
        match self {
            Self::Request => "due_at",
            Self::Reply => "reply_due_at",
        }
    }

    /// The other one.
    const fn other(self) -> Self {
        match self {
            Self::Request => Self::Reply,
            Self::Reply => Self::Request,
        }
    }

    /// The running promise of a request alone, for `UPDATE promises SET …`.
    fn current(self) -> String {
        format!("id = (SELECT {} FROM requests WHERE id = $1) AND settled_at IS NULL", self.column())
    }

    /// What an entry of the timeline says of it, where it is not the request's own.
    const fn word(self) -> Option<&'static str> {
        match self {
            Self::Request => None,
            Self::Reply => Some(PromiseKind::Answer.word()),
        }
    }

    /// Whether this clock's date has passed, and what was promised is still owed.
    fn is_broken(self, request: &Request) -> bool {
        match self {
            Self::Request => request.promise.as_ref().is_some_and(|promise| promise.kept == Some(false) && promise.settled_at.is_none()),
            Self::Reply => request.reply.as_ref().is_some_and(|reply| reply.late),
        }
    }
}

/// What was owed is done: kept if it is not too late, recorded as broken if it is; a broken one stays broken.
///
/// # Errors
/// Whatever the database says.
pub async fn settle(w: &mut Write, request_id: &str) -> Result<()> {
    over(w, request_id, Clock::Request, true).await
}

/// Nothing is owed any more (the request was taken back): neither kept nor broken, unless it was late by then.
///
/// # Errors
/// Whatever the database says.
pub async fn void(w: &mut Write, request_id: &str) -> Result<()> {
    over(w, request_id, Clock::Request, false).await
}

/// One of the clocks is over: what was owed is done, or nothing is owed any more. If the other one is late and nobody above the owner has it any
/// more, somebody does from now on.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn over(w: &mut Write, request_id: &str, clock: Clock, done: bool) -> Result<()> {
    let request = store::any(&mut w.tx, request_id).await?;
    if clock == Clock::Reply && request.reply.is_none() {
        return Ok(());
    }
    break_it(w, &request, clock).await?;
    let kept = if done { "kept = COALESCE(kept, TRUE), " } else { "" };
    let sql = format!("UPDATE promises SET {kept}settled_at = $2 WHERE {}", clock.current());
    q(sql).bind(request_id).bind(w.now).run(&mut w.tx).await?;
    escalations::end(w, request_id, clock).await?;
    match clock {
        Clock::Request => no_date(w, request_id).await?,
        Clock::Reply => {
            q("UPDATE requests SET reply_id = NULL, reply_due_at = NULL WHERE id = $1").bind(request_id).run(&mut w.tx).await?;
        }
    }
    if clock.other().is_broken(&request) && request.escalated.is_some() {
        let request = store::any(&mut w.tx, request_id).await?;
        after_broken(w, &request, clock.other()).await?;
    }
    Ok(())
}

async fn no_date(w: &mut Write, request_id: &str) -> Result<()> {
    q("UPDATE requests SET due_at = NULL WHERE id = $1").bind(request_id).run(&mut w.tx).await?;
    Ok(())
}

/// The ladder begins. It is the portal's: nobody has escalated.
async fn after_broken(w: &mut Write, request: &Request, clock: Clock) -> Result<()> {
    let actor = w.actor.take();
    escalations::after_broken_promise(w, request, clock).await?;
    w.actor = actor;
    Ok(())
}

/// The clock stands still: the remainder is kept, the date is gone. What is overdue already counts as broken before, and climbs.
///
/// # Errors
/// Whatever the database says.
pub async fn pause(w: &mut Write, request: &Request) -> Result<()> {
    break_and_escalate(w, request, Clock::Request).await?;
    let Some(due) = request.promise.as_ref().and_then(|p| p.due_at) else { return Ok(()) };
    let left = hours(w).await?.minutes_between(w.now, due);
    let sql = format!("UPDATE promises SET due_at = NULL, warn_at = NULL, remaining_minutes = $2 WHERE {}", Clock::Request.current());
    q(sql).bind(&request.id).bind(left).run(&mut w.tx).await?;
    no_date(w, &request.id).await
}

/// The clock goes on: the date is computed anew from the remainder.
///
/// # Errors
/// Whatever the database says.
pub async fn resume(w: &mut Write, request: &Request) -> Result<()> {
    let Some(left) = request.promise.as_ref().and_then(|p| p.remaining_minutes) else { return Ok(()) };
    let hours = hours(w).await?;
    let due = hours.due(w.now, left)?;
    let sql = format!("SELECT minutes FROM promises WHERE {}", Clock::Request.current());
    let minutes: Option<(Option<i64>,)> = q(sql).bind(&request.id).maybe(&mut w.tx).await?;
    let warn = match minutes.and_then(|(minutes,)| minutes) {
        Some(minutes) => Some(hours.due(w.now, left - last_quarter(minutes))?),
        None => None,
    };
    let current = Clock::Request.current();
    let sql = format!("UPDATE promises SET due_at = $2, warn_at = $3, calendar_version = $4, remaining_minutes = NULL WHERE {current}");
    q(sql).bind(&request.id).bind(due).bind(warn).bind(hours.version).run(&mut w.tx).await?;
    q("UPDATE requests SET due_at = $2 WHERE id = $1").bind(&request.id).bind(due).run(&mut w.tx).await?;
    Ok(())
}

/// What the job does with a promise whose date has passed and that is still owed: [`break_it`], and the ladder begins. So does whoever
/// comes before the job and goes on owing it: who stops the clock, or names another date.
///
/// # Errors
/// Whatever the database says.
pub async fn break_and_escalate(w: &mut Write, request: &Request, clock: Clock) -> Result<bool> {
    let broken = break_it(w, request, clock).await?;
    if broken {
        after_broken(w, request, clock).await?;
    }
    Ok(broken)
}

/// Another date for one of the clocks, with its reason. The first one stays.
///
/// # Errors
/// Whatever the database says.
pub async fn move_to(w: &mut Write, request_id: &str, clock: Clock, due: Millis, reason: &str) -> Result<()> {
    let hours = hours(w).await?;
    // The new date is a promise of its own: three quarters of the time until then.
    let Promised { minutes, warn_at: warn, .. } = hours.until(w.now, due)?;
    let current = clock.current();
    let sql = format!(
        "UPDATE promises SET due_at = $2, moved_reason = $3, minutes = $4, warn_at = $5, warned_at = NULL, calendar_version = $6 WHERE {current}"
    );
    q(sql).bind(request_id).bind(due).bind(reason).bind(minutes).bind(warn).bind(hours.version).run(&mut w.tx).await?;
    let sql = format!("UPDATE requests SET {} = $2 WHERE id = $1", clock.due_column());
    q(sql).bind(request_id).bind(due).run(&mut w.tx).await?;
    Ok(())
}

/// Moves one of the clocks, as both sides read it: the entry of the timeline, and what the trail says of it.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn move_and_tell(
    w: &mut Write,
    request_id: &str,
    clock: Clock,
    (before, due): (Option<Millis>, Millis),
    reason: &str,
) -> Result<Id> {
    move_to(w, request_id, clock, due, reason).await?;
    let value = [due.to_string()].into_iter().chain(clock.word().map(str::to_owned)).collect::<Vec<_>>().join(" ");
    let entry = event(w, request_id, EventKind::PromiseMoved, Some(reason), Some(&value)).await?;
    let dates = (before.map(|before| before.to_string()), Some(due.to_string()));
    w.audit_change("promise.moved", ("request", request_id), clock.due_column(), dates).await?;
    Ok(entry)
}

/// Fewer minutes for a clock that stands still, with the reason: as many count for its warning, too.
pub(super) async fn shorten(w: &mut Write, request_id: &str, minutes: i64, reason: &str) -> Result<()> {
    let current = Clock::Request.current();
    let sql = format!("UPDATE promises SET remaining_minutes = $2, minutes = $2, moved_reason = $3 WHERE {current} AND due_at IS NULL");
    q(sql).bind(request_id).bind(minutes).bind(reason).run(&mut w.tx).await?;
    Ok(())
}

/// Records for ever that a promise was not kept, and tells both sides. Does nothing to one that is settled or was broken before.
///
/// # Errors
/// Whatever the database says.
async fn break_it(w: &mut Write, request: &Request, clock: Clock) -> Result<bool> {
    let sql = format!("UPDATE promises SET kept = $2 WHERE {} AND kept IS NULL AND due_at < $3", clock.current());
    if q(sql).bind(&request.id).bind(false).bind(w.now).run(&mut w.tx).await? == 0 {
        return Ok(false);
    }
    // The portal notices it, not whoever happens to act now.
    let actor = w.actor.take();
    let entry = event(w, &request.id, EventKind::PromiseBroken, None, clock.word()).await?;
    w.audit("promise.broken", "request", &request.id).await?;
    w.actor = actor;
    for person in [&request.requester.id, &request.owner.id] {
        spine::tell_of(w, clock, person, Template::PromiseBroken, &entry, &request.id).await?;
    }
    Ok(true)
}

/// Three quarters of a promise's time are used: noted once for each date, told to the owner. Does nothing to one that is over, late or warned of.
///
/// # Errors
/// Whatever the database says.
pub async fn warn(w: &mut Write, request: &Request, clock: Clock) -> Result<bool> {
    let current = clock.current();
    let sql = format!(
        "UPDATE promises SET warned_at = $2 WHERE {current} AND warned_at IS NULL AND kept IS NULL AND warn_at <= $2 AND due_at > $2"
    );
    if q(sql).bind(&request.id).bind(w.now).run(&mut w.tx).await? == 0 {
        return Ok(false);
    }
    let due = match clock {
        Clock::Request => request.promise.as_ref().and_then(|promise| promise.due_at),
        Clock::Reply => request.reply.as_ref().map(|reply| reply.due_at),
    };
    let due = due.unwrap_or(w.now);
    let entry = event(w, &request.id, EventKind::PromiseWarned, None, Some(&due.to_string())).await?;
    w.audit("promise.warned", "request", &request.id).await?;
    spine::tell_of(w, clock, &request.owner.id, Template::PromiseWarned, &entry, &request.id).await?;
    Ok(true)
}
