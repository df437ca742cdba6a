//! What became of promises and of the levels of the ladder, and what the kinds and severities of requests are called.

use eyelevel_contract::{
    lang::Lang,
    requests::{Escalation, Kind, Level, Promise, Severity},
};

use crate::{clocks, escalations, kinds, severities};

/// Requests of a kind.
#[must_use]
pub fn kinds(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::DemoKit => kinds::demo_kits(lang),
        Kind::Enquiry => kinds::enquiries(lang),
        Kind::Licence => kinds::licences(lang),
        Kind::StatementQuery => kinds::statement_queries(lang),
        Kind::Return => kinds::returns(lang),
    }
}

/// A severity.
#[must_use]
pub fn severity(lang: Lang, severity: Severity) -> &'static str {
    match severity {
        Severity::Normal => severities::normal(lang),
        Severity::High => severities::high(lang),
        Severity::Critical => severities::critical(lang),
    }
}

/// The same, by its word; what is none stays as it is.
#[must_use]
pub fn severity_by_word(lang: Lang, word: &str) -> &str {
    Severity::from_word(word).map_or(word, |severity| self::severity(lang, severity))
}

/// A severity, and what it means.
#[must_use]
pub fn severity_means(lang: Lang, severity: Severity) -> &'static str {
    match severity {
        Severity::Normal => severities::normal_means(lang),
        Severity::High => severities::high_means(lang),
        Severity::Critical => severities::critical_means(lang),
    }
}

/// A level of the ladder.
#[must_use]
pub fn level(lang: Lang, level: Level) -> &'static str {
    match level {
        Level::Lead => escalations::lead(lang),
        Level::Management => escalations::management(lang),
    }
}

/// What became of a level, in a word.
#[must_use]
pub fn escalation_status(lang: Lang, one: &Escalation) -> &'static str {
    match (one.missed_at, one.answered_at, one.over_at) {
        (Some(_), ..) => escalations::is_missed(lang),
        (None, Some(_), _) => escalations::is_answered(lang),
        (None, None, Some(_)) => escalations::is_over(lang),
        (None, None, None) => escalations::is_open(lang),
    }
}

/// What became of a promise, in a word.
#[must_use]
pub fn promise_status(lang: Lang, promise: &Promise) -> &'static str {
    match (promise.kept, promise.settled_at, promise.remaining_minutes) {
        (Some(true), ..) => clocks::is_kept(lang),
        (Some(false), Some(_), _) => clocks::is_broken(lang),
        (Some(false), None, _) => clocks::is_late(lang),
        (None, Some(_), _) => clocks::is_void(lang),
        (None, None, Some(_)) => clocks::stands_still(lang),
        (None, None, None) => clocks::runs(lang),
    }
}
