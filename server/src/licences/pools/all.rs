use axum::extract::State;
use eyelevel_contract::licences::{Pool, rules::can_keep_products};

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;

/// How many ready-made keys are left, of all rules of all products (admins).
#[utoipa::path(get, path = "/api/v1/pools", tag = "products", responses((status = 200, body = Pool), (status = 401), (status = 403)))]
pub(super) async fn all(State(app): State<App>, caller: Caller) -> Result<axum::Json<Pool>> {
    can_keep_products(&caller.actor)?;
    Ok(axum::Json(Pool { rules: store::levels(&mut app.db.read().await?, None).await? }))
}
