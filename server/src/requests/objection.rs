use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{EventKind, REASON_MAX, Request, State as At, WithReason};
use eyelevel_contract::validate::Faults;

use super::{promises, spine, timeline};
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::write::Write;

/// The partner objects, once: it was answered already. The clock goes on; both the question and the objection stay on record.
#[utoipa::path(post, path = "/api/v1/requests/{id}/objection", tag = "requests", params(("id" = String, Path)), request_body = WithReason,
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
    object(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Objects. Where it was answered may be said, but need not.
///
/// # Errors
/// What [`can`] refuses; the fault of the text.
pub async fn object(w: &mut Write, caller: &Caller, id: &str, body: &WithReason) -> Result<()> {
    let request = spine::locked(w, &caller.actor, id).await?;
    can(&caller.actor, Action::Object, &request)?;
    let mut faults = Faults::new();
    let reason = faults.optional_text("reason", &body.reason, REASON_MAX);
    faults.or(())?;
    promises::resume(w, &request).await?;
    spine::set_state(w, id, At::Submitted).await?;
    q("UPDATE requests SET objected = $1 WHERE id = $2").bind(true).bind(id).run(&mut w.tx).await?;
    let entry = timeline::event(w, id, EventKind::Objected, reason.as_deref(), None).await?;
    w.audit("request.objected", "request", id).await?;
    spine::tell(w, &request.owner.id, Template::Answered, &entry, id).await
}
