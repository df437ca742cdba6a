//! A CSV of serial numbers: what would come of it, line by line; then, if somebody says so, what comes of it.

mod columns;
mod plan;

use axum::extract::{Request, State};
use axum::response::Response;
use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::imports::Import;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::returns::{paths, rules::can_import};
use eyelevel_contract::serials::fold;

use self::columns::Column;
use self::plan::{Kept, Known, Sheet};
use crate::app::App;
use crate::calendar;
use crate::db::{AsConn, bulk};
use crate::error::Result;
use crate::extract::{Caller, Language, Query};
use crate::sheet::{self, Asked, ImportQuery, Importer, Plan};
use crate::write::Write;

/// Serial numbers from a CSV. Columns by name, in German or English: serial; product, batch, shipped on, shipped to; for the vendor and for
/// distributors partner; for the vendor warranty until and dead on arrival until. A serial number of one's own that is known already is
/// changed. Confirmed, it is written as a whole or not at all. What a distributor's or partner's file says makes a device known, and nothing
/// more: the windows are the vendor's word.
#[utoipa::path(post, path = "/api/v1/returns/serials/import", tag = "returns", params(ImportQuery),
    request_body(content_type = "text/csv", content = String),
    responses((status = 200, body = Import), (status = 400), (status = 401), (status = 403), (status = 413), (status = 415), (status = 422)))]
pub(in crate::returns) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<ImportQuery>,
    request: Request,
) -> Result<Response> {
    can_import(&caller.actor)?;
    let asked = Asked { caller: &caller, lang, address: paths::IMPORT, beside: "", query };
    sheet::import(&app, &Devices { actor: &caller.actor, today: calendar::today(&app)? }, asked, request).await
}

/// Devices that somebody says there are.
struct Devices<'a> {
    actor: &'a Actor,
    today: Date,
}

impl Importer for Devices<'_> {
    type Column = Column;
    type Kept = Kept;

    async fn plan(&self, on: &mut impl AsConn, sheet: &Sheet, _now: Millis) -> Result<Plan<Kept>> {
        let known = Known::load(on, self.actor, sheet).await?;
        plan::of(sheet, &known, self.actor, self.today)
    }

    async fn carry_out(&self, w: &mut Write, kept: Vec<Kept>) -> Result<()> {
        keep(w, self.actor, kept).await
    }
}

async fn keep(w: &mut Write, actor: &Actor, mut kept: Vec<Kept>) -> Result<()> {
    // Of two files at once, both touch the same rows in the same order.
    kept.sort_by(|a, b| a.serial.cmp(&b.serial));
    let row = |kept: &Kept| {
        let mut row = bulk::row((w.id(), &actor.organisation_id, kept.partner_id.clone(), &kept.serial));
        row.extend(bulk::row((fold(&kept.serial), kept.item_id.clone(), &kept.product, &kept.batch)));
        row.extend(bulk::row((kept.shipped_on, &kept.shipped_to, kept.warranty_until, kept.dead_on_arrival_until)));
        row.extend(bulk::row(w.now));
        row
    };
    let rows: Vec<_> = kept.iter().map(row).collect();
    let head = "INSERT INTO serials (id, organisation_id, partner_id, serial, folded, item_id, product, batch, shipped_on, shipped_to, \
                warranty_until, dead_on_arrival_until, imported_at)";
    let tail = "ON CONFLICT (organisation_id, serial) DO UPDATE SET partner_id = excluded.partner_id, item_id = excluded.item_id, \
                product = excluded.product, batch = excluded.batch, shipped_on = excluded.shipped_on, shipped_to = excluded.shipped_to, \
                warranty_until = excluded.warranty_until, dead_on_arrival_until = excluded.dead_on_arrival_until, \
                imported_at = excluded.imported_at";
    bulk::insert(&mut w.tx, head, tail, rows).await?;
    w.audit("serials.imported", "organisation", &actor.organisation_id).await
}
