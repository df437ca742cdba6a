use axum::extract::State;
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::views::SavedView;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;

/// The caller's saved views, by name.
#[utoipa::path(get, path = "/api/v1/me/views", tag = "requests", responses((status = 200, body = Page<SavedView>), (status = 401)))]
pub(super) async fn get(State(app): State<App>, caller: Caller) -> Result<axum::Json<Page<SavedView>>> {
    Ok(axum::Json(Page { items: store::of(&mut app.db.read().await?, caller.id()).await?, next: None }))
}
