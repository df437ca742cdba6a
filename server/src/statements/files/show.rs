use axum::extract::{Path, State};
use eyelevel_contract::statements::{ReadFile, rules};

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language};

/// A file that was read, with all that came of it (ledger, auditors).
#[utoipa::path(get, path = "/api/v1/statements/files/{id}", tag = "statements", params(("id" = String, Path)),
    responses((status = 200, body = ReadFile), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn show(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
) -> Result<axum::Json<ReadFile>> {
    rules::can_see_files(&caller.actor).map_err(Error::NeedsRole)?;
    Ok(axum::Json(store::file(&mut app.db.read().await?, lang, &id).await?))
}
