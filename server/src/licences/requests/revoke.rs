use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::rules::can_revoke;
use eyelevel_contract::licences::{Licence, Revoke, validate_revocation};
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::requests::rules::Refusal;
use eyelevel_contract::validate::Fault;

use super::{keys, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::requests::{spine, timeline};
use crate::write::Write;

/// Takes a key back, with the reason; the requester is told. What was signed stays signed: only who asks the server learns of it.
#[utoipa::path(post, path = "/api/v1/licences/{id}/revocation", tag = "licences", params(("id" = String, Path)), request_body = Revoke,
    responses((status = 200, body = Licence), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<Revoke>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return super::again(&app, &caller, answer, Some(&id)).await,
    };
    revoke(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Takes it back.
///
/// # Errors
/// The missing right; the faults by field.
pub async fn revoke(w: &mut Write, caller: &Caller, id: &str, body: &Revoke) -> Result<()> {
    let request = store::locked(w, &caller.actor, id).await?;
    can_revoke(&caller.actor)?;
    let body = validate_revocation(body)?;
    match keys::of_request(&mut w.tx, id, &body.key_id).await {
        Err(Error::NotFound) => return Err(Error::field("key_id", Fault::Unknown)),
        found => found?,
    };
    if !keys::revoke(w, &body.key_id, &body.reason).await? {
        return Err(Error::Refused(Refusal::OnceOnly));
    }
    w.audit("key.revoked", "key", &body.key_id).await?;
    let entry = timeline::event(w, id, EventKind::KeyRevoked, Some(&body.reason), None).await?;
    spine::tell(w, &request.requester.id, Template::KeyRevoked, &entry, id).await
}
