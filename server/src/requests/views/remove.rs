use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;

/// Removes a view of the caller's. What it showed stays where it is.
#[utoipa::path(delete, path = "/api/v1/me/views/{id}", tag = "requests", params(("id" = String, Path)),
    responses((status = 204), (status = 401), (status = 404)))]
pub(super) async fn remove(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let mut w = caller.write(&app).await?;
    store::delete(&mut w, caller.id(), &id).await?;
    w.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
