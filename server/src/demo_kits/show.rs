use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::DemoKit;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Language, versioned};

/// A request for a kit, whole. Its quote is shown to who may see prices.
#[utoipa::path(get, path = "/api/v1/demo-kits/{id}", tag = "demo kits", params(("id" = String, Path)),
    responses((status = 200, body = DemoKit), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Language(lang): Language, Path(id): Path<String>) -> Result<Response> {
    let kit = store::kit(&app, &mut app.db.read().await?, &caller.actor, lang, &id).await?;
    Ok(versioned(kit.page.request.version, &kit))
}
