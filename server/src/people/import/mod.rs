//! A CSV of partners and their people: what would come of it, line by line; then, if somebody says so, what comes of it.

mod columns;
mod known;
mod plan;

use std::collections::HashMap;

use axum::extract::{Request, State};
use axum::response::Response;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::imports::Import;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::{NewOrganisation, NewPerson, OrganisationKind, paths, rules::can_keep_organisations};

use self::columns::Column;
use self::known::Known;
use self::plan::At;
use super::{invite, organisations, store};
use crate::app::App;
use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query};
use crate::sheet::{self, Asked, ImportQuery, Importer, Plan};
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
    let asked = Asked { caller: &caller, lang, address: paths::PEOPLE_IMPORT, beside: "", query };
    sheet::import(&app, &People { lang: caller.lang }, asked, request).await
}

/// People, each of whom is invited.
struct People {
    /// Theirs, where a line says none.
    lang: Lang,
}

impl Importer for People {
    type Column = Column;
    type Kept = (At, NewPerson);

    async fn hold(&self, w: &mut Write, _sheet: &Sheet) -> Result<()> {
        store::hold_vendor(w).await
    }

    async fn plan(&self, on: &mut impl AsConn, sheet: &Sheet, _now: Millis) -> Result<Plan<Self::Kept>> {
        let known = Known::load(on, sheet).await?;
        plan::of(sheet, &known, self.lang)
    }

    async fn carry_out(&self, w: &mut Write, kept: Vec<Self::Kept>) -> Result<()> {
        invite_all(w, kept).await
    }
}

async fn invite_all(w: &mut Write, kept: Vec<(At, NewPerson)>) -> Result<()> {
    let mut added: HashMap<String, Id> = HashMap::new();
    for (at, person) in kept {
        let (id, kind) = match at {
            At::Known(id, kind) => (id, kind),
            At::New(name) => {
                let key = name.to_lowercase();
                let id = match added.get(&key) {
                    Some(id) => id.clone(),
                    None => {
                        let new = NewOrganisation { name, kind: OrganisationKind::Partner };
                        organisations::add(w, &new, "").await?
                    }
                };
                added.insert(key, id.clone());
                (id, OrganisationKind::Partner)
            }
        };
        invite(w, &NewPerson { organisation_id: id, ..person }, kind).await?;
    }
    Ok(())
}
