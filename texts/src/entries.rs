//! What happened to a request, entry by entry: the same sentences on its page and on paper.

use eyelevel_contract::{
    ids::Millis,
    lang::{Lang, said},
    requests::{EventKind, Kind, Level, PromiseKind, TimelineEntry},
};

use crate::{events as e, format, progress, words};

/// Whether an entry's text stands below its sentence; of some, it is a name that stands in it.
#[must_use]
pub const fn has_words(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Status | EventKind::Trouble | EventKind::ArrivalMoved | EventKind::StandsIn | EventKind::TakenOver)
}

/// An entry in one sentence; `moment` says an instant as the reader's clock has it.
#[must_use]
pub fn sentence(lang: Lang, kind: Kind, entry: &TimelineEntry, moment: &dyn Fn(Millis) -> String) -> String {
    let who = entry.by.as_ref().map_or(e::portal(lang), |by| by.name.as_str());
    let value = entry.value.as_deref().unwrap_or_default();
    let when = || value.parse().map_or_else(|_| value.to_owned(), moment);
    let on = || day_of(lang, value);
    match entry.kind {
        EventKind::Submitted => e::submitted(lang, who, when()),
        EventKind::Message | EventKind::Note => who.to_owned(),
        EventKind::Asked => e::asked(lang, who),
        EventKind::Answered => e::answered(lang, who),
        EventKind::Objected => e::objected(lang, who),
        // A query is answered, by a correction or in words: nothing is approved.
        EventKind::Approved if kind == Kind::StatementQuery => e::answered_query(lang, who),
        EventKind::Approved => e::approved(lang, who),
        EventKind::Offered => e::offered(lang, who),
        EventKind::Accepted => e::accepted(lang, who),
        EventKind::Declined => e::declined(lang, who),
        EventKind::SecondLook => e::second_look(lang, who),
        EventKind::Withdrawn => e::withdrawn(lang, who),
        EventKind::OwnerChanged => e::owner_changed(lang, who, value),
        EventKind::StandsIn => {
            let (day, deputy) = value.split_once(' ').unwrap_or(("", value));
            e::stands_in(lang, entry.text.as_deref().unwrap_or_default(), day_of(lang, day), deputy)
        }
        EventKind::TakenOver => e::takes_over(lang, entry.text.as_deref().unwrap_or_default(), value),
        EventKind::PromiseMoved => match value.split_once(' ') {
            Some((at, _)) => e::reply_moved(lang, who, at.parse().map_or_else(|_| at.to_owned(), moment)),
            None => e::promise_moved(lang, who, when()),
        },
        EventKind::SeverityChanged => {
            let (before, now) = value.split_once(' ').unwrap_or(("", value));
            e::severity_changed(lang, who, progress::severity_by_word(lang, before), progress::severity_by_word(lang, now))
        }
        EventKind::PromiseWarned => e::promise_warned(lang, when()),
        EventKind::PromiseBroken if value == PromiseKind::Answer.word() => e::reply_broken(lang).to_owned(),
        EventKind::PromiseBroken => e::promise_broken(lang).to_owned(),
        EventKind::NoReply => e::no_reply(lang, who),
        EventKind::Escalated | EventKind::EscalationMissed => climbed(lang, entry, who, value),
        EventKind::EscalationAnswered if value.is_empty() => e::escalation_answered_only(lang, who),
        EventKind::EscalationAnswered => e::escalation_answered(lang, who, when()),
        EventKind::Shipped => e::shipped(lang, who, value),
        EventKind::Status => e::status(lang, entry.text.as_deref().unwrap_or_default(), words::status_by_word(lang, value)),
        EventKind::Received => e::received(lang, value),
        EventKind::Problem => e::problem(lang, value),
        EventKind::Trouble => e::trouble(lang, entry.text.as_deref().unwrap_or_default(), words::trouble_by_word(lang, value)),
        EventKind::ArrivalMoved => moved(lang, entry.text.as_deref().unwrap_or_default(), value),
        EventKind::TakenCare => e::taken_care(lang, who),
        EventKind::ReturnReminder => e::return_reminder(lang).to_owned(),
        EventKind::CheckedIn if value.is_empty() => e::checked_in(lang, who),
        EventKind::CheckedIn => e::checked_in_what(lang, who, said(value, lang)),
        EventKind::StillOut => e::still_out(lang, said(value, lang)),
        EventKind::LetGo => e::let_go(lang, who, said(value, lang)),
        EventKind::LaterAsked => e::later_asked(lang, who, on()),
        EventKind::LaterAgreed => e::later_agreed(lang, who, on()),
        EventKind::LaterDeclined if value.is_empty() => e::later_declined(lang, who),
        EventKind::LaterDeclined => e::later_declined_instead(lang, who, value),
        EventKind::KeepAsked => e::keep_asked(lang, who, said(value, lang)),
        EventKind::KeepAgreed => e::keep_agreed(lang, who, said(value, lang)),
        EventKind::KeepDeclined if value.is_empty() => e::keep_declined(lang, who),
        EventKind::KeepDeclined => e::keep_declined_instead(lang, who, value),
        EventKind::StepNamed => e::step_named(lang, who, on()),
        EventKind::Closed => e::closed(lang).to_owned(),
        EventKind::Edited => e::edited(lang, who),
        EventKind::KeyIssued => e::key_issued(lang, value),
        EventKind::KeyStopped => e::key_stopped(lang, who),
        EventKind::KeyRevoked => e::key_revoked(lang, who),
        EventKind::ConsentAsked => match value.split_once(':') {
            Some(("left_out", name)) => e::consent_asked_left_out(lang, who, name),
            Some(("handed", name)) => e::consent_asked_handed(lang, who, name),
            Some(("repaired", name)) => e::consent_asked_repaired(lang, who, name),
            Some(("redirected", name)) => e::consent_asked_redirected(lang, who, name),
            Some((_, name)) => e::consent_asked_added(lang, who, name),
            None => value.to_owned(),
        },
        EventKind::ConsentGiven => e::consent_given(lang, who, value),
        EventKind::ConsentRefused => e::consent_refused(lang, who, value),
        EventKind::Contacted => e::contacted(lang, who),
        EventKind::Works => e::works(lang, who),
        EventKind::LabelSent => e::label_sent(lang, who, on()),
        EventKind::HandedIn => e::handed_in(lang, who),
        EventKind::Arrived => e::arrived(lang, who, value),
        EventKind::Strayed => e::strayed(lang, value),
        EventKind::ReplacementAwaited => e::replacement_awaited(lang, value),
        EventKind::WishTakenBack => e::wish_taken_back(lang, who),
        EventKind::ReplacementLost => e::replacement_lost(lang, value),
        EventKind::ReplacementFound => e::replacement_found(lang, value),
        EventKind::ReplacementBack => e::replacement_back(lang, value),
        EventKind::Inspected => e::inspected(lang, who, value),
        EventKind::Referred => e::referred(lang, who, value),
        EventKind::ReferralTaken => {
            let (answer, by) = value.split_once(' ').unwrap_or((value, ""));
            e::referral_taken(lang, who, words::referral_answer_by_word(lang, answer), day_of(lang, by))
        }
        EventKind::ReferralNeeds => e::referral_needs(lang, who),
        EventKind::ReferralDeclined => e::referral_declined(lang, who),
        EventKind::ReferralDone => e::referral_done(lang, who),
        EventKind::ReferralTakenBack => e::referral_taken_back(lang, who, value),
        EventKind::ReferralLate => late(lang, value),
        EventKind::DeviceDone => {
            let (outcome, serial) = value.split_once(' ').unwrap_or((value, ""));
            e::device_done(lang, serial, words::outcome_by_word(lang, outcome))
        }
    }
}

