use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::rules::can_note_contact;
use eyelevel_contract::licences::{ContactOutcome, Licence, validate_outcome};
use eyelevel_contract::requests::EventKind;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::requests::{spine, timeline};

/// What came of a call or a session, written down by either side; the other side is told.
#[utoipa::path(post, path = "/api/v1/licences/{id}/contact", tag = "licences", params(("id" = String, Path)), request_body = ContactOutcome,
    responses((status = 200, body = Licence), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<ContactOutcome>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return super::again(&app, &caller, answer, Some(&id)).await,
    };
    let request = store::locked(&mut w, &caller.actor, &id).await?;
    can_note_contact(&caller.actor, &request)?;
    let outcome = validate_outcome(&submission.body)?.outcome;
    store::set_outcome(&mut w, &id, &outcome).await?;
    let entry = timeline::event(&mut w, &id, EventKind::Contacted, Some(&outcome), None).await?;
    w.audit("request.contacted", "request", &id).await?;
    let other = if caller.actor.is_vendor() { &request.requester.id } else { &request.owner.id };
    spine::tell(&mut w, other, Template::Message, &entry, &id).await?;
    super::answer_with(w, &caller, submission, &id).await
}
