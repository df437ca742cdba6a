use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::deliveries::rules::{can_act_for_recipients, can_track};
use eyelevel_contract::deliveries::{Parcel, RecipientStatus};
use eyelevel_contract::requests::Request;
use eyelevel_texts::{format, papers as t};

use super::link;
use super::show::{recipient_of, seen};
use crate::app::App;
use crate::documents::sheet::{Code, Section, Sheet, saved};
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::{calendar, documents, people, qr};

/// What goes into the parcel: what is in it, for whom, and a code with the recipient's link. For whoever packs it, and for the requester. It makes the
/// link where none lives, and notes that somebody has it.
#[utoipa::path(get, path = "/api/v1/deliveries/{id}/packing-slip.pdf", tag = "deliveries", params(("id" = String, Path)),
    responses((status = 200, content_type = "application/pdf"), (status = 401), (status = 403), (status = 404), (status = 503)))]
pub(super) async fn get(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let mut w = caller.write(&app).await?;
    let (request, recipient) = seen(&mut w.tx, &caller.actor, &id).await?;
    if caller.actor.is_vendor() {
        can_track(&caller.actor)?;
    } else {
        can_act_for_recipients(&caller.actor, &request)?;
    }
    let lang = super::recipients::row(&mut w.tx, &recipient).await?.lang().portal();
    let recipient = recipient_of(&app, &mut w.tx, &request, &recipient, lang).await?;
    // What goes by mail goes into no parcel.
    let parcel = recipient.parcel.as_ref().filter(|parcel| parcel.carrier != Carrier::Mail).ok_or(Error::NotFound)?;
    let (link, _) = link::living(&mut w, &recipient.id).await?;
    let installation = people::store::installation(&app, &mut w.tx).await?;
    w.commit().await?;
    let today = calendar::today(&app)?;
    let sheet = Sheet {
        lang: lang.word(),
        title: t::slip(lang).to_owned(),
        from_line: [installation.vendor.as_str(), &installation.phone]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        from: installation.vendor,
        to: to(&recipient),
        facts: facts(lang, &request, parcel, format::date(lang, today)),
        lead: t::slip_lead(lang, &request.partner.name),
        code: Some(Code {
            picture: qr::svg(&link::url(&app, &link)?)?,
            alt: t::slip_code(lang).to_owned(),
            caption: t::slip_caption(lang).to_owned(),
        }),
        sections: vec![contents(lang, parcel)],
        note: String::new(),
        page_of: t::page_of(lang, "{page}", "{pages}"),
        made_on: (today.year(), today.month(), today.day()),
        files: Vec::new(),
    };
    let name = format!("{}-{}.pdf", t::slip(lang), request.number);
    Ok(saved(&name, "application/pdf", documents::pdf(&app, &sheet).await?))
}

fn to(recipient: &RecipientStatus) -> Vec<String> {
    let address = &recipient.address;
    let place = format!("{} {}", address.postal_code, address.city);
    let lines = [&recipient.name, &recipient.organisation, &address.street, &place, &address.country];
    lines.into_iter().filter(|line| !line.trim().is_empty()).cloned().collect()
}

fn facts(lang: eyelevel_contract::lang::Lang, request: &Request, parcel: &Parcel, today: String) -> Vec<(&'static str, String)> {
    let mut facts = vec![(t::request(lang), request.number.clone()), (t::day(lang), today)];
    if !parcel.number.is_empty() {
        facts.push((t::parcel(lang), format!("{} {}", parcel.carrier.brand(), parcel.number)));
    }
    facts
}

fn contents(lang: eyelevel_contract::lang::Lang, parcel: &Parcel) -> Section {
    let row = |piece: &eyelevel_contract::deliveries::Piece| {
        vec![format::integer(lang, piece.quantity), piece.name.clone(), piece.serials.join(", ")]
    };
    Section {
        title: t::contents(lang).to_owned(),
        deep: false,
        lines: Vec::new(),
        head: vec![t::quantity(lang), t::what(lang), t::serials(lang)],
        rows: parcel.pieces.iter().map(row).collect(),
    }
}
