use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{MovePromise, REASON_MAX, Request};
use eyelevel_contract::validate::{Fault, Faults};

use super::{promises, spine};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::write::Write;

/// A promise is not moved further than this: a year.
const FURTHEST_DAYS: i64 = 366;

/// Moves the promised date, with a reason. The first date stays visible.
#[utoipa::path(post, path = "/api/v1/requests/{id}/promise", tag = "requests", params(("id" = String, Path)), request_body = MovePromise,
    responses((status = 200, body = Request), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<MovePromise>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    move_promise(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Moves it. What was overdue before is broken all the same, and climbs.
///
/// # Errors
/// What [`can`] refuses; the faults by field.
pub async fn move_promise(w: &mut Write, caller: &Caller, id: &str, body: &MovePromise) -> Result<()> {
    let request = spine::locked(w, &caller.actor, id).await?;
    can(&caller.actor, Action::MovePromise, &request)?;
    let mut faults = Faults::new();
    let reason = faults.text("reason", &body.reason, REASON_MAX);
    if body.due_at <= w.now {
        faults.add("due_at", Fault::InThePast);
    } else if body.due_at - w.now > FURTHEST_DAYS * 24 * 3_600_000 {
        faults.add("due_at", Fault::TooFar(FURTHEST_DAYS));
    }
    faults.or(())?;
    promises::break_and_escalate(w, &request, promises::Clock::Request).await?;
    let before = request.promise.as_ref().and_then(|promise| promise.due_at);
    let entry = promises::move_and_tell(w, id, promises::Clock::Request, (before, body.due_at), &reason).await?;
    spine::tell(w, &request.requester.id, Template::Moved, &entry, id).await
}
