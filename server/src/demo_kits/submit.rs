use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::demo_kits::rules::offered;
use eyelevel_contract::demo_kits::{DemoKit, Draft, Terms, paths, validate};
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::OrganisationKind;
use eyelevel_contract::people::rules::{ASKERS, Actor};
use eyelevel_contract::requests::Kind;
use eyelevel_contract::validate::{Fault, Faults};

use super::store::{self, Offered};
use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::deliveries::recipients;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::requests::{drafts, spine};
use crate::write::Write;

/// Submits a request for a kit. It has a number, an owner and a promise at once.
#[utoipa::path(post, path = "/api/v1/demo-kits", tag = "demo kits", request_body = Draft,
    responses((status = 201, body = DemoKit), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    submission: Submission<Draft>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let id = submit(&mut w, &caller, &submission.body).await?;
    let kit = store::kit(&app, &mut w.tx, &caller.actor, lang, &id).await?;
    submission.created(w, &caller, &paths::one(&id), &kit).await
}

/// Submits: the spine's part, the recipients' pins, the lines, the draft's files.
///
/// # Errors
/// The faults by field.
pub async fn submit(w: &mut Write, caller: &Caller, draft: &Draft) -> Result<Id> {
    if !caller.actor.is_partner() || !caller.actor.is_any(ASKERS) {
        return Err(Error::NeedsRole(ASKERS));
    }
    let today = calendar::today(w.app())?;
    let mut faults = Faults::new();
    let clean = validate(draft, today).unwrap_or_else(|found| {
        faults = found;
        draft.clone()
    });
    let offered = lines(w, &clean, &mut faults).await?;
    let customer = customer(w, &caller.actor, &clean, &mut faults).await?;
    faults.or(())?;
    let first = offered.first().ok_or_else(|| Error::field("lines", Fault::Required))?;
    let new = spine::New {
        kind: Kind::DemoKit,
        subject: &subject(caller.lang, &clean, &offered),
        reference: &clean.reference,
        limited: clean.limited,
        severity: clean.severity,
        preferred_owner: first.owner_id.as_deref(),
        search: customer.as_deref().unwrap_or_default(),
        told: true,
    };
    let created = spine::create(w, caller, new).await?;
    let recipients = recipients::pin(w, &created.id, &clean.recipients).await?;
    store::insert(w, &created.id, &clean, &recipients).await?;
    store::set_return_on(w, &created.id, clean.return_on).await?;
    if let Some(draft_id) = &clean.draft_id {
        drafts::store::becomes(w, caller.id(), draft_id, &created.id).await?;
    }
    Ok(created.id)
}

/// `3 × E-paper display, 2 more` in the words of the first line.
fn subject(lang: Lang, draft: &Draft, offered: &[Offered]) -> String {
    let Some((line, item)) = draft.lines.first().zip(offered.first()) else { return String::new() };
    let name = if lang == Lang::De { &item.name_de } else { &item.name_en };
    let more = draft.lines.len() - 1;
    if more == 0 { format!("{} × {name}", line.quantity) } else { format!("{} × {name} + {more}", line.quantity) }
}

/// Each line names a variant of its item that can be had on these terms.
async fn lines(w: &mut Write, draft: &Draft, faults: &mut Faults) -> Result<Vec<Offered>> {
    let mut all = Vec::with_capacity(draft.lines.len());
    for (i, line) in draft.lines.iter().enumerate().take(eyelevel_contract::demo_kits::LINES_MAX) {
        if line.variant_id.is_empty() {
            continue;
        }
        let found = store::offered(&mut w.tx, &line.variant_id).await?.filter(|o| o.item_id == line.item_id);
        let Some(found) = found else {
            faults.add(format!("lines.{i}.variant_id"), Fault::Unknown);
            continue;
        };
        if !offered(draft.terms, found.loan, found.price_minor.is_some()) {
            faults.add(format!("lines.{i}.item_id"), Fault::NotOffered);
        }
        if all.first().is_some_and(|first: &Offered| draft.terms == Terms::Purchase && first.currency != found.currency) {
            // One quote has one currency.
            faults.add(format!("lines.{i}.item_id"), Fault::NotOffered);
        }
        all.push(found);
    }
    Ok(all)
}

/// The customer's name, if it is one of the partner's own.
async fn customer(w: &mut Write, actor: &Actor, draft: &Draft, faults: &mut Faults) -> Result<Option<String>> {
    let Some(id) = &draft.customer_id else { return Ok(None) };
    let sql = "SELECT name FROM organisations WHERE id = $1 AND partner_id = $2 AND kind = $3";
    let kind = OrganisationKind::Customer.word();
    let found: Option<(String,)> = q(sql).bind(id).bind(&actor.organisation_id).bind(kind).maybe(&mut w.tx).await?;
    if found.is_none() {
        faults.add("customer_id", Fault::Unknown);
    }
    Ok(found.map(|f| f.0))
}
