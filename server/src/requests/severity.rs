use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{ChangeSeverity, EventKind, PromiseKind, Request, Severity, moved_by_severity, validate_severity};

use super::promises::{self, Clock};
use super::{spine, timeline};
use crate::app::App;
use crate::calendars::{self, Promised};
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::write::Write;

/// Calls a request more or less severe, with a reason that both sides read. What becomes more severe is promised by its policy from now on, where
/// that is earlier; what becomes less severe keeps the dates that it has.
#[utoipa::path(post, path = "/api/v1/requests/{id}/severity", tag = "requests", params(("id" = String, Path)), request_body = ChangeSeverity,
    responses((status = 200, body = Request), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<ChangeSeverity>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    change(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

async fn change(w: &mut Write, caller: &Caller, id: &str, body: &ChangeSeverity) -> Result<()> {
    let request = spine::locked(w, &caller.actor, id).await?;
    can(&caller.actor, Action::ChangeSeverity, &request)?;
    let ChangeSeverity { severity, reason } = validate_severity(body, request.severity)?;
    q("UPDATE requests SET severity = $2 WHERE id = $1").bind(id).bind(severity.word()).run(&mut w.tx).await?;
    let value = [request.severity.word(), severity.word()].join(" ");
    let entry = timeline::event(w, id, EventKind::SeverityChanged, Some(&reason), Some(&value)).await?;
    let words = (Some(request.severity.word().to_owned()), Some(severity.word().to_owned()));
    w.audit_change("request.severity_changed", ("request", id), "severity", words).await?;
    if let Some(promise) = request.promise.as_ref().filter(|promise| promise.settled_at.is_none()) {
        match (promise.due_at, promise.remaining_minutes) {
            (Some(due), _) => hasten(w, &request, severity, (Clock::Request, promise.kind, due), &reason).await?,
            (None, Some(left)) => shorten(w, &request, severity, (promise.kind, left), &reason).await?,
            (None, None) => {}
        }
    }
    if let Some(reply) = &request.reply {
        hasten(w, &request, severity, (Clock::Reply, PromiseKind::Answer, reply.due_at), &reason).await?;
    }
    let (other, template) =
        if caller.actor.is_vendor() { (&request.requester.id, Template::Moved) } else { (&request.owner.id, Template::PartnerActed) };
    spine::tell(w, other, template, &entry, id).await
}

/// What the policy of that severity promises by now.
async fn by_policy(w: &mut Write, request: &Request, severity: Severity, kind: PromiseKind) -> Result<Promised> {
    let app = w.app().clone();
    calendars::of_organisation(&app, &mut w.tx, w.now, &request.partner.id, (request.kind, severity), kind).await
}

/// A clock that runs is due earlier, if the policy of its severity says so by now.
async fn hasten(
    w: &mut Write,
    request: &Request,
    severity: Severity,
    (clock, kind, due): (Clock, PromiseKind, i64),
    reason: &str,
) -> Result<()> {
    let promised = by_policy(w, request, severity, kind).await?;
    if let Some(earlier) = moved_by_severity(request.severity, severity, due, promised.due_at) {
        promises::move_and_tell(w, &request.id, clock, (Some(due), earlier), reason).await?;
    }
    Ok(())
}

/// A clock that stands still has fewer minutes left.
async fn shorten(w: &mut Write, request: &Request, severity: Severity, (kind, left): (PromiseKind, i64), reason: &str) -> Result<()> {
    let promised = by_policy(w, request, severity, kind).await?;
    let Some(fewer) = moved_by_severity(request.severity, severity, left, promised.minutes) else { return Ok(()) };
    promises::shorten(w, &request.id, fewer, reason).await?;
    w.audit_change("promise.moved", ("request", &request.id), "remaining_minutes", (Some(left.to_string()), Some(fewer.to_string()))).await
}
