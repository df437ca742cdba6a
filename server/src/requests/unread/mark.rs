use axum::extract::{Path, State};
use axum::http::StatusCode;
use eyelevel_contract::requests::unread::SeenUpTo;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Json};

/// The caller has seen a request, up to an entry of its timeline. For them alone: it is no change of the request, and nobody else is told.
#[utoipa::path(post, path = "/api/v1/requests/{id}/read", tag = "requests", params(("id" = String, Path)), request_body = SeenUpTo,
    responses((status = 204), (status = 400), (status = 401), (status = 404)))]
pub(super) async fn read(State(app): State<App>, caller: Caller, Path(id): Path<String>, Json(body): Json<SeenUpTo>) -> Result<StatusCode> {
    // Mostly nothing has happened since: then nothing is written.
    let known = store::is_seen(&mut app.db.read().await?, &caller.actor, &id, body.until.as_deref()).await?;
    if !known {
        let mut w = caller.write(&app).await?;
        store::seen(&mut w, &caller.actor, &id, body.until.as_deref()).await?;
        w.commit().await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The caller would like to see a request as unread until they open it again.
#[utoipa::path(post, path = "/api/v1/requests/{id}/unread", tag = "requests", params(("id" = String, Path)),
    responses((status = 204), (status = 401), (status = 404)))]
pub(super) async fn unread(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let mut w = caller.write(&app).await?;
    store::unread(&mut w, &caller.actor, &id).await?;
    w.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
