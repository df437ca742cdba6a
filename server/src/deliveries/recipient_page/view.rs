use eyelevel_contract::deliveries::rules::{Arrival, arrival};
use eyelevel_contract::deliveries::{Parcel, Status, StatusChange, carriers::Carrier};
use eyelevel_texts::{format, pages as texts, words};
use maud::{Markup, html};

use super::super::Content;
use super::store::Shown;
use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::pages::{Field, Page, field};

/// What went wrong with a report: the text as it was typed, and the sentence at the field.
pub(super) struct Refused {
    pub(super) typed: String,
    pub(super) error: String,
}

/// The page as things stand.
pub(super) fn page<'a>(app: &App, shown: &'a Shown, refused: Option<&Refused>) -> Result<Page<'a>> {
    let (lang, recipient, vendor) = (shown.lang, &shown.recipient, &shown.installation.vendor);
    // A text can be taken from here before any mail server has it.
    let here = shown.content.as_ref().is_some_and(|content| !content.revoked);
    let open = recipient.status != Status::Confirmed && (here || recipient.status != Status::Planned);
    let body = html! {
        h1 { (heading(shown)) }
        @if let Some(text) = remark(shown) { p.lead { (text) } }
        p.muted { (texts::on_behalf(lang, vendor, &shown.partner)) br; (texts::for_you(lang, &recipient.name)) }
        @if let Some(parcel) = &recipient.parcel { (contents(shown, parcel)) }
        @if let Some(content) = &shown.content { (text(app, shown, content)?) }
        (whereabouts(app, shown)?)
        @if open { (answer(shown, refused)) }
        @if !shown.installation.phone.is_empty() { p.muted { (texts::questions(lang, &shown.installation.phone)) } }
    };
    Ok(Page { lang, title: texts::contents(lang), vendor, here: &shown.here, head: html! {}, body })
}

fn heading(shown: &Shown) -> String {
    let lang = shown.lang;
    match shown.recipient.status {
        Status::Confirmed => texts::arrived(lang).to_owned(),
        Status::Problem => texts::problem_noted(lang).to_owned(),
        _ if shown.content.is_some() => texts::key_is_here(lang).to_owned(),
        status => match arrival(status, shown.recipient.parcel.as_ref().and_then(|p| p.arrives_on), shown.today) {
            // Where it is already, or where it will not come from: a date would say something else.
            Arrival::Over => texts::parcel_is(lang, words::status(lang, status)),
            Arrival::Overdue(day) => texts::should_have_come(lang, format::day(lang, day)),
            Arrival::Expected(day) => texts::arriving(lang, format::day(lang, day)),
            Arrival::NoDate => texts::no_date(lang).to_owned(),
        },
    }
}

/// One sentence below the heading: that they are heard, or why it takes longer.
fn remark(shown: &Shown) -> Option<String> {
    let (lang, vendor) = (shown.lang, &shown.installation.vendor);
    match shown.recipient.status {
        Status::Confirmed => Some(texts::thanks(lang, vendor, &shown.partner)),
        Status::Problem => Some(texts::problem_noted_text(lang, vendor, &shown.partner)),
        Status::Returned => Some(texts::returned_note(lang, vendor)),
        Status::Lost => Some(texts::lost_note(lang, vendor)),
        status => {
            let now = shown.recipient.parcel.as_ref().and_then(|p| p.arrives_on);
            if now > shown.first_arrives_on && shown.first_arrives_on.is_some() {
                let reason = shown.recipient.history.iter().rev().find_map(|h| h.note.as_deref());
                return Some(match reason {
                    Some(reason) => texts::later_because(lang, reason.trim_end_matches('.')),
                    None => texts::later(lang).to_owned(),
                });
            }
            (status == Status::Failed).then(|| texts::failed_note(lang).to_owned())
        }
    }
}

fn contents(shown: &Shown, parcel: &Parcel) -> Markup {
    let lang = shown.lang;
    html! {
        section.card {
            h2 { (texts::contents(lang)) }
            ul.pieces {
                @for piece in &parcel.pieces {
                    li {
                        span {
                            (piece.name)
                            @if !piece.serials.is_empty() { br; span.muted.small { (texts::serials(lang, piece.serials.join(", "))) } }
                        }
                        span.muted { (texts::pieces(lang, piece.quantity)) }
                    }
                }
            }
            @if let Some(day) = shown.return_on { p { (texts::lent_until(lang, format::day(lang, day))) } }
        }
    }
}

/// A text that is delivered, to be copied or saved.
fn text(app: &App, shown: &Shown, content: &Content) -> Result<Markup> {
    let lang = shown.lang;
    let until = match content.until {
        Some(at) => Some(texts::key_until(lang, format::moment(lang, calendar::civil(app, at)?))),
        None => None,
    };
    Ok(html! {
        section.card {
            h2 { (texts::key(lang)) }
            @if content.revoked {
                p { strong { (texts::key_revoked(lang)) } }
            } @else {
                textarea.key-text readonly rows="6" spellcheck="false" aria-label=(texts::key(lang)) { (content.text) }
                @if let Some(until) = until { p { (until) } }
                p { a.button href=(format!("{}/file", shown.here)) download { (texts::key_file(lang)) } }
            }
        }
    })
}

fn whereabouts(app: &App, shown: &Shown) -> Result<Markup> {
    let lang = shown.lang;
    let mut history = Vec::new();
    for StatusChange { at, status, note } in shown.recipient.history.iter().rev() {
        history.push((format::moment(lang, calendar::civil(app, *at)?), words::status(lang, *status), note));
    }
    Ok(html! {
        section.card {
            h2 { (texts::whereabouts(lang)) }
            @if let Some(parcel) = &shown.recipient.parcel {
                @if parcel.carrier == Carrier::Mail {
                    p { (texts::by_mail(lang)) }
                } @else if parcel.carrier == Carrier::Courier {
                    p { (texts::by_courier(lang)) }
                } @else {
                    p {
                        (parcel.carrier.brand()) ", " (texts::parcel(lang, &parcel.number))
                        @if let Some(url) = &parcel.track_url { br; a href=(url) rel="noreferrer" { (texts::track(lang, parcel.carrier.brand())) } }
                    }
                }
            }
            ol.history {
                @for (moment, status, note) in &history {
                    li { time.muted.small { (moment) } span { (status) @if let Some(note) = note { br; span.muted { (note) } } } }
                }
            }
        }
    })
}

/// Two answers: one click, or what is wrong.
fn answer(shown: &Shown, refused: Option<&Refused>) -> Markup {
    let lang = shown.lang;
    let to = |verb: &str| format!("{}/{verb}", shown.here);
    html! {
        form method="post" action=(to("received")) {
            button.button.primary.wide type="submit" { (texts::everything_arrived(lang)) }
        }
        details.report open[refused.is_some()] {
            summary.button { (texts::something_is_wrong(lang)) }
            form.form method="post" action=(to("problem")) {
                (field(&Field {
                    name: "note",
                    label: texts::what_is_wrong(lang),
                    kind: "textarea",
                    value: refused.map_or("", |r| &r.typed),
                    autocomplete: "off",
                    hint: texts::what_is_wrong_hint(lang),
                    error: refused.map(|r| r.error.clone()),
                }))
                button.button type="submit" { (texts::send_problem(lang)) }
            }
        }
    }
}
