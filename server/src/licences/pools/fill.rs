use axum::extract::{Path, Request, State};
use axum::response::Response;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::licences::{Import, Issuer, KeyRule, Product, paths, rules::can_keep_products};
use eyelevel_contract::validate::Fault;
use serde::Deserialize;

use super::columns::Column;
use super::plan::{self, Good, Known};
use super::store;
use crate::app::App;
use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query};
use crate::licences::products;
use crate::sheet::{self, Asked, ImportQuery, Importer, Plan, Sheet};
use crate::write::Write;

/// Keys of which rule.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FillQuery {
    /// The rule's id; may be missing where the product has one rule with a pool.
    #[serde(default)]
    rule: String,
}

/// Ready-made keys from a CSV (admins). Columns by name, in German or English: key; edition, capacity, host, versions, expires. What a line
/// says of its key, the gate holds against what is asked for. Confirmed, it is written as a whole or not at all.
#[utoipa::path(post, path = "/api/v1/products/{id}/pool", tag = "products", params(("id" = String, Path), FillQuery, ImportQuery),
    request_body(content_type = "text/csv", content = String),
    responses((status = 200, body = Import), (status = 400), (status = 401), (status = 403), (status = 404), (status = 412), (status = 413),
        (status = 415), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    Query(fill): Query<FillQuery>,
    Query(query): Query<ImportQuery>,
    request: Request,
) -> Result<Response> {
    products::store::product(&mut app.db.read().await?, &id).await?;
    can_keep_products(&caller.actor)?;
    let address = paths::pool(&id);
    let asked = Asked { caller: &caller, lang, address: &address, beside: &fill.rule, query };
    sheet::import(&app, &Keys { product_id: &id, rule: &fill.rule }, asked, request).await
}

/// Keys of one product, by the rule that is named.
struct Keys<'a> {
    product_id: &'a str,
    rule: &'a str,
}

impl Importer for Keys<'_> {
    type Column = Column;
    type Kept = Good;

    /// The product is as it is now, and stays until the keys are in.
    async fn hold(&self, w: &mut Write, _sheet: &Sheet<Column>) -> Result<()> {
        products::store::hold(w, self.product_id).await
    }

    async fn plan(&self, on: &mut impl AsConn, sheet: &Sheet<Column>, now: Millis) -> Result<Plan<Good>> {
        let product = products::store::product(on, self.product_id).await?;
        let rule = rule(&product, self.rule)?;
        let known = Known::load(on, sheet).await?;
        plan::of(sheet, &known, &product, rule, now)
    }

    async fn carry_out(&self, w: &mut Write, kept: Vec<Good>) -> Result<()> {
        let ids: Vec<_> = kept.iter().map(|_| w.id()).collect();
        if !store::add(w, &ids, &kept).await? {
            // Another file with one of these keys came in at the same time: what would come of this one is to be looked at anew.
            return Err(Error::ChangedMeanwhile);
        }
        w.audit_all("pool_key.added", "pool_key", &ids).await
    }
}

/// The rule that is meant: its keys come from a pool.
fn rule<'a>(product: &'a Product, id: &str) -> Result<&'a KeyRule> {
    let mut pools = product.rules.iter().filter(|rule| rule.issuer == Issuer::Pool && (id.is_empty() || rule.id == id));
    match (pools.next(), pools.next()) {
        (Some(rule), None) => Ok(rule),
        (Some(_), Some(_)) => Err(Error::field("rule", Fault::Required)),
        (None, _) => Err(Error::field("rule", Fault::Unknown)),
    }
}
