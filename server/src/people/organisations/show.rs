use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::people::{EditOrganisation, Organisation, OrganisationKind, rules, validate_organisation_edit};
use eyelevel_contract::validate::Fault;

use crate::app::App;
use crate::cursor::found_by;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};
use crate::people::store;

/// One organisation.
#[utoipa::path(get, path = "/api/v1/organisations/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 200, body = Organisation), (status = 401), (status = 404)))]
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let organisation = store::organisation(&mut app.db.read().await?, &caller.actor, &id).await?;
    Ok(versioned(organisation.version, &organisation))
}

/// Renames an organisation (whoever may add one like it), or gives a partner another tier.
#[utoipa::path(put, path = "/api/v1/organisations/{id}", tag = "people", request_body = EditOrganisation,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is edited")),
    responses((status = 200, body = Organisation), (status = 401), (status = 403), (status = 404), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(body): Json<EditOrganisation>,
) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    let found = store::organisation(&mut w.tx, &caller.actor, &id).await?;
    rules::can_keep_organisations(&caller.actor, found.kind).map_err(Error::NeedsRole)?;
    let edit = validate_organisation_edit(&body)?;
    let tier = edit.tier.or_else(|| found.tier.clone()).filter(|tier| !tier.is_empty());
    if tier.is_some() && found.kind != OrganisationKind::Partner {
        return Err(Error::field("tier", Fault::NotOffered));
    }
    let sql = "UPDATE organisations SET name = $1, search = $2, tier = $3, version = version + 1 WHERE id = $4 AND version = $5";
    if q(sql).bind(&edit.name).bind(found_by([&edit.name])).bind(tier).bind(&id).bind(version).run(&mut w.tx).await? == 0 {
        return Err(Error::ChangedMeanwhile);
    }
    let organisation = store::organisation(&mut w.tx, &caller.actor, &id).await?;
    w.audit_edit("organisation.edited", "organisation", &id, &found, &organisation).await?;
    w.commit().await?;
    Ok(versioned(organisation.version, &organisation))
}
