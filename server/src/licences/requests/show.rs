use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::Licence;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, versioned};

/// A request for a key, whole: what was asked, the keys with their proofs, what was stopped, recipients and consents.
#[utoipa::path(get, path = "/api/v1/licences/{id}", tag = "licences", params(("id" = String, Path)),
    responses((status = 200, body = Licence), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let licence = store::licence(&app, &mut app.db.read().await?, &caller, &id).await?;
    Ok(versioned(licence.page.request.version, &licence))
}
