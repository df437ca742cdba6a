use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::paths as requests_at;
use eyelevel_contract::returns::{Item, ItemState, Return};
use eyelevel_texts::{format, papers as t};

use super::store;
use crate::app::App;
use crate::documents::sheet::{Code, Section, Sheet, saved};
use crate::error::{Error, Result};
use crate::extract::{Caller, Language};
use crate::{calendar, documents, people, qr};

/// What goes into the box that comes back: what is in it, and a code by which whoever opens it finds the return.
#[utoipa::path(get, path = "/api/v1/returns/{id}/packing-slip.pdf", tag = "returns", params(("id" = String, Path)),
    responses((status = 200, content_type = "application/pdf"), (status = 401), (status = 404), (status = 409), (status = 503)))]
pub(super) async fn get(State(app): State<App>, caller: Caller, Language(lang): Language, Path(id): Path<String>) -> Result<Response> {
    let mut on = app.db.read().await?;
    let thing = store::one(&app, &mut on, &caller.actor, lang, &id).await?;
    let installation = people::store::installation(&app, &mut on).await?;
    drop(on);
    let request = &thing.page.request;
    let comes: Vec<_> = thing.items.iter().filter(|item| is_coming(item)).collect();
    if comes.is_empty() {
        return Err(Error::Refused(eyelevel_contract::requests::rules::Refusal::Not(request.state)));
    }
    let today = calendar::today(&app)?;
    let url = format!("{}{}", app.config.base_url, requests_at::page(request.kind, &request.id));
    let sheet = Sheet {
        lang: lang.word(),
        title: t::return_slip(lang).to_owned(),
        from: request.partner.name.clone(),
        from_line: request.requester.name.clone(),
        to: vec![installation.vendor],
        facts: facts(lang, &thing, format::date(lang, today)),
        lead: t::return_lead(lang).to_owned(),
        code: Some(Code {
            picture: qr::svg(&url)?,
            alt: t::return_code(lang).to_owned(),
            caption: t::return_caption(lang, &request.number),
        }),
        sections: vec![contents(lang, &comes)],
        note: String::new(),
        page_of: t::page_of(lang, "{page}", "{pages}"),
        made_on: (today.year(), today.month(), today.day()),
        files: Vec::new(),
    };
    let name = format!("{}-{}.pdf", t::return_slip(lang), request.number);
    Ok(saved(&name, "application/pdf", documents::pdf(&app, &sheet).await?))
}

const fn is_coming(item: &Item) -> bool {
    matches!(item.state, ItemState::Approved | ItemState::LabelSent | ItemState::OnTheWay)
}

fn facts(lang: Lang, thing: &Return, today: String) -> Vec<(&'static str, String)> {
    let request = &thing.page.request;
    let mut facts = vec![(t::request(lang), request.number.clone()), (t::day(lang), today)];
    if let Some(label) = &thing.label {
        facts.push((t::hand_in_by(lang), format::date(lang, label.hand_in_by)));
        if !label.number.is_empty() {
            facts.push((t::parcel(lang), format!("{} {}", label.carrier.brand(), label.number)));
        }
    }
    if let Some(reference) = &request.reference {
        facts.push((t::reference(lang), reference.clone()));
    }
    facts
}

fn contents(lang: Lang, items: &[&Item]) -> Section {
    let row = |item: &&Item| {
        let what = item.device.as_ref().map_or(&item.product, |device| &device.product);
        vec![item.serial.clone(), what.clone(), item.accessories.clone(), item.fault.clone()]
    };
    Section {
        title: t::contents(lang).to_owned(),
        deep: false,
        lines: Vec::new(),
        head: vec![t::serial(lang), t::what(lang), t::accessories(lang), t::fault(lang)],
        rows: items.iter().map(row).collect(),
    }
}
