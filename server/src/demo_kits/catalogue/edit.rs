use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::{EditItem, Item, validate_item};
use eyelevel_contract::validate::{Fault, Faults};

use super::add::{admins_only, owner};
use super::store;
use crate::app::App;
use crate::demo_kits::stock;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};
use crate::write::Write;

/// Changes an item (admins). Whatever leaves the house or comes back counts as a change too, so an edit never overwrites stock.
#[utoipa::path(put, path = "/api/v1/demo-kits/catalogue/{id}", tag = "demo kits", request_body = EditItem,
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The version that is edited")),
    responses((status = 200, body = Item), (status = 401), (status = 403), (status = 404), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(version): IfMatch,
    Json(item): Json<EditItem>,
) -> Result<Response> {
    admins_only(&caller)?;
    let mut w = caller.write(&app).await?;
    let before = store::item(&mut w.tx, &caller.actor, &id).await?;
    let item = validate_item(&item)?;
    let mut faults = Faults::new();
    owner(&mut w, &item, &mut faults).await?;
    faults.or(())?;
    if !store::update(&mut w, &id, version, &item).await? {
        return Err(Error::ChangedMeanwhile);
    }
    variants(&mut w, &id, &item).await?;
    let item = store::item(&mut w.tx, &caller.actor, &id).await?;
    w.audit_edit("catalogue.edited", "catalogue_item", &id, &before, &item).await?;
    w.commit().await?;
    Ok(versioned(item.version, &item))
}

/// Requests name variants, so none is ever deleted: all that exist must be listed, with 0 pieces if need be.
async fn variants(w: &mut Write, item_id: &str, item: &EditItem) -> Result<()> {
    let mut faults = Faults::new();
    let mut known = stock::variants_of(w, item_id).await?;
    // In the order of ids, as everybody who changes stock does: no two writers wait for each other.
    let mut places: Vec<usize> = (0..item.variants.len()).collect();
    places.sort_by(|a, b| item.variants[*a].id.cmp(&item.variants[*b].id));
    for i in places {
        let variant = &item.variants[i];
        let Some(id) = &variant.id else {
            stock::add_variant(w, item_id, i, variant).await?;
            continue;
        };
        if !known.remove(id) {
            faults.add(format!("variants.{i}.id"), Fault::Unknown);
        } else if let Err(reserved) = stock::set_variant(w, id, i, variant).await? {
            faults.add(format!("variants.{i}.on_hand"), Fault::TooSmall(reserved));
        }
    }
    if !known.is_empty() {
        faults.add("variants", Fault::Required);
    }
    Ok(faults.or(())?)
}
