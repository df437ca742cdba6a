//! A CSV of the catalogue: what would come of it, line by line; then, if somebody says so, what comes of it.

mod columns;
mod item;
mod known;
mod plan;

use axum::extract::{Request, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::{CATALOGUE_LINES_MAX, EditVariant, paths};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::imports::Import;
use eyelevel_contract::people::rules::Actor;

use self::columns::Column;
use self::known::Known;
use self::plan::Kept;
use super::add::admins_only;
use super::store;
use crate::app::App;
use crate::db::AsConn;
use crate::demo_kits::stock;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query};
use crate::people;
use crate::sheet::{self, Asked, ImportQuery, Importer, Plan};
use crate::write::Write;

/// What stands in such a file.
type Sheet = sheet::Sheet<Column>;

/// Items from a CSV, a line a variant. Columns by name, in German or English, as the export `catalogue.csv` has them: name (in both languages),
/// description, contents, what can be adapted, checklist, loan, price, currency, owner, warranty, days of dead on arrival; variant, on hand. An
/// item is known again by its id, else by its German name, a variant in the same way, and changed; nothing is deleted, and what is not said
/// stays. Confirmed, it is written as a whole or not at all. For the vendor's admins.
#[utoipa::path(post, path = "/api/v1/demo-kits/catalogue/import", tag = "demo kits", params(ImportQuery),
    request_body(content_type = "text/csv", content = String),
    responses((status = 200, body = Import), (status = 400), (status = 401), (status = 403), (status = 412), (status = 413), (status = 415),
        (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<ImportQuery>,
    request: Request,
) -> Result<Response> {
    admins_only(&caller)?;
    let asked = Asked { caller: &caller, lang, address: paths::CATALOGUE_IMPORT, beside: "", query };
    sheet::import(&app, &Catalogue { actor: &caller.actor }, asked, request).await
}

/// What can be asked for.
struct Catalogue<'a> {
    actor: &'a Actor,
}

impl Importer for Catalogue<'_> {
    type Column = Column;
    type Kept = Option<Kept>;
    const LINES: usize = CATALOGUE_LINES_MAX;

    async fn hold(&self, w: &mut Write, _sheet: &Sheet) -> Result<()> {
        people::store::hold_vendor(w).await
    }

    async fn plan(&self, on: &mut impl AsConn, sheet: &Sheet, _now: Millis) -> Result<Plan<Option<Kept>>> {
        let known = Known::load(on, self.actor).await?;
        plan::of(sheet, &known)
    }

    async fn carry_out(&self, w: &mut Write, kept: Vec<Option<Kept>>) -> Result<()> {
        keep(w, self.actor, kept.into_iter().flatten().collect()).await
    }
}

async fn keep(w: &mut Write, actor: &Actor, mut all: Vec<Kept>) -> Result<()> {
    let mut variants = Vec::new();
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    // Items before variants, several rows of a table in the order of their ids, as everybody does who changes stock.
    all.sort_by(|a, b| a.before.as_ref().map(|item| &item.id).cmp(&b.before.as_ref().map(|item| &item.id)));
    for Kept { before, item } in all {
        let id = match before {
            Some(before) => {
                let id = before.id.clone();
                if !store::update(w, &id, before.version, &item).await? {
                    return Err(Error::ChangedMeanwhile);
                }
                changed.push(before);
                id
            }
            None => {
                let id = w.id();
                store::insert(w, &id, &item).await?;
                added.push(id.clone());
                id
            }
        };
        variants.extend(item.variants.into_iter().enumerate().map(|(place, variant)| (id.clone(), place, variant)));
    }
    keep_variants(w, variants).await?;
    w.audit_all("catalogue.added", "catalogue_item", &added).await?;
    for before in &changed {
        let item = store::item(&mut w.tx, actor, &before.id).await?;
        w.audit_edit("catalogue.edited", "catalogue_item", &before.id, before, &item).await?;
    }
    Ok(())
}

/// Each with its item and its place there.
async fn keep_variants(w: &mut Write, mut all: Vec<(Id, usize, EditVariant)>) -> Result<()> {
    all.sort_by(|a, b| a.2.id.cmp(&b.2.id));
    for (item_id, place, variant) in &all {
        match &variant.id {
            None => stock::add_variant(w, item_id, *place, variant).await?,
            // More was promised since it was looked at.
            Some(id) => stock::set_variant(w, id, *place, variant).await?.map_err(|_| Error::ChangedMeanwhile)?,
        }
    }
    Ok(())
}
