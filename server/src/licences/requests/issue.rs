use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::Licence;
use eyelevel_contract::licences::rules::can_issue_for;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Nothing, Submission};
use crate::licences::issuing;

/// The issuer is asked once more: after a stopped key, when what was wrong with it is mended.
#[utoipa::path(post, path = "/api/v1/licences/{id}/issue", tag = "licences", params(("id" = String, Path)),
    responses((status = 200, body = Licence), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return super::again(&app, &caller, answer, Some(&id)).await,
    };
    let request = store::locked(&mut w, &caller.actor, &id).await?;
    can_issue_for(&caller.actor, &request)?;
    w.audit("key.asked_for", "request", &id).await?;
    issuing::begin(&mut w, &id).await?;
    super::answer_with(w, &caller, submission, &id).await
}
