use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{Answer, EventKind, MESSAGE_MAX, Request, State as At};
use eyelevel_contract::validate::Faults;

use super::{promises, spine, timeline};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::write::Write;

/// The partner answers the question; the clock goes on.
#[utoipa::path(post, path = "/api/v1/requests/{id}/answer", tag = "requests", params(("id" = String, Path)), request_body = Answer,
    responses((status = 200, body = Request), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<Answer>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    answer(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Answers.
///
/// # Errors
/// What [`can`] refuses; the fault of the text.
pub async fn answer(w: &mut Write, caller: &Caller, id: &str, answer: &Answer) -> Result<()> {
    let request = spine::locked(w, &caller.actor, id).await?;
    can(&caller.actor, Action::Answer, &request)?;
    let mut faults = Faults::new();
    let text = faults.text("text", &answer.text, MESSAGE_MAX);
    faults.or(())?;
    promises::resume(w, &request).await?;
    spine::set_state(w, id, At::Submitted).await?;
    let entry = timeline::event(w, id, EventKind::Answered, Some(&text), None).await?;
    w.audit("request.answered", "request", id).await?;
    spine::tell(w, &request.owner.id, Template::Answered, &entry, id).await
}