/// A distributor is silent, or has not finished: the word, the day, the name.
fn late(lang: Lang, value: &str) -> String {
    let (word, rest) = value.split_once(' ').unwrap_or((value, ""));
    let name = rest.split_once(' ').map_or(rest, |(_, name)| name);
    if word == "silent" { e::referral_late(lang, name) } else { e::referral_overdue(lang, name) }
}

/// A parcel comes later: the day, and the cause where it is known.
fn moved(lang: Lang, name: &str, value: &str) -> String {
    let (on, cause) = value.split_once(' ').unwrap_or((value, ""));
    let on = day_of(lang, on);
    match words::because_by_word(lang, cause) {
        Some(why) => e::arrival_moved_because(lang, name, on, why),
        None => e::arrival_moved(lang, name, on),
    }
}

/// It was taken to a level, or a level was late: the level's word, then the name.
fn climbed(lang: Lang, entry: &TimelineEntry, who: &str, value: &str) -> String {
    let (level, name) = value.split_once(' ').unwrap_or(("", value));
    let level = Level::from_word(level).map_or("", |level| progress::level(lang, level));
    match (entry.kind, &entry.by) {
        (EventKind::EscalationMissed, _) => e::escalation_missed(lang, name, level),
        (_, Some(_)) => e::escalated(lang, who, name, level),
        (_, None) => e::escalated_itself(lang, name, level),
    }
}

/// A day of a value; what is none stays as it is.
fn day_of(lang: Lang, value: &str) -> String {
    value.parse().map_or_else(|_| value.to_owned(), |day| format::day(lang, day))
}
