//! A CSV of installations: what would come of it, line by line; then, if somebody says so, what comes of it.

mod columns;
mod known;
mod plan;

pub(in crate::licences) use self::columns::Column;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{EditInstallation, Import, paths, rules};

use self::known::Known;
use self::plan::Plan;
use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query};
use crate::sheet::{self, ImportQuery, Upload};
use crate::write::Write;

/// What stands in a file that names installations.
pub(in crate::licences) type Sheet = sheet::Sheet<Column>;

/// What comes of a CSV of installations. Columns by name, in German or English: customer, product and version; edition, host, capacity,
/// contract until, reference; for the vendor partner. An installation is known again by customer, product and host (without one: reference;
/// without either: edition), and changed. Confirmed, it is written as a whole or not at all.
#[utoipa::path(post, path = "/api/v1/installations/import", tag = "installations", params(ImportQuery),
    request_body(content_type = "text/csv", content = String),
    responses((status = 200, body = Import), (status = 400), (status = 401), (status = 403), (status = 413), (status = 415), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<ImportQuery>,
    request: Request,
) -> Result<Response> {
    rules::can_keep_installations(&caller.actor, &caller.actor.organisation_id)?;
    let upload = Upload::read(request).await?;
    let sheet: Sheet = sheet::read(&upload.bytes)?;
    if !query.confirm {
        let known = Known::load(&mut app.db.read().await?, &caller.actor, &sheet, false).await?;
        return Ok(axum::Json(Plan::of(&sheet, &known, &caller.actor).worded(lang, false)).into_response());
    }
    let submission = upload.submission(paths::IMPORT, "", query.good_only);
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let known = Known::load(&mut w.tx, &caller.actor, &sheet, true).await?;
    let plan = Plan::of(&sheet, &known, &caller.actor);
    if !plan.bad.lets_write(query.good_only) {
        return Err(Error::Invalid(plan.bad.faults()));
    }
    carry_out(&mut w, &plan).await?;
    submission.done(w, &caller, &plan.worded(lang, true)).await
}

async fn carry_out(w: &mut Write, plan: &Plan) -> Result<()> {
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    let mut all: Vec<(Id, Id, &EditInstallation)> = Vec::with_capacity(plan.kept.len());
    for kept in &plan.kept {
        let id = match &kept.id {
            Some(id) => {
                changed.push(id.clone());
                id.clone()
            }
            None => {
                let id = w.id();
                added.push(id.clone());
                id
            }
        };
        all.push((id, kept.partner_id.clone(), &kept.installation));
    }
    // Several rows of a table in the order of their ids.
    all.sort_by(|a, b| a.0.cmp(&b.0));
    store::keep(w, &all).await?;
    w.audit_all("installation.imported", "installation", &added).await?;
    w.audit_all("installation.edited", "installation", &changed).await
}
