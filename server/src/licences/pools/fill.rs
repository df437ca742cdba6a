use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::licences::{Import, Issuer, KeyRule, Product, paths, rules::can_keep_products};
use eyelevel_contract::validate::Fault;
use serde::Deserialize;

use super::plan::{Known, Plan};
use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query};
use crate::licences::products;
use crate::sheet::{self, ImportQuery, Upload};
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
    let product = products::store::product(&mut app.db.read().await?, &id).await?;
    can_keep_products(&caller.actor)?;
    let upload = Upload::read(request).await?;
    let sheet = sheet::read(&upload.bytes)?;
    if !query.confirm {
        let rule = rule(&product, &fill.rule)?;
        let known = Known::load(&mut app.db.read().await?, &sheet).await?;
        return Ok(axum::Json(Plan::of(&sheet, &known, &product, rule, app.clock.now()).worded(lang, false)).into_response());
    }
    let submission = upload.submission(&paths::pool(&id), &fill.rule, query.good_only);
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    // As it is now, and stays until the keys are in.
    products::store::hold(&mut w, &id).await?;
    let product = products::store::product(&mut w.tx, &id).await?;
    let rule = rule(&product, &fill.rule)?;
    let known = Known::load(&mut w.tx, &sheet).await?;
    let plan = Plan::of(&sheet, &known, &product, rule, w.now);
    if !plan.bad.lets_write(query.good_only) {
        return Err(Error::Invalid(plan.bad.faults()));
    }
    carry_out(&mut w, &rule.id, &plan).await?;
    submission.done(w, &caller, &plan.worded(lang, true)).await
}

async fn carry_out(w: &mut Write, rule_id: &str, plan: &Plan<'_>) -> Result<()> {
    let ids: Vec<_> = plan.good.iter().map(|_| w.id()).collect();
    if !store::add(w, rule_id, &ids, &plan.good).await? {
        // Another file with one of these keys came in at the same time: what would come of this one is to be looked at anew.
        return Err(Error::ChangedMeanwhile);
    }
    w.audit_all("pool_key.added", "pool_key", &ids).await
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
