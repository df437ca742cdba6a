use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;

/// Revokes an API token of the caller's: the next request by it is refused.
#[utoipa::path(delete, path = "/api/v1/me/tokens/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let mut w = caller.write(&app).await?;
    store::delete(&mut w, caller.id(), &id).await?;
    w.audit("token.revoked", "token", &id).await?;
    w.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
