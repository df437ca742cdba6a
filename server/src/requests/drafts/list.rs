use axum::extract::State;
use eyelevel_contract::drafts::Draft;
use eyelevel_contract::page::Page;
use serde::Deserialize;

use super::store;
use crate::app::App;
use crate::cursor;
use crate::error::Result;
use crate::extract::{Caller, Query};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DraftsQuery {
    cursor: Option<String>,
    limit: Option<i64>,
}

/// The caller's own drafts, the last changed first.
#[utoipa::path(get, path = "/api/v1/drafts", tag = "drafts", params(DraftsQuery),
    responses((status = 200, body = Page<Draft>), (status = 400), (status = 401)))]
pub(super) async fn list(State(app): State<App>, caller: Caller, Query(query): Query<DraftsQuery>) -> Result<axum::Json<Page<Draft>>> {
    let limit = cursor::limit(query.limit);
    let before = cursor::decode(query.cursor.as_deref())?;
    let drafts = store::of(&mut app.db.read().await?, caller.id(), before, limit + 1).await?;
    Ok(axum::Json(cursor::page(drafts, limit, |d| (d.updated_at, d.id.clone()))?))
}
