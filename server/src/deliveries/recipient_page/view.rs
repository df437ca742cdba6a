use eyelevel_contract::deliveries::rules::{Arrival, arrival};
use eyelevel_contract::deliveries::{Parcel, Source, Status, carriers::Carrier};
use eyelevel_contract::lang::PageLang;
use eyelevel_texts::{page as words, public_page as texts};
use maud::{Markup, html};

use super::super::Content;
use super::form::{Filled, Wrong};
use super::report;
use super::store::Shown;
use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::pages::Page;

/// The page as things stand.
pub(super) fn page<'a>(app: &App, shown: &'a Shown, refused: Option<(&Filled, &Wrong)>) -> Result<Page<'a>> {
    let (lang, recipient, vendor) = (shown.lang, &shown.recipient, &shown.installation.vendor);
    // A text can be taken from here before any mail server has it.
    let here = shown.content.as_ref().is_some_and(|content| !content.revoked);
    let open = recipient.status != Status::Confirmed && (here || recipient.status != Status::Planned);
    let promised = shown.answer_by.filter(|_| recipient.status == Status::Problem);
    let body = html! {
        h1 { (heading(shown)) }
        @if let Some(text) = remark(shown) { p.lead { (text) } }
        @if let Some(at) = promised { p { (texts::answer_by(lang, vendor, words::moment(lang, calendar::civil(app, at)?))) } }
        p.muted { (texts::on_behalf(lang, vendor, &shown.partner)) br; (texts::for_you(lang, &recipient.name)) }
        @if let Some(parcel) = &recipient.parcel { (contents(shown, parcel)) }
        @if let Some(content) = &shown.content { (text(app, shown, content)?) }
        (whereabouts(app, shown)?)
        @if open { (report::answer(shown, refused)) }
        @if !shown.installation.phone.is_empty() { p.muted { (texts::questions(lang, &shown.installation.phone)) } }
    };
    Ok(Page { lang, langs: PageLang::ALL, title: texts::contents(lang), vendor, here: &shown.here, head: html! {}, body })
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
            Arrival::Overdue(day) => texts::should_have_come(lang, words::day(lang, day)),
            Arrival::Expected(day) => texts::arriving(lang, words::day(lang, day)),
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
                return Some(later(shown));
            }
            (status == Status::Failed).then(|| texts::failed_note(lang).to_owned())
        }
    }
}

/// Why it comes later: in the vendor's words, if they have any, else by the class of reasons that the carrier names.
fn later(shown: &Shown) -> String {
    let lang = shown.lang;
    let cause = shown.recipient.parcel.as_ref().and_then(|parcel| parcel.late_because);
    let said =
        shown.recipient.history.iter().rev().filter(|change| change.source == Source::Vendor).find_map(|change| change.note.as_deref());
    match (said, cause) {
        (Some(reason), _) => texts::later_because(lang, reason.trim_end_matches('.')),
        (None, Some(cause)) => match words::because(lang, cause) {
            Some(why) => texts::later_since(lang, why),
            None => texts::collect_note(lang).to_owned(),
        },
        (None, None) => texts::later(lang).to_owned(),
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
            @if let Some(day) = shown.return_on { p { (texts::lent_until(lang, words::day(lang, day))) } }
        }
    }
}

/// A text that is delivered, to be copied or saved.
fn text(app: &App, shown: &Shown, content: &Content) -> Result<Markup> {
    let lang = shown.lang;
    let until = match content.until {
        Some(at) => Some(texts::key_until(lang, words::moment(lang, calendar::civil(app, at)?))),
        None => None,
    };
    Ok(html! {
        section.card {
            h2 { (texts::key(lang)) }
            @if content.revoked {
                p { strong { (texts::key_revoked(lang)) } }
            } @else if !shown.opened {
                p { (texts::key_hidden(lang)) }
                form method="post" action=(shown.to("shown")) {
                    button.button.primary.wide type="submit" { (texts::key_show(lang)) }
                }
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
    let sent = shown.recipient.parcel.as_ref().map_or(&[][..], |parcel| &parcel.pieces);
    let mut history = Vec::new();
    for change in shown.recipient.history.iter().rev() {
        let what = match change.arrives_on {
            Some(day) if change.is_of_the_day() => texts::arriving(lang, words::day(lang, day)),
            _ => words::status(lang, change.status).to_owned(),
        };
        let said = [words::pieces(lang, &change.pieces, sent), change.note.clone().unwrap_or_default()];
        history.push((words::moment(lang, calendar::civil(app, change.at)?), what, said));
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
                @for (moment, status, said) in &history {
                    li { time.muted.small { (moment) } span { (status) @for part in said.iter().filter(|part| !part.is_empty()) { br; span.muted { (part) } } } }
                }
            }
        }
    })
}
