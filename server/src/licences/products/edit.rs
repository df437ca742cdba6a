use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::{EditProduct, Product, rules, validate_product};

use super::{add::owner, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};

/// Changes a product (admins). Its code and its editions' codes stand in keys, and stay.
#[utoipa::path(put, path = "/api/v1/products/{id}", tag = "products", request_body = EditProduct,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is edited")),
    responses((status = 200, body = Product), (status = 401), (status = 403), (status = 404), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(product): Json<EditProduct>,
) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    let before = store::product(&mut w.tx, &id).await?;
    rules::can_keep_products(&caller.actor)?;
    if before.version != version {
        // What the form holds is compared with what is there: only with what it was made of.
        return Err(Error::ChangedMeanwhile);
    }
    let product = validate_product(&product, Some(&before))?;
    owner(&mut w, &product).await?;
    if !store::update(&mut w, &id, version, &product).await? {
        return Err(Error::ChangedMeanwhile);
    }
    store::keep_parts(&mut w, &id, &product, Some(&before)).await?;
    w.audit("product.edited", "product", &id).await?;
    let product = store::product(&mut w.tx, &id).await?;
    w.commit().await?;
    Ok(versioned(product.version, &product))
}
