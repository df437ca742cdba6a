use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::{EditProduct, Issuer, KeyPattern, Product, rules, validate_product};
use eyelevel_contract::validate::{Fault, Faults};

use super::{add::owner, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};
use crate::licences::pools;
use crate::write::Write;

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
    keys_stay_usable(&mut w, &before, &product).await?;
    store::keep_parts(&mut w, &id, &product, Some(&before)).await?;
    let product = store::product(&mut w.tx, &id).await?;
    w.audit_edit("product.edited", "product", &id, &before, &product).await?;
    w.commit().await?;
    Ok(versioned(product.version, &product))
}

/// No key in a pool is forgotten: its rule stays, keeps its issuer, and says of no key that it looks otherwise.
async fn keys_stay_usable(w: &mut Write, before: &Product, product: &EditProduct) -> Result<()> {
    let mut faults = Faults::new();
    for (i, rule) in before.rules.iter().enumerate().filter(|(_, rule)| rule.issuer == Issuer::Pool) {
        let kept = product.rules.iter().position(|edit| edit.id.as_ref() == Some(&rule.id));
        let edit = kept.map(|at| &product.rules[at]);
        let pattern = edit.and_then(|edit| KeyPattern::parse(&edit.pattern).ok());
        if edit.is_some_and(|edit| edit.issuer == Issuer::Pool) && pattern == rule.pattern {
            continue;
        }
        let keys = pools::store::all_free(&mut w.tx, &rule.id).await?;
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let unlike = keys.iter().filter(|key| pattern.as_ref().is_none_or(|pattern| !pattern.fits(key))).count();
        match (kept, edit) {
            _ if keys.is_empty() => {}
            (Some(at), Some(edit)) if edit.issuer != Issuer::Pool => {
                faults.add(format!("rules.{at}.issuer"), Fault::KeysLeft(count(keys.len())));
            }
            (Some(at), _) if unlike > 0 => faults.add(format!("rules.{at}.pattern"), Fault::KeysUnlike(count(unlike))),
            (Some(_), _) => {}
            // Where it stood.
            (None, _) => faults.add(format!("rules.{i}"), Fault::KeysLeft(count(keys.len()))),
        }
    }
    Ok(faults.or(())?)
}
