use axum::extract::{Path, State};
use eyelevel_contract::licences::Renewal;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;

/// A renewal of the caller, as far as it is.
#[utoipa::path(get, path = "/api/v1/renewals/{id}", tag = "licences", params(("id" = String, Path)),
    responses((status = 200, body = Renewal), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<axum::Json<Renewal>> {
    Ok(axum::Json(store::renewal(&mut app.db.read().await?, caller.id(), &id).await?))
}
