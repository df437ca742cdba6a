use axum::extract::{Path, State};
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::rules::can_keep_installations;
use eyelevel_contract::licences::{BridgeOffer, BridgePolicy, bridge, next_bridge};
use eyelevel_contract::people::PersonRef;

use super::keys;
use crate::app::App;
use crate::calendars;
use crate::db::q;
use crate::error::Result;
use crate::extract::Caller;
use crate::licences::{installations, products};
use crate::people;

/// What can be said before a bridging key is asked for: how many are left, how long one is valid, who answers when, and the emergency number.
#[utoipa::path(get, path = "/api/v1/installations/{id}/bridge", tag = "licences", params(("id" = String, Path)),
    responses((status = 200, body = BridgeOffer), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<axum::Json<BridgeOffer>> {
    let mut on = app.db.read().await?;
    let installation = installations::store::installation(&mut on, &caller.actor, &id).await?;
    can_keep_installations(&caller.actor, &installation.partner.id)?;
    let (policy, now) = (BridgePolicy::default(), app.clock.now());
    let before = keys::bridges(&mut on, &id, now - 366 * 24 * 3_600_000).await?;
    let left = bridge(&policy, &before, now).map_or(0, |bridge| bridge.left + 1);
    let product = products::store::product(&mut on, &installation.product.id).await?;
    let who = match product.owner {
        Some(owner) => Some(owner),
        None => somebody(&mut on).await?,
    };
    let phone = match app.config.emergency_phone.as_str() {
        "" => people::store::installation(&app, &mut on).await?.phone,
        named => named.to_owned(),
    };
    Ok(axum::Json(BridgeOffer {
        left,
        per_year: policy.per_year,
        days: policy.days,
        next_at: next_bridge(&policy, &before, now).filter(|_| left == 0),
        who,
        phone,
        open: calendars::emergency(&app, &mut on, now).await?,
    }))
}

/// Who answers where a product has nobody of its own: the first of support.
async fn somebody(on: &mut crate::db::Reader) -> Result<Option<PersonRef>> {
    let sql = "SELECT p.id, p.name FROM people p JOIN person_roles r ON r.person_id = p.id JOIN organisations o ON o.id = p.organisation_id \
               WHERE o.kind = 'vendor' AND r.role = 'support' AND p.password_hash IS NOT NULL ORDER BY p.name, p.id LIMIT 1";
    let found: Option<(Id, String)> = q(sql).maybe(on).await?;
    Ok(found.map(|(id, name)| PersonRef { id, name }))
}
