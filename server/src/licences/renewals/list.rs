use axum::extract::State;
use eyelevel_contract::licences::Renewal;
use eyelevel_contract::page::Page;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;

/// So many are shown; older ones are found by their requests.
const SHOWN: i64 = 50;

/// The caller's renewals, the newest first, without their lines.
#[utoipa::path(get, path = "/api/v1/renewals", tag = "licences", responses((status = 200, body = Page<Renewal>), (status = 401)))]
pub(super) async fn list(State(app): State<App>, caller: Caller) -> Result<axum::Json<Page<Renewal>>> {
    let items = store::of(&mut app.db.read().await?, caller.id(), SHOWN).await?;
    Ok(axum::Json(Page { items, next: None }))
}
