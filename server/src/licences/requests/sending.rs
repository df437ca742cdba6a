use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::rules::can_issue_for;
use eyelevel_contract::licences::{Licence, SendKey};
use eyelevel_contract::validate::Fault;

use super::hand_made::{each_once, may_go};
use super::{keys, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::licences::issuing;

/// Sends a key that has passed once more: to who did not get it, or lost it. To anybody who is not pinned it goes only if the requester has
/// agreed.
#[utoipa::path(post, path = "/api/v1/licences/{id}/sending", tag = "licences", params(("id" = String, Path)), request_body = SendKey,
    responses((status = 200, body = Licence), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<SendKey>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return super::again(&app, &caller, answer, Some(&id)).await,
    };
    let request = store::locked(&mut w, &caller.actor, &id).await?;
    can_issue_for(&caller.actor, &request)?;
    let body = &submission.body;
    let key = keys::issued(&mut w.tx, &id, true).await?.into_iter().find(|key| key.id == body.key_id);
    let key = key.filter(|key| key.revoked_at.is_none()).ok_or_else(|| Error::field("key_id", Fault::Unknown))?;
    if body.recipient_ids.is_empty() {
        return Err(Error::field("recipient_ids", Fault::Required));
    }
    let to = each_once(&body.recipient_ids);
    may_go(&mut w, &caller, &id, &to, &key.sent_to).await?;
    let job = issuing::job(&mut w.tx, &id).await?;
    issuing::send_again(&mut w, &job, &key.id, key.key.as_deref().unwrap_or_default(), caller.id(), &to).await?;
    super::answer_with(w, &caller, submission, &id).await
}
