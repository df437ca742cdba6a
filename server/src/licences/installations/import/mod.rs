//! A CSV of installations: what would come of it, line by line; then, if somebody says so, what comes of it.

mod columns;
mod known;
mod plan;

pub(in crate::licences) use self::columns::Column;

use axum::extract::{Request, State};
use axum::response::Response;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::{EditInstallation, Import, paths, rules};
use eyelevel_contract::people::rules::Actor;

use self::known::Known;
use self::plan::Kept;
use super::store;
use crate::app::App;
use crate::db::AsConn;
use crate::error::Result;
use crate::extract::{Caller, Language, Query};
use crate::sheet::{self, Asked, ImportQuery, Importer, Plan};
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
    let asked = Asked { caller: &caller, lang, address: paths::IMPORT, beside: "", query };
    sheet::import(&app, &Installed { actor: &caller.actor }, asked, request).await
}

/// What runs at customers'.
struct Installed<'a> {
    actor: &'a Actor,
}

impl Importer for Installed<'_> {
    type Column = Column;
    type Kept = Kept;

    async fn hold(&self, w: &mut Write, sheet: &Sheet) -> Result<()> {
        known::hold(w, self.actor, sheet).await
    }

    async fn plan(&self, on: &mut impl AsConn, sheet: &Sheet, _now: Millis) -> Result<Plan<Kept>> {
        let known = Known::load(on, self.actor, sheet).await?;
        plan::of(sheet, &known, self.actor)
    }

    async fn carry_out(&self, w: &mut Write, kept: Vec<Kept>) -> Result<()> {
        keep(w, &kept).await
    }
}

async fn keep(w: &mut Write, kept: &[Kept]) -> Result<()> {
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    let mut all: Vec<(Id, Id, &EditInstallation)> = Vec::with_capacity(kept.len());
    for kept in kept {
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
