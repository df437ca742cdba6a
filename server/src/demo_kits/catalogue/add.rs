use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::demo_kits::{EditItem, Item, paths, validate_item};
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::Role;
use eyelevel_contract::validate::{Fault, Faults};

use super::store;
use crate::app::App;
use crate::demo_kits::stock;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::people;
use crate::write::Write;

/// Adds an item (admins).
#[utoipa::path(post, path = "/api/v1/demo-kits/catalogue", tag = "demo kits", request_body = EditItem,
    responses((status = 201, body = Item), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<EditItem>) -> Result<Response> {
    admins_only(&caller)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let id = add(&mut w, &submission.body).await?;
    let item = store::item(&mut w.tx, &caller.actor, &id).await?;
    submission.created(w, &caller, &paths::item(&id), &item).await
}

/// Adds an item to the catalogue.
///
/// # Errors
/// The faults by field.
pub async fn add(w: &mut Write, item: &EditItem) -> Result<Id> {
    let item = validate_item(item)?;
    let mut faults = Faults::new();
    owner(w, &item, &mut faults).await?;
    for (i, variant) in item.variants.iter().enumerate() {
        if variant.id.is_some() {
            faults.add(format!("variants.{i}.id"), Fault::Unknown);
        }
    }
    faults.or(())?;
    let id = w.id();
    store::insert(w, &id, &item).await?;
    for (position, variant) in item.variants.iter().enumerate() {
        stock::add_variant(w, &id, position, variant).await?;
    }
    w.audit("catalogue.added", "catalogue_item", &id).await?;
    Ok(id)
}

/// The catalogue is the admins'.
pub(super) fn admins_only(caller: &Caller) -> Result<()> {
    if caller.actor.is_vendor() && caller.actor.is(Role::Admin) { Ok(()) } else { Err(Error::NeedsRole(&[Role::Admin])) }
}

/// Whoever answers for an item works for the vendor.
pub(super) async fn owner(w: &mut Write, item: &EditItem, faults: &mut Faults) -> Result<()> {
    if let Some(owner) = &item.owner_id
        && !people::store::is_vendors(&mut w.tx, owner).await?
    {
        faults.add("owner_id", Fault::Unknown);
    }
    Ok(())
}
