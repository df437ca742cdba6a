use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{EditProduct, Product, paths, rules, validate_product};
use eyelevel_contract::validate::Fault;

use super::store;
use crate::app::App;
use crate::db::violated;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::people;
use crate::write::Write;

/// Adds a product (admins).
#[utoipa::path(post, path = "/api/v1/products", tag = "products", request_body = EditProduct,
    responses((status = 201, body = Product), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<EditProduct>) -> Result<Response> {
    rules::can_keep_products(&caller.actor)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let id = add(&mut w, &submission.body).await?;
    let product = store::product(&mut w.tx, &id).await?;
    submission.created(w, &caller, &paths::product(&id), &product).await
}

/// Adds a product.
///
/// # Errors
/// The faults by field.
pub async fn add(w: &mut Write, product: &EditProduct) -> Result<Id> {
    let product = validate_product(product, None)?;
    owner(w, &product).await?;
    let id = w.id();
    let free = |error: sqlx::Error| {
        if violated(&error).is_some_and(|name| name == "products_code_key") { Error::field("code", Fault::Taken) } else { error.into() }
    };
    store::insert(w, &id, &product).await.map_err(free)?;
    store::keep_parts(w, &id, &product, None).await?;
    w.audit("product.added", "product", &id).await?;
    Ok(id)
}

/// Whoever answers for a product works for the vendor.
pub(super) async fn owner(w: &mut Write, product: &EditProduct) -> Result<()> {
    if let Some(owner) = &product.owner_id
        && !people::store::is_vendors(&mut w.tx, owner).await?
    {
        return Err(Error::field("owner_id", Fault::Unknown));
    }
    Ok(())
}
