use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::Item;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, versioned};

/// One item.
#[utoipa::path(get, path = "/api/v1/demo-kits/catalogue/{id}", tag = "demo kits", params(("id" = String, Path)),
    responses((status = 200, body = Item), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let item = store::item(&mut app.db.read().await?, &caller.actor, &id).await?;
    Ok(versioned(item.version, &item))
}
