//! A carrier's CSV: what would come of it, line by line; then, if somebody says so, what comes of it.

mod columns;
mod known;
mod plan;

use axum::extract::{Request, State};
use axum::response::Response;
use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::deliveries::{IMPORT_LINES_MAX, Source, paths, rules::can_import};
use eyelevel_contract::ids::Millis;
use eyelevel_contract::imports::Import;

use self::columns::Column;
use self::known::Known;
use self::plan::{Kept, Sheet};
use super::status::{self, Event};
use crate::app::App;
use crate::db::AsConn;
use crate::error::Result;
use crate::extract::{Caller, Language, Query};
use crate::sheet::{self, Asked, ImportQuery, Importer, Plan};
use crate::write::Write;

/// What a carrier says, from a CSV. Columns by name, in German or English: number and status (or the day of arrival); date, cause, note. Each line
/// is an event; what is written down already stays as it is. Confirmed, it is written as a whole or not at all.
#[utoipa::path(post, path = "/api/v1/deliveries/import", tag = "deliveries", params(ImportQuery),
    request_body(content_type = "text/csv", content = String),
    responses((status = 200, body = Import), (status = 400), (status = 401), (status = 403), (status = 413), (status = 415), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<ImportQuery>,
    request: Request,
) -> Result<Response> {
    can_import(&caller.actor)?;
    let asked = Asked { caller: &caller, lang, address: paths::IMPORT, beside: "", query };
    sheet::import(&app, &Reports { app: &app }, asked, request).await
}

/// What a carrier says of parcels.
struct Reports<'a> {
    app: &'a App,
}

impl Importer for Reports<'_> {
    type Column = Column;
    type Kept = Vec<Kept>;
    const LINES: usize = IMPORT_LINES_MAX;

    async fn plan(&self, on: &mut impl AsConn, sheet: &Sheet, now: Millis) -> Result<Plan<Self::Kept>> {
        let parcels = known::parcels(self.app, on, sheet).await?;
        let known = Known::load(self.app, on, sheet, &parcels, now).await?;
        plan::of(self.app, sheet, &known, now)
    }

    async fn carry_out(&self, w: &mut Write, kept: Vec<Self::Kept>) -> Result<()> {
        record(w, kept.into_iter().flatten().collect()).await
    }
}

async fn record(w: &mut Write, mut all: Vec<Kept>) -> Result<()> {
    // Several rows of a table in the order of their ids.
    all.sort_by(|a, b| (&a.request_id, &a.parcel_id, a.at).cmp(&(&b.request_id, &b.parcel_id, b.at)));
    let mut changed = Vec::new();
    for kept in &all {
        let event = Event {
            at: Some(kept.at),
            key: Some(&kept.key),
            reason: kept.cause.map(Cause::word),
            note: kept.note.as_deref(),
            arrives_on: kept.arrives_on,
            ..Event::new(kept.status, Source::Carrier)
        };
        status::record(w, &kept.recipient_id, event).await?;
        changed.push(kept.parcel_id.clone());
    }
    changed.dedup();
    w.audit_all("delivery.tracked", "delivery", &changed).await
}
