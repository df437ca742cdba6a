use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::views::{EditView, SavedView, validate};

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};

/// Gives a view of the caller's another name, or other filters.
#[utoipa::path(put, path = "/api/v1/me/views/{id}", tag = "requests", params(("id" = String, Path)), request_body = EditView,
    responses((status = 200, body = SavedView), (status = 400), (status = 401), (status = 404), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn put(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(edit): Json<EditView>,
) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    let all = store::held(&mut w, caller.id()).await?;
    if !all.iter().any(|view| view.id == id) {
        return Err(Error::NotFound);
    }
    let (name, query) = validate(&edit, Some(&id), &all)?;
    let view = SavedView { id, name, query: query.to_query(), version: version + 1 };
    store::update(&mut w, &view, version).await?;
    w.commit().await?;
    Ok(versioned(view.version, &view))
}
