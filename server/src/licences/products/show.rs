use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::Product;

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, versioned};

/// One product.
#[utoipa::path(get, path = "/api/v1/products/{id}", tag = "products", params(("id" = String, Path)),
    responses((status = 200, body = Product), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, _caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let product = store::product(&mut app.db.read().await?, &id).await?;
    Ok(versioned(product.version, &product))
}
