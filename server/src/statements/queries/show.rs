use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::statements::StatementQuery;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, versioned};

/// A query, whole.
#[utoipa::path(get, path = "/api/v1/statements/queries/{id}", tag = "statements", params(("id" = String, Path)),
    responses((status = 200, body = StatementQuery), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let query = store::query(&app, &mut app.db.read().await?, &caller.actor, &id).await?;
    Ok(versioned(query.page.request.version, &query))
}
