use axum::extract::State;
use eyelevel_contract::page::Page;
use eyelevel_contract::statements::{FileRow, rules};
use serde::Deserialize;

use super::store;
use crate::app::App;
use crate::cursor;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query};

/// Place in the list of files.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FilesQuery {
    /// What the page before answered as `next`.
    cursor: Option<String>,
    /// Rows, at most 1000.
    limit: Option<i64>,
}

/// Files that were read, the newest first, and those of the folder that could not be (ledger, auditors).
#[utoipa::path(get, path = "/api/v1/statements/files", tag = "statements", params(FilesQuery),
    responses((status = 200, body = Page<FileRow>), (status = 400), (status = 401), (status = 403)))]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<FilesQuery>,
) -> Result<axum::Json<Page<FileRow>>> {
    rules::can_see_files(&caller.actor).map_err(Error::NeedsRole)?;
    let limit = cursor::limit(query.limit);
    let before = cursor::decode(query.cursor.as_deref())?;
    let found = store::files(&mut app.db.read().await?, lang, before, limit + 1).await?;
    Ok(axum::Json(cursor::page(found, limit, |file| (file.at, file.id.clone()))?))
}
