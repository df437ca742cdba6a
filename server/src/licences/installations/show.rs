use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::Installation;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, versioned};

/// One installation.
#[utoipa::path(get, path = "/api/v1/installations/{id}", tag = "installations", params(("id" = String, Path)),
    responses((status = 200, body = Installation), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let installation = store::installation(&mut app.db.read().await?, &caller.actor, &id).await?;
    Ok(versioned(installation.version, &installation))
}
