//! Kinds, sections and events in words.

use eyelevel_contract::requests::{EventKind, Kind, Section, TimelineEntry};
use eyelevel_texts::{entries, events as e, progress, requests as t};

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
        Kind::Return => t::a_return(lang()),
    }
}

/// The kinds as a filter offers them: all, then each.
#[must_use]
pub(crate) fn kinds() -> [(&'static str, &'static str); 6] {
    let one = |kind: Kind| (kind.word(), progress::kinds(lang(), kind));
    let [kit, key, enquiry, query, back] = [Kind::DemoKit, Kind::Licence, Kind::Enquiry, Kind::StatementQuery, Kind::Return].map(one);
    [("", t::any_kind(lang())), kit, key, enquiry, query, back]
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
        EventKind::PromiseBroken
        | EventKind::EscalationMissed
        | EventKind::Problem
        | EventKind::KeyStopped
        | EventKind::KeyRevoked
        | EventKind::Trouble
        | EventKind::StillOut
        | EventKind::Strayed
        | EventKind::ReferralNeeds
        | EventKind::ReferralDeclined
        | EventKind::ReferralLate => "late",
        EventKind::Approved
        | EventKind::Accepted
        | EventKind::Received
        | EventKind::Closed
        | EventKind::KeyIssued
        | EventKind::ConsentGiven
        | EventKind::TakenCare
        | EventKind::Works
        | EventKind::LaterAgreed
        | EventKind::KeepAgreed
        | EventKind::DeviceDone
        | EventKind::ReferralTaken
        | EventKind::ReferralDone => "good",
        _ => "event",
    };
    let text = entry.text.clone().filter(|text| entries::has_words(entry.kind) && !text.is_empty());
    let mark = (entry.kind == EventKind::Note).then(|| e::internal(lang()));
    Entry {
        id: ["entry-", &entry.id].concat(),
        when: timestamp(entry.at),
        what: entries::sentence(lang(), kind, entry, &moment),
        text,
        look,
        mark,
    }
}
