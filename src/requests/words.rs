//! Kinds, sections and events in words.

use eyelevel_contract::requests::{EventKind, Kind, Section, TimelineEntry};
use eyelevel_texts::{events as e, requests as t, words};

use crate::{
    i18n::{lang, moment, timestamp},
    session,
    ui::timeline::Entry,
};

/// A kind's name.
#[must_use]
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::DemoKit => t::demo_kit(lang()),
        Kind::Enquiry => t::enquiry(lang()),
        Kind::Licence => t::licence(lang()),
        Kind::StatementQuery => t::statement_query(lang()),
    }
}

/// A section's name, as seen from the reader's side.
#[must_use]
pub(crate) fn section(section: Section) -> String {
    let me = session::me();
    let partner = session::actor().is_partner();
    match section {
        Section::WithPartner if partner => t::with_you(lang()).to_owned(),
        Section::WithPartner => t::with_partners(lang()).to_owned(),
        Section::WithVendor if partner => t::with_them(lang(), &me.installation.vendor),
        Section::WithVendor => t::with_you(lang()).to_owned(),
        Section::OnTheWay => t::on_the_way(lang()).to_owned(),
        Section::Done => t::done(lang()).to_owned(),
    }
}

/// An entry of the thread, in words.
#[must_use]
pub(crate) fn entry(kind: Kind, entry: &TimelineEntry) -> Entry {
    let own = entry.by.as_ref().is_some_and(|by| by.id == session::me().id);
    let look = match entry.kind {
        EventKind::Note => "note",
        EventKind::Message | EventKind::Asked | EventKind::Answered if own => "own",
        EventKind::Message | EventKind::Asked | EventKind::Answered => "message",
        EventKind::PromiseBroken | EventKind::Problem | EventKind::KeyStopped | EventKind::KeyRevoked => "late",
        EventKind::Approved
        | EventKind::Accepted
        | EventKind::Received
        | EventKind::Closed
        | EventKind::KeyIssued
        | EventKind::ConsentGiven
        | EventKind::Works => "good",
        _ => "event",
    };
    // A status' text is the recipient's name, which stands in the sentence.
    let text = entry.text.clone().filter(|text| entry.kind != EventKind::Status && !text.is_empty());
    let mark = (entry.kind == EventKind::Note).then(|| e::internal(lang()));
    Entry { id: ["entry-", &entry.id].concat(), when: timestamp(entry.at), what: sentence(kind, entry), text, look, mark }
}

fn sentence(kind: Kind, entry: &TimelineEntry) -> String {
    let who = entry.by.as_ref().map_or(e::portal(lang()), |by| by.name.as_str());
    let value = entry.value.as_deref().unwrap_or_default();
    let when = || value.parse().map_or_else(|_| value.to_owned(), moment);
    match entry.kind {
        EventKind::Submitted => e::submitted(lang(), who, when()),
        EventKind::Message | EventKind::Note => who.to_owned(),
        EventKind::Asked => e::asked(lang(), who),
        EventKind::Answered => e::answered(lang(), who),
        EventKind::Objected => e::objected(lang(), who),
        // A query is answered, by a correction or in words: nothing is approved.
        EventKind::Approved if kind == Kind::StatementQuery => e::answered_query(lang(), who),
        EventKind::Approved => e::approved(lang(), who),
        EventKind::Offered => e::offered(lang(), who),
        EventKind::Accepted => e::accepted(lang(), who),
        EventKind::Declined => e::declined(lang(), who),
        EventKind::SecondLook => e::second_look(lang(), who),
        EventKind::Withdrawn => e::withdrawn(lang(), who),
        EventKind::OwnerChanged => e::owner_changed(lang(), who, value),
        EventKind::PromiseMoved => e::promise_moved(lang(), who, when()),
        EventKind::PromiseBroken => e::promise_broken(lang()).to_owned(),
        EventKind::Shipped => e::shipped(lang(), who, value),
        EventKind::Status => e::status(lang(), entry.text.as_deref().unwrap_or_default(), words::status_by_word(lang(), value)),
        EventKind::Received => e::received(lang(), value),
        EventKind::Problem => e::problem(lang(), value),
        EventKind::ReturnReminder => e::return_reminder(lang()).to_owned(),
        EventKind::CheckedIn => e::checked_in(lang(), who),
        EventKind::Closed => e::closed(lang()).to_owned(),
        EventKind::Edited => e::edited(lang(), who),
        EventKind::KeyIssued => e::key_issued(lang(), value),
        EventKind::KeyStopped => e::key_stopped(lang(), who),
        EventKind::KeyRevoked => e::key_revoked(lang(), who),
        EventKind::ConsentAsked => match value.split_once(':') {
            Some(("left_out", name)) => e::consent_asked_left_out(lang(), who, name),
            Some((_, name)) => e::consent_asked_added(lang(), who, name),
            None => value.to_owned(),
        },
        EventKind::ConsentGiven => e::consent_given(lang(), who, value),
        EventKind::ConsentRefused => e::consent_refused(lang(), who, value),
        EventKind::Contacted => e::contacted(lang(), who),
        EventKind::Works => e::works(lang(), who),
    }
}
