use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{Ask, EventKind, REASON_MAX, Request, State as At};
use eyelevel_contract::validate::Faults;

use super::{promises, replies, spine, timeline};
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::write::Write;

/// The vendor asks what is missing. The clock stands still until the partner answers or objects.
#[utoipa::path(post, path = "/api/v1/requests/{id}/question", tag = "requests", params(("id" = String, Path)), request_body = Ask,
    responses((status = 200, body = Request), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, Path(id): Path<String>, submission: Submission<Ask>) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    ask(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Asks, and stops the clock. A question that names nothing that is missing would stop it for nothing: it is refused.
///
/// # Errors
/// What [`can`] refuses; the fault of the text.
pub async fn ask(w: &mut Write, caller: &Caller, id: &str, ask: &Ask) -> Result<()> {
    let request = spine::locked(w, &caller.actor, id).await?;
    can(&caller.actor, Action::Ask, &request)?;
    let mut faults = Faults::new();
    let missing = faults.text("missing", &ask.missing, REASON_MAX);
    faults.or(())?;
    promises::pause(w, &request).await?;
    replies::given(w, id).await?;
    spine::set_state(w, id, At::Question).await?;
    q("UPDATE requests SET question = $1 WHERE id = $2").bind(&missing).bind(id).run(&mut w.tx).await?;
    let entry = timeline::event(w, id, EventKind::Asked, Some(&missing), None).await?;
    w.audit("request.asked", "request", id).await?;
    spine::tell(w, &request.requester.id, Template::Asked, &entry, id).await
}
