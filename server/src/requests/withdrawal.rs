use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{EventKind, REASON_MAX, Request, State as At, WithReason};
use eyelevel_contract::validate::Faults;

use super::{promises, spine, timeline};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::write::Write;

/// The partner takes the request back; why may be said, but need not.
#[utoipa::path(post, path = "/api/v1/requests/{id}/withdrawal", tag = "requests", params(("id" = String, Path)), request_body = WithReason,
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
    withdraw(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Takes it back: nothing is owed any more, and what was set aside is free again.
///
/// # Errors
/// What [`can`] refuses; the fault of the text.
pub async fn withdraw(w: &mut Write, caller: &Caller, id: &str, body: &WithReason) -> Result<()> {
    let request = spine::locked(w, &caller.actor, id).await?;
    can(&caller.actor, Action::Withdraw, &request)?;
    let mut faults = Faults::new();
    let reason = faults.optional_text("reason", &body.reason, REASON_MAX);
    faults.or(())?;
    let kind = w.app().kind(request.kind);
    kind.withdraw(w, &request).await?;
    promises::void(w, id).await?;
    promises::over(w, id, promises::Clock::Reply, false).await?;
    spine::set_state(w, id, At::Withdrawn).await?;
    let entry = timeline::event(w, id, EventKind::Withdrawn, reason.as_deref(), None).await?;
    w.audit("request.withdrawn", "request", id).await?;
    spine::tell(w, &request.owner.id, Template::PartnerActed, &entry, id).await
}
