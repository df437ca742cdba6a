use axum::extract::{Path, State};
use axum::http::StatusCode;
use eyelevel_contract::notices::ReadUpTo;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Json};

/// The caller has seen everything up to one of their notices.
#[utoipa::path(post, path = "/api/v1/notices/read", tag = "notices", request_body = ReadUpTo,
    responses((status = 204), (status = 400), (status = 401), (status = 404)))]
pub(super) async fn up_to(State(app): State<App>, caller: Caller, Json(body): Json<ReadUpTo>) -> Result<StatusCode> {
    let mut w = caller.write(&app).await?;
    store::mark_up_to(&mut w, caller.id(), &body.until).await?;
    w.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The caller has seen one of their notices.
#[utoipa::path(post, path = "/api/v1/notices/{id}/read", tag = "notices", params(("id" = String, Path)),
    responses((status = 204), (status = 401), (status = 404)))]
pub(super) async fn one(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let mut w = caller.write(&app).await?;
    store::mark(&mut w, caller.id(), &id).await?;
    w.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
