use axum::extract::{Path, State};
use axum::http::StatusCode;
use eyelevel_contract::requests::rules::Refusal;

use super::download::seen;
use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::requests::store as requests;

/// Takes a file out of a draft. What was submitted stays.
#[utoipa::path(delete, path = "/api/v1/attachments/{id}", tag = "attachments", params(("id" = String, Path)),
    responses((status = 204), (status = 401), (status = 404), (status = 409)))]
pub(super) async fn remove(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode> {
    let mut w = caller.write(&app).await?;
    let row = seen(&mut w.tx, &caller.actor, &id).await?;
    if let Some(request) = &row.request_id {
        let request = requests::visible(&mut w.tx, &caller.actor, request).await?;
        return Err(Error::Refused(Refusal::Not(request.state)));
    }
    store::delete(&mut w, &id).await?;
    w.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
