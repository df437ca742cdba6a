use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::RequestPage;

use super::spine;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, versioned};

/// What is the same for all kinds of one request: promise, decisions, timeline, files.
#[utoipa::path(get, path = "/api/v1/requests/{id}", tag = "requests", params(("id" = String, Path)),
    responses((status = 200, body = RequestPage), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let page = spine::page(&app, &mut app.db.read().await?, &caller.actor, &id).await?;
    Ok(versioned(page.request.version, &page))
}
