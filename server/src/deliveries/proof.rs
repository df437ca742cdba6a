//! Who got what, when: as JSON, and on paper with the same JSON in it.

use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::civil::Civil;
use eyelevel_contract::deliveries::{Laid, Proof, ProofRecipient, ProofSending, RecipientStatus, SealedProof, prove};
use eyelevel_contract::ids::Millis;
use eyelevel_contract::lang::Lang;
use eyelevel_texts::{format, papers as t, words};

use super::{recipients, store};
use crate::app::App;
use crate::documents::sheet::{Attached, Section, Sheet, saved};
use crate::error::{Error, Result};
use crate::extract::{Caller, Language};
use crate::requests::store as requests;
use crate::{calendar, canonical, documents, people};

/// The proof for programs: its seal is the SHA-256 of the proof as canonical JSON, which is how it is written here (docs/proof.md). No key is in it.
#[utoipa::path(get, path = "/api/v1/requests/{id}/proof", tag = "deliveries", params(("id" = String, Path)),
    responses((status = 200, body = SealedProof), (status = 401), (status = 404)))]
pub(super) async fn json(State(app): State<App>, caller: Caller, Language(lang): Language, Path(id): Path<String>) -> Result<Response> {
    let (proof, text) = made(&app, &caller, lang, &id).await?;
    let name = format!("{}-{}.json", t::proof(lang), proof.request_number);
    Ok(saved(&name, "application/json", sealed(&text).into_bytes()))
}

/// The proof on paper: PDF/A-3 with the JSON in it.
#[utoipa::path(get, path = "/api/v1/requests/{id}/proof.pdf", tag = "deliveries", params(("id" = String, Path)),
    responses((status = 200, content_type = "application/pdf"), (status = 401), (status = 404), (status = 503)))]
pub(super) async fn pdf(State(app): State<App>, caller: Caller, Language(lang): Language, Path(id): Path<String>) -> Result<Response> {
    let (proof, text) = made(&app, &caller, lang, &id).await?;
    let phone = people::store::installation(&app, &mut app.db.read().await?).await?.phone;
    let sheet = sheet(&app, lang, &proof, &text, &phone)?;
    let name = format!("{}-{}.pdf", t::proof(lang), proof.request_number);
    Ok(saved(&name, "application/pdf", documents::pdf(&app, &sheet).await?))
}

/// The proof, and it as canonical JSON.
async fn made(app: &App, caller: &Caller, lang: Lang, id: &str) -> Result<(Proof, String)> {
    let mut on = app.db.read().await?;
    let request = requests::visible(&mut on, &caller.actor, id).await?;
    let pinned = recipients::of(app, &mut on, &request, lang).await?;
    // Where nobody gets anything, there is nothing to prove.
    if pinned.is_empty() {
        return Err(Error::NotFound);
    }
    let goods = app.goods(request.kind);
    let evidence = goods.evidence(&mut on, &request.id, lang).await?;
    let mut consents = goods.consents(&mut on, &request.id).await?;
    consents.extend(store::consents(&mut on, &request.id).await?);
    consents.sort_by_key(|consent| consent.asked_at);
    let laid = store::laid(&mut on, &request.id).await?;
    let of = |recipient: &RecipientStatus| {
        let laid: Vec<Laid> = laid.iter().filter(|(id, _)| *id == recipient.id).map(|(_, laid)| laid.clone()).collect();
        prove(recipient, &laid, |line: &str| evidence.get(line).cloned())
    };
    let organisation = people::store::names_of(&mut on, std::slice::from_ref(&caller.actor.organisation_id)).await?;
    let proof = Proof {
        version: 1,
        vendor: people::store::installation(app, &mut on).await?.vendor,
        request_kind: request.kind,
        made_at: app.clock.now(),
        made_for: caller.name.clone(),
        made_for_organisation: organisation.into_iter().next().unwrap_or_default(),
        recipients: pinned.iter().map(of).collect(),
        consents,
        partner: request.partner.name,
        requester: request.requester.name,
        request_number: request.number,
        subject: request.subject,
        reference: request.reference,
    };
    let text = canonical::text(&proof)?;
    Ok((proof, text))
}

/// The text and its seal; what is hashed stands in it as it was hashed.
fn sealed(text: &str) -> String {
    format!("{{\"proof\":{text},\"sha256\":\"{}\"}}\n", canonical::digest(text))
}

fn sheet(app: &App, lang: Lang, proof: &Proof, text: &str, phone: &str) -> Result<Sheet> {
    let made = calendar::civil(app, proof.made_at)?;
    let mut sections = Vec::new();
    for recipient in &proof.recipients {
        sections.extend(of_recipient(app, lang, recipient)?);
    }
    if !proof.consents.is_empty() {
        sections.push(consents(app, lang, proof)?);
    }
    let mut facts = vec![(t::request(lang), proof.request_number.clone()), (t::made_at(lang), format::timestamp(lang, made))];
    facts.extend(proof.reference.clone().map(|reference| (t::reference(lang), reference)));
    facts.push((t::partner(lang), proof.partner.clone()));
    facts.push((t::requester(lang), proof.requester.clone()));
    let day = made.date();
    Ok(Sheet {
        lang: lang.word(),
        title: t::proof_title(lang).to_owned(),
        from: proof.vendor.clone(),
        from_line: [proof.vendor.as_str(), phone].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        to: vec![proof.made_for.clone(), proof.made_for_organisation.clone()],
        facts,
        lead: proof.subject.clone(),
        code: None,
        sections,
        note: t::proof_note(lang, canonical::digest(text)),
        page_of: t::page_of(lang, "{page}", "{pages}"),
        made_on: (day.year(), day.month(), day.day()),
        files: vec![Attached {
            name: "proof.json".to_owned(),
            media_type: "application/json",
            description: t::proof_json(lang),
            text: sealed(text),
        }],
    })
}

