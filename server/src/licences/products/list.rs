use axum::extract::State;
use eyelevel_contract::licences::Product;
use eyelevel_contract::page::Page;
use serde::Deserialize;

use super::store;
use crate::app::App;
use crate::cursor;
use crate::error::Result;
use crate::extract::{Caller, Query};

/// Search and place in the list of products.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ProductsQuery {
    /// Finds products whose name or code holds this, or an edition's.
    #[serde(default)]
    q: String,
    /// What the page before answered as `next`.
    cursor: Option<String>,
    /// Rows, at most 1000.
    limit: Option<i64>,
}

/// Products by name.
#[utoipa::path(get, path = "/api/v1/products", tag = "products", params(ProductsQuery),
    responses((status = 200, body = Page<Product>), (status = 400), (status = 401)))]
pub(super) async fn list(State(app): State<App>, _caller: Caller, Query(query): Query<ProductsQuery>) -> Result<axum::Json<Page<Product>>> {
    let limit = cursor::limit(query.limit);
    let after: Option<(String, String)> = cursor::decode(query.cursor.as_deref())?;
    let products = store::products(&mut app.db.read().await?, query.q.trim(), after, limit + 1).await?;
    Ok(axum::Json(cursor::page(products, limit, |p| (p.name.clone(), p.id.clone()))?))
}
