use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::{NewOrganisation, Organisation, OrganisationKind, paths, rules, validate_organisation};
use eyelevel_contract::validate::Fault;

use crate::app::App;
use crate::cursor::found_by;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::people::store;
use crate::write::Write;

/// Adds a customer of the caller's company, or (the vendor's admins) a partner or distributor.
#[utoipa::path(post, path = "/api/v1/organisations", tag = "people", request_body = NewOrganisation,
    responses((status = 201, body = Organisation), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<NewOrganisation>) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let new = &submission.body;
    rules::can_keep_organisations(&caller.actor, new.kind).map_err(Error::NeedsRole)?;
    let id = add(&mut w, new, &caller.actor.organisation_id).await?;
    let organisation = store::organisation(&mut w.tx, &caller.actor, &id).await?;
    submission.created(w, &caller, &paths::organisation(&id), &organisation).await
}

/// Adds an organisation; a customer becomes that partner's.
///
/// # Errors
/// The faults by field. There is one vendor, and it is there from the beginning.
pub async fn add(w: &mut Write, new: &NewOrganisation, partner_id: &str) -> Result<Id> {
    if new.kind == OrganisationKind::Vendor {
        return Err(Error::field("kind", Fault::NotOffered));
    }
    insert(w, new, (new.kind == OrganisationKind::Customer).then_some(partner_id)).await
}

/// Makes the vendor, once: whose portal this is.
///
/// # Errors
/// The faults by field.
pub async fn add_vendor(w: &mut Write, name: &str) -> Result<Id> {
    insert(w, &NewOrganisation { name: name.to_owned(), kind: OrganisationKind::Vendor }, None).await
}

async fn insert(w: &mut Write, new: &NewOrganisation, partner_id: Option<&str>) -> Result<Id> {
    let new = validate_organisation(new)?;
    let id = w.id();
    q("INSERT INTO organisations (id, kind, name, partner_id, search, created_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(&id)
        .bind(new.kind.word())
        .bind(&new.name)
        .bind(partner_id)
        .bind(found_by([&new.name]))
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    w.audit("organisation.added", "organisation", &id).await?;
    Ok(id)
}
