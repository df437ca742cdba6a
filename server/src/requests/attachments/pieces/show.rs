use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::attachments::Upload;
use eyelevel_contract::requests::rules::Refusal;

use super::super::Home;
use super::super::store;
use super::{headers, own};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::requests::store as requests;

/// How far a file is (tus `HEAD`; with a body by `GET`). It is its sender's alone.
#[utoipa::path(get, path = "/api/v1/uploads/{id}", tag = "attachments", params(("id" = String, Path)),
    responses((status = 200, body = Upload), (status = 401), (status = 404)))]
pub(super) async fn get(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let shown = own(&mut app.db.read().await?, caller.id(), &id).await?.shown();
    Ok((headers(&shown), axum::Json(shown)).into_response())
}

/// Calls a file off (tus *termination*), as long as it is not complete: then it is an attachment.
#[utoipa::path(delete, path = "/api/v1/uploads/{id}", tag = "attachments", params(("id" = String, Path)),
    responses((status = 204), (status = 401), (status = 404), (status = 409)))]
pub(super) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    let open = own(&mut w.tx, caller.id(), &id).await?;
    if let (true, Home::Request(request)) = (open.complete, &open.home) {
        return Err(Error::Refused(Refusal::Not(requests::visible(&mut w.tx, &caller.actor, request).await?.state)));
    }
    store::delete(&mut w, &open.id).await?;
    w.commit().await?;
    Ok((StatusCode::NO_CONTENT, headers(&open.shown())).into_response())
}
