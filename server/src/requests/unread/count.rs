use axum::extract::State;
use eyelevel_contract::requests::unread::{UNREAD_MAX, UnreadRequests};

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;

/// How many of the caller's own requests are unread: of those that they own, or asked for. Counted to 99.
#[utoipa::path(get, path = "/api/v1/me/unread-requests", tag = "requests", responses((status = 200, body = UnreadRequests), (status = 401)))]
pub(super) async fn get(State(app): State<App>, caller: Caller) -> Result<axum::Json<UnreadRequests>> {
    let count = store::count(&mut app.db.read().await?, &caller.actor, UNREAD_MAX + 1).await?;
    Ok(axum::Json(UnreadRequests { count: count.min(UNREAD_MAX), more: count > UNREAD_MAX }))
}
