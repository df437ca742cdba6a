use axum::extract::State;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::{Kind, PromiseKind, Severity};
use eyelevel_contract::returns::rules::{can_look_up, postage};
use eyelevel_contract::returns::{Knowledge, Lookup, Reason};
use eyelevel_contract::serials::{clean, distance, fold, near};
use serde::Deserialize;

use super::find;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Query};
use crate::requests::owners;
use crate::returns::{issues, store};
use crate::{calendar, calendars};

/// How many are offered.
const OFFERED: usize = 5;

/// Which serial number.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::returns) struct LookupQuery {
    /// As it was typed, pasted or scanned.
    #[serde(default)]
    serial: String,
    /// How severe the return would be; if not said, normal.
    #[serde(default)]
    severity: Severity,
}

/// What is known of a serial number: the device, or those that it resembles. One that the caller may not know of is answered like one that
/// nobody knows: it is taken, and the checker is named.
#[utoipa::path(get, path = "/api/v1/returns/serials", tag = "returns", params(LookupQuery),
    responses((status = 200, body = Lookup), (status = 401), (status = 403), (status = 422)))]
pub(in crate::returns) async fn get(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Query(query): Query<LookupQuery>,
) -> Result<axum::Json<Lookup>> {
    can_look_up(&caller.actor)?;
    let serial = clean(&query.serial).map_err(|fault| Error::field("serial", fault))?;
    Ok(axum::Json(look_up(&app, &caller, lang, serial, query.severity).await?))
}

async fn look_up(app: &App, caller: &Caller, lang: Lang, serial: String, severity: Severity) -> Result<Lookup> {
    let mut on = app.db.read().await?;
    let folded: Vec<String> = near(&fold(&serial)).into_iter().collect();
    let mut all = find::found(app, &mut on, &caller.actor, lang, &folded).await?;
    all.sort_by_cached_key(|found| (distance(&serial, &found.device.serial), found.device.serial.clone()));
    let known = all.iter().position(|found| found.device.serial == serial).map(|place| all.remove(place));
    let (known, checklist) = known.map_or((None, Vec::new()), |found| (Some(found.device), found.checklist));
    // Whoever typed a known one letter by letter has made no slip.
    let near: Vec<_> = if known.is_some() { Vec::new() } else { all.into_iter().take(OFFERED).map(|found| found.device).collect() };
    let today = calendar::today(app)?;
    let open = store::open_of(&mut on, Some(&caller.actor), std::slice::from_ref(&serial), "").await?;
    let batch = known.iter().filter_map(|device| device.item_id.clone().map(|item| (item, device.batch.clone())));
    let known_issue = issues::of(app, &mut on, &caller.actor, lang, batch).await?.pop();
    let (now, partner) = (app.clock.now(), &caller.actor.organisation_id);
    let promised = calendars::of_organisation(app, &mut on, now, partner, (Kind::Return, severity), PromiseKind::Decision).await?;
    Ok(Lookup {
        knowledge: match (&known, near.is_empty()) {
            (Some(_), _) => Knowledge::Known,
            (None, false) => Knowledge::Near,
            (None, true) => Knowledge::Unknown,
        },
        postage: Reason::ALL.iter().map(|reason| postage(*reason, known.as_ref(), today)).collect(),
        device: known,
        near,
        known_issue,
        open: open.into_values().flatten().next(),
        checker: owners::would_be(app, &mut on, Kind::Return).await?,
        decided_by: promised.due_at,
        checklist,
        serial,
    })
}
