use axum::Json;
use axum::extract::State;
use eyelevel_contract::guide::{Facts, Guide, can_see_guide, guide};

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;

/// What an installation still needs for its first request, step by step (admins).
#[utoipa::path(get, path = "/api/v1/guide", tag = "guide",
    responses((status = 200, body = Guide), (status = 401), (status = 403)))]
pub(super) async fn show(State(app): State<App>, caller: Caller) -> Result<Json<Guide>> {
    can_see_guide(&caller.actor)?;
    let there = store::facts(&mut app.db.read().await?).await?;
    Ok(Json(guide(&Facts { mail: !app.config.smtp_url.is_empty(), ..there })))
}
