use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::KnownIssue;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, versioned};

/// One known issue; before it is published, the vendor's alone.
#[utoipa::path(get, path = "/api/v1/known-issues/{id}", tag = "known issues", params(("id" = String, Path)),
    responses((status = 200, body = KnownIssue), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let issue = store::issue(&mut app.db.read().await?, &caller.actor, &id).await?;
    Ok(versioned(issue.version, &issue))
}
