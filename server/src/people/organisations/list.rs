use axum::extract::State;
use eyelevel_contract::page::Page;
use eyelevel_contract::people::{Organisation, OrganisationKind};
use serde::Deserialize;

use crate::app::App;
use crate::cursor;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Query};
use crate::people::store;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OrganisationsQuery {
    kind: Option<OrganisationKind>,
    /// Finds names.
    #[serde(default)]
    q: String,
    cursor: Option<String>,
    limit: Option<i64>,
}

/// Organisations by name: the vendor sees all but customers, a partner itself and its customers.
#[utoipa::path(get, path = "/api/v1/organisations", tag = "people", params(OrganisationsQuery),
    responses((status = 200, body = Page<Organisation>), (status = 400), (status = 401)))]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<OrganisationsQuery>,
) -> Result<axum::Json<Page<Organisation>>> {
    let after: Option<(String, String)> = cursor::decode(query.cursor.as_deref())?;
    let limit = cursor::limit(query.limit);
    let (name, id) = after.unwrap_or_default();
    // The same as people::rules::may_see_organisation, as far as a database can.
    let sql = "SELECT id, kind, name, partner_id, tier, version FROM organisations \
               WHERE (id = $1 OR (kind = 'customer' AND partner_id = $1 AND $2) OR (kind <> 'customer' AND $3)) \
               AND ($4 = '' OR kind = $4) AND search LIKE $5 ESCAPE '!' AND (name > $6 OR (name = $6 AND id > $7)) \
               ORDER BY name, id LIMIT $8";
    let query = q(sql)
        .bind(&caller.actor.organisation_id)
        .bind(caller.actor.is_partner())
        .bind(caller.actor.is_vendor())
        .bind(query.kind.map_or("", OrganisationKind::word))
        .bind(cursor::like(&query.q))
        .bind(name)
        .bind(id)
        .bind(limit + 1);
    let found = store::organisations(&mut app.db.read().await?, query).await?;
    Ok(axum::Json(cursor::page(found, limit, |o| (o.name.clone(), o.id.clone()))?))
}
