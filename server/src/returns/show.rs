use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::returns::Return;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Language, versioned};

/// A return, whole.
#[utoipa::path(get, path = "/api/v1/returns/{id}", tag = "returns", params(("id" = String, Path)),
    responses((status = 200, body = Return), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Language(lang): Language, Path(id): Path<String>) -> Result<Response> {
    let thing = store::one(&app, &mut app.db.read().await?, &caller.actor, lang, &id).await?;
    Ok(versioned(thing.page.request.version, &thing))
}
