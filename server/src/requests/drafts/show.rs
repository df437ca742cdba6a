use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::drafts::Draft;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, versioned};

/// One of the caller's drafts.
#[utoipa::path(get, path = "/api/v1/drafts/{id}", tag = "drafts", params(("id" = String, Path)),
    responses((status = 200, body = Draft), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let draft = store::one(&mut app.db.read().await?, caller.id(), &id).await?;
    Ok(versioned(draft.version, &draft))
}
