//! A CSV of partners and their people: what would come of it, line by line; then, if somebody says so, what comes of it.

mod columns;
mod known;
mod plan;

use std::collections::HashMap;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::ids::Id;
use eyelevel_contract::imports::Import;
use eyelevel_contract::people::{NewOrganisation, NewPerson, OrganisationKind, paths, rules::can_keep_organisations};

use self::columns::Column;
use self::known::Known;
use self::plan::{At, Plan};
use super::{invite, organisations};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query};
use crate::sheet::{self, ImportQuery, Upload};
use crate::write::Write;

/// What stands in such a file.
type Sheet = sheet::Sheet<Column>;

/// People from a CSV, each of whom is invited by mail. Columns by name, in German or English: organisation, name, e-mail, roles; language (the
/// caller's, where none is said). A company that is not there is added as a partner. Who is there already, by mail address, stays as they are.
/// Confirmed, it is written as a whole or not at all. For the vendor's admins.
#[utoipa::path(post, path = "/api/v1/people/import", tag = "people", params(ImportQuery),
    request_body(content_type = "text/csv", content = String),
    responses((status = 200, body = Import), (status = 400), (status = 401), (status = 403), (status = 413), (status = 415), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<ImportQuery>,
    request: Request,
) -> Result<Response> {
    can_keep_organisations(&caller.actor, OrganisationKind::Partner).map_err(Error::NeedsRole)?;
    let upload = Upload::read(request).await?;
    let sheet: Sheet = sheet::read(&upload.bytes)?;
    if !query.confirm {
        let known = Known::load(&mut app.db.read().await?, &sheet).await?;
        return Ok(axum::Json(Plan::of(&sheet, &known, caller.lang).worded(lang, false)).into_response());
    }
    let submission = upload.submission(paths::PEOPLE_IMPORT, "", query.good_only);
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    known::hold(&mut w).await?;
    let known = Known::load(&mut w.tx, &sheet).await?;
    let plan = Plan::of(&sheet, &known, caller.lang);
    if !plan.bad.lets_write(query.good_only) {
        return Err(Error::Invalid(plan.bad.faults()));
    }
    carry_out(&mut w, &plan).await?;
    submission.done(w, &caller, &plan.worded(lang, true)).await
}

async fn carry_out(w: &mut Write, plan: &Plan) -> Result<()> {
    let mut added: HashMap<String, Id> = HashMap::new();
    for (at, person) in &plan.kept {
        let (id, kind) = match at {
            At::Known(id, kind) => (id.clone(), *kind),
            At::New(name) => {
                let key = name.to_lowercase();
                let id = match added.get(&key) {
                    Some(id) => id.clone(),
                    None => {
                        let new = NewOrganisation { name: name.clone(), kind: OrganisationKind::Partner };
                        organisations::add(w, &new, "").await?
                    }
                };
                added.insert(key, id.clone());
                (id, OrganisationKind::Partner)
            }
        };
        invite(w, &NewPerson { organisation_id: id, ..person.clone() }, kind).await?;
    }
    Ok(())
}