fn of_recipient(app: &App, lang: Lang, recipient: &ProofRecipient) -> Result<Vec<Section>> {
    let address = &recipient.address;
    let place = format!("{} {}", address.postal_code, address.city);
    let parts = [&recipient.organisation, &address.street, &place, &address.country];
    let mut lines = vec![parts.into_iter().filter(|part| !part.trim().is_empty()).cloned().collect::<Vec<_>>().join(", ")];
    lines.extend(recipient.email.clone());
    if !recipient.why.is_empty() {
        lines.push(t::why(lang, &recipient.why));
    }
    lines.push(t::now(lang, t_channel(lang, recipient), words::status(lang, recipient.status)));
    lines.retain(|line| !line.is_empty());
    if recipient.sendings.is_empty() {
        lines.push(t::nothing_sent(lang).to_owned());
    }
    let mut sections = vec![Section { title: recipient.name.clone(), deep: false, lines, head: Vec::new(), rows: Vec::new() }];
    for sending in &recipient.sendings {
        sections.push(of_sending(app, lang, sending)?);
    }
    Ok(sections)
}

fn t_channel(lang: Lang, recipient: &ProofRecipient) -> &'static str {
    use eyelevel_contract::deliveries::Channel;
    match recipient.channel {
        Channel::Mail => t::by_mail(lang),
        Channel::Parcel => t::by_parcel(lang),
        Channel::Download => t::by_download(lang),
    }
}

fn of_sending(app: &App, lang: Lang, sending: &ProofSending) -> Result<Section> {
    let mut lines = Vec::new();
    if let Some(number) = &sending.number {
        lines.push(format!("{} {number}", sending.carrier.map_or("", |carrier| words::carrier(lang, carrier))));
    }
    if !sending.addresses.is_empty() {
        lines.push(t::to_address(lang, sending.addresses.join(", ")));
    }
    for goods in &sending.goods {
        let mut line = format!("{} × {}", format::integer(lang, goods.quantity), goods.name);
        if let Some(versions) = &goods.versions {
            line = format!("{line}, {}", t::versions(lang, versions));
        }
        if !goods.serials.is_empty() {
            line = format!("{line} ({})", goods.serials.join(", "));
        }
        lines.push(line);
        lines.extend(goods.sha256.as_ref().map(|digest| t::key_digest(lang, digest)));
    }
    let mut rows = Vec::new();
    let sent: Vec<_> = sending.goods.iter().map(piece).collect();
    for event in &sending.events {
        let said = [words::pieces(lang, &event.pieces, &sent), event.note.clone().unwrap_or_default()];
        rows.push(vec![
            at(app, lang, event.at)?,
            words::status(lang, event.status).to_owned(),
            words::source(lang, event.source).to_owned(),
            said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". "),
        ]);
    }
    let title = match sending.sent_at {
        Some(sent) => t::sending_at(lang, sending.round, at(app, lang, sent)?),
        None => t::sending(lang, sending.round),
    };
    let head = if rows.is_empty() { Vec::new() } else { vec![t::when(lang), t::status(lang), t::source(lang), t::note(lang)] };
    Ok(Section { title, deep: true, lines, head, rows })
}

fn piece(goods: &eyelevel_contract::deliveries::ProofGoods) -> eyelevel_contract::deliveries::Piece {
    eyelevel_contract::deliveries::Piece {
        line_id: goods.line_id.clone(),
        name: goods.name.clone(),
        quantity: goods.quantity,
        serials: goods.serials.clone(),
    }
}

fn consents(app: &App, lang: Lang, proof: &Proof) -> Result<Section> {
    let mut rows = Vec::new();
    for consent in &proof.consents {
        let answer = match consent.agreed {
            None => t::unanswered(lang).to_owned(),
            Some(agreed) => {
                let who = consent.answered_by.clone().unwrap_or_default();
                let when = consent.answered_at.map_or_else(|| Ok(String::new()), |when| at(app, lang, when))?;
                let answer = if agreed { t::agreed(lang, who, when) } else { t::not_agreed(lang, who, when) };
                if consent.in_place { format!("{answer} ({})", t::in_place(lang)) } else { answer }
            }
        };
        rows.push(vec![
            at(app, lang, consent.asked_at)?,
            change(lang, &consent.change).to_owned(),
            consent.recipient.clone(),
            format!("{}: {} {answer}", consent.asked_by, consent.reason),
        ]);
    }
    let head = vec![t::when(lang), t::change(lang), t::whom(lang), t::note(lang)];
    Ok(Section { title: t::consents(lang).to_owned(), deep: false, lines: Vec::new(), head, rows })
}

/// A change in words; a word that is none of ours stays as it is.
fn change(lang: Lang, word: &str) -> &str {
    match word {
        "added" => t::added(lang),
        "left_out" => t::left_out(lang),
        "redirected" => t::redirected(lang),
        "repaired" => t::address_changed(lang),
        other => other,
    }
}

fn at(app: &App, lang: Lang, at: Millis) -> Result<String> {
    let civil: Civil = calendar::civil(app, at)?;
    Ok(format::timestamp(lang, civil))
}
