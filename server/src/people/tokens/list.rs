use axum::extract::State;
use eyelevel_contract::page::Page;
use eyelevel_contract::people::tokens::ApiToken;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;

/// The caller's API tokens, the newest first; without what they are. Who has expired stays here for 30 days.
#[utoipa::path(get, path = "/api/v1/me/tokens", tag = "people", responses((status = 200, body = Page<ApiToken>), (status = 401)))]
pub(super) async fn get(State(app): State<App>, caller: Caller) -> Result<axum::Json<Page<ApiToken>>> {
    let items = store::of(&mut app.db.read().await?, caller.id(), app.clock.now()).await?;
    Ok(axum::Json(Page { items, next: None }))
}
