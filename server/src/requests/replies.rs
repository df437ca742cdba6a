//! The answer that is owed to what the partner wrote: a clock of its own beside that of the request, in whatever state the request is. A message of
//! anybody of the vendor's stops it, by portal or by mail; so do a question, a decision and a level's answer. A note does not.

use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{EventKind, PromiseKind, REASON_MAX, Request, WithReason};
use eyelevel_contract::validate::Faults;

use super::promises::{self, Clock};
use super::{spine, timeline};
use crate::app::App;
use crate::calendars;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::write::Write;

/// What the partner wrote needs no answer ("thank you"). Both sides read who says so; nothing is owed then, and nothing counts as answered.
#[utoipa::path(post, path = "/api/v1/requests/{id}/no-reply", tag = "requests", params(("id" = String, Path)), request_body = WithReason,
    responses((status = 200, body = Request), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<WithReason>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let request = spine::locked(&mut w, &caller.actor, &id).await?;
    can(&caller.actor, Action::NoReply, &request)?;
    let mut faults = Faults::new();
    let reason = faults.optional_text("reason", &submission.body.reason, REASON_MAX);
    faults.or(())?;
    timeline::event(&mut w, &id, EventKind::NoReply, reason.as_deref(), None).await?;
    w.audit("request.no_reply", "request", &id).await?;
    promises::over(&mut w, &id, Clock::Reply, false).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// The partner has written: an answer is owed from now on, unless one is already; the date of the first message holds.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn owe(w: &mut Write, request: &Request) -> Result<()> {
    if request.reply.is_some() {
        return Ok(());
    }
    let app = w.app().clone();
    let promised = calendars::of_request(&app, &mut w.tx, w.now, &request.id, request.kind, PromiseKind::Answer).await?;
    let id = w.id();
    promises::make_as(w, &id, &request.id, PromiseKind::Answer, promised).await?;
    let sql = "UPDATE requests SET reply_id = $1, reply_due_at = $2 WHERE id = $3";
    q(sql).bind(&id).bind(promised.due_at).bind(&request.id).run(&mut w.tx).await?;
    Ok(())
}

/// Somebody of the vendor has answered. Nothing happens where nothing was owed.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn given(w: &mut Write, request_id: &str) -> Result<()> {
    promises::over(w, request_id, Clock::Reply, true).await
}

/// The owner is told of a message, with the date of the answer that is owed to it.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn tell_owner(w: &mut Write, request: &Request, entry: &str) -> Result<()> {
    spine::tell_of(w, Clock::Reply, &request.owner.id, Template::Message, entry, &request.id).await
}
