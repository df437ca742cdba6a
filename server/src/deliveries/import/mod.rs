//! A carrier's CSV: what would come of it, line by line; then, if somebody says so, what comes of it.

mod columns;
mod known;
mod plan;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::deliveries::{IMPORT_LINES_MAX, Source, paths, rules::can_import};
use eyelevel_contract::imports::Import;
use eyelevel_contract::validate::Fault;

use self::known::Known;
use self::plan::{Plan, Sheet};
use super::status::{self, Event};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query};
use crate::sheet::{self, ImportQuery, Upload};
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
    let upload = Upload::read(request).await?;
    let sheet: Sheet = sheet::read(&upload.bytes)?;
    if sheet.lines.len() > IMPORT_LINES_MAX {
        return Err(Error::field("lines", Fault::TooMany(IMPORT_LINES_MAX)));
    }
    if !query.confirm {
        let (mut on, now) = (app.db.read().await?, app.clock.now());
        let parcels = known::parcels(&app, &mut on, &sheet).await?;
        let known = Known::load(&app, &mut on, &sheet, &parcels, now).await?;
        return Ok(axum::Json(Plan::of(&app, &sheet, &known, now)?.worded(lang, false)).into_response());
    }
    let submission = upload.submission(paths::IMPORT, "", query.good_only);
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let now = w.now;
    let parcels = known::parcels(&app, &mut w.tx, &sheet).await?;
    let known = Known::load(&app, &mut w.tx, &sheet, &parcels, now).await?;
    let mut plan = Plan::of(&app, &sheet, &known, now)?;
    if !plan.bad.lets_write(query.good_only) {
        return Err(Error::Invalid(plan.bad.faults()));
    }
    carry_out(&mut w, &mut plan).await?;
    submission.done(w, &caller, &plan.worded(lang, true)).await
}

async fn carry_out(w: &mut Write, plan: &mut Plan) -> Result<()> {
    // Several rows of a table in the order of their ids.
    plan.kept.sort_by(|a, b| (&a.request_id, &a.parcel_id, a.at).cmp(&(&b.request_id, &b.parcel_id, b.at)));
    let mut changed = Vec::new();
    for kept in &plan.kept {
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
