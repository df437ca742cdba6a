use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::{EditKnownIssue, KnownIssue, rules};
use eyelevel_contract::validate::Fault;

use super::{add::checked, publish, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};

/// Changes a known issue (support, leads, admins). Once it is published, everybody sees the change, and its version says that there was one;
/// whom it touches and who was not told yet is told at once, in the same write. Nobody is told twice.
#[utoipa::path(put, path = "/api/v1/known-issues/{id}", tag = "known issues", request_body = EditKnownIssue,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is edited")),
    responses((status = 200, body = KnownIssue), (status = 401), (status = 403), (status = 404), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(issue): Json<EditKnownIssue>,
) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    let before = store::issue(&mut w.tx, &caller.actor, &id).await?;
    rules::can_report(&caller.actor)?;
    let issue = checked(&mut w, &issue).await?;
    let batch = before.batch.as_ref().map(|of| (&of.item_id, &of.batch));
    if batch != issue.item_id.as_ref().map(|item| (item, &issue.batch)) {
        return Err(Error::field("batch", Fault::NotOffered));
    }
    if before.published_at.is_some() && before.batch.is_none() && !before.is_of(&issue.product_id) {
        // Those who were told would be told of something else.
        return Err(Error::field("product_id", Fault::NotOffered));
    }
    if !store::update(&mut w, &id, version, &issue).await? {
        return Err(Error::ChangedMeanwhile);
    }
    w.audit("known_issue.edited", "known_issue", &id).await?;
    let issue = store::issue(&mut w.tx, &caller.actor, &id).await?;
    if issue.published_at.is_some() {
        publish::tell(&mut w, &issue).await?;
    }
    w.commit().await?;
    Ok(versioned(issue.version, &issue))
}
