use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::escalations::{to_level, validate_escalation};
use eyelevel_contract::requests::{Escalate, EventKind, Level, PromiseKind, Request};

use super::store;
use crate::app::App;
use crate::calendars;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::people::store::person_ref;
use crate::requests::promises::Clock;
use crate::requests::{answer_with, owners, spine, timeline};
use crate::write::Write;

/// The partner takes it to the next level: a named person, who answers by a date of their own. Each level once for a promise.
#[utoipa::path(post, path = "/api/v1/requests/{id}/escalations", tag = "requests", params(("id" = String, Path)), request_body = Escalate,
    responses((status = 200, body = Request), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<Escalate>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let request = spine::locked(&mut w, &caller.actor, &id).await?;
    let clock = store::clock_of(&mut w.tx, &request).await?;
    let level = to_level(&caller.actor, &request, &store::reached(&mut w.tx, &id, clock).await?)?;
    let reason = validate_escalation(&submission.body)?;
    raise(&mut w, &request, clock, level, Some(&reason)).await?;
    answer_with(w, &caller, submission, &id).await
}

/// A promise was not kept: the lowest level has it now, unless somebody above the owner has it already.
///
/// # Errors
/// Whatever the database says.
pub(in crate::requests) async fn after_broken_promise(w: &mut Write, request: &Request, clock: Clock) -> Result<()> {
    if request.escalated.is_none() && store::reached(&mut w.tx, &request.id, clock).await?.is_empty() {
        raise(w, request, clock, Level::Lead, None).await?;
    }
    Ok(())
}

/// Takes a request to a level, or to the one above where nobody stands there. Who gets it, the owner and the requester are told.
pub(super) async fn raise(w: &mut Write, request: &Request, clock: Clock, level: Level, reason: Option<&str>) -> Result<()> {
    let (level, person) = who(w, request, clock, level).await?;
    let app = w.app().clone();
    let promised = calendars::of_request(&app, &mut w.tx, w.now, &request.id, request.kind, PromiseKind::Answer).await?;
    store::insert(w, (&request.id, clock), level, &person, promised.due_at, reason).await?;
    let name = person_ref(&mut w.tx, &person).await?.name;
    let value = format!("{} {name}", level.word());
    let entry = timeline::event(w, &request.id, EventKind::Escalated, reason, Some(&value)).await?;
    w.audit("request.escalated", "request", &request.id).await?;
    let note = promised.due_at.to_string();
    spine::tell_with(w, &person, Template::Escalated, &entry, &request.id, Some(&note)).await?;
    for other in [&request.requester.id, &request.owner.id] {
        if *other != person && w.actor.as_ref() != Some(other) {
            spine::tell_with(w, other, Template::EscalationNews, &entry, &request.id, Some(&note)).await?;
        }
    }
    Ok(())
}

/// Somebody who stands there and does not have it yet; else somebody above; else whoever stands at the top.
async fn who(w: &mut Write, request: &Request, clock: Clock, level: Level) -> Result<(Level, Id)> {
    let asked = store::asked(&mut w.tx, request, clock).await?;
    let mut at = Some(level);
    while let Some(level) = at {
        if let Some(person) = owners::at_level(w, level, &asked).await? {
            return Ok((level, person));
        }
        at = level.above();
    }
    let top = owners::at_level(w, Level::Management, &[]).await?;
    Ok((Level::Management, top.unwrap_or_else(|| request.owner.id.clone())))
}
