use axum::extract::{Path, State};
use eyelevel_contract::licences::{Pool, rules::can_keep_products};

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::Caller;
use crate::licences::products;

/// How many of a product's ready-made keys are left, by rule (admins).
#[utoipa::path(get, path = "/api/v1/products/{id}/pool", tag = "products", params(("id" = String, Path)),
    responses((status = 200, body = Pool), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<axum::Json<Pool>> {
    let mut on = app.db.read().await?;
    products::store::product(&mut on, &id).await?;
    can_keep_products(&caller.actor)?;
    Ok(axum::Json(Pool { rules: store::levels(&mut on, Some(&id)).await? }))
}
