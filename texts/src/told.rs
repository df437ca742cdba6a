//! Notices in words.

use eyelevel_contract::lang::Lang;
use eyelevel_contract::notices::{NoticeKind, Way};

use crate::notice_words as t;

/// What has happened, by the word of its mail; none for a word that is no notice's.
#[must_use]
pub fn what(lang: Lang, template: &str) -> Option<&'static str> {
    Some(match template {
        "parcel_trouble" | "parcel_task" => t::did_parcel_trouble(lang),
        "submitted" => t::did_submitted(lang),
        "assigned" => t::did_assigned(lang),
        "asked" => t::did_asked(lang),
        "answered" => t::did_answered(lang),
        "decided" => t::did_decided(lang),
        "partner_acted" => t::did_partner_acted(lang),
        "message" => t::did_message(lang),
        "moved" => t::did_moved(lang),
        "promise_warned" => t::did_promise_warned(lang),
        "promise_broken" => t::did_promise_broken(lang),
        "escalated" => t::did_escalated(lang),
        "escalation_news" => t::did_escalation_news(lang),
        "stands_in" => t::did_stands_in(lang),
        "recipient_acted" => t::did_recipient_acted(lang),
        "arrival_moved" => t::did_arrival_moved(lang),
        "return_reminder" => t::did_return_reminder(lang),
        "return_overdue" => t::did_return_overdue(lang),
        "return_news" => t::did_return_news(lang),
        "return_task" => t::did_return_task(lang),
        "loan_wish" => t::did_loan_wish(lang),
        "loan_news" => t::did_loan_news(lang),
        "closed" => t::did_closed(lang),
        "known_issue" => t::did_known_issue(lang),
        "key_issued" => t::did_key_issued(lang),
        "key_stopped" => t::did_key_stopped(lang),
        "key_revoked" => t::did_key_revoked(lang),
        "consent_asked" => t::did_consent_asked(lang),
        "renewed" => t::did_renewed(lang),
        "monthly_statement" => t::did_monthly_statement(lang),
        "pool_low" => t::did_pool_low(lang),
        _ => return None,
    })
}

/// A kind, and what belongs to it.
#[must_use]
pub fn kind(lang: Lang, kind: NoticeKind) -> (&'static str, &'static str) {
    match kind {
        NoticeKind::Owed => (t::owed(lang), t::owed_means(lang)),
        NoticeKind::Messages => (t::messages(lang), t::messages_means(lang)),
        NoticeKind::Progress => (t::progress(lang), t::progress_means(lang)),
        NoticeKind::Mine => (t::mine(lang), t::mine_means(lang)),
        NoticeKind::Deliveries => (t::deliveries(lang), t::deliveries_means(lang)),
        NoticeKind::Reminders => (t::reminders(lang), t::reminders_means(lang)),
        NoticeKind::Warnings => (t::warnings(lang), t::warnings_means(lang)),
        NoticeKind::Statements => (t::statements(lang), t::statements_means(lang)),
        NoticeKind::KnownIssues => (t::known_issues(lang), t::known_issues_means(lang)),
    }
}

/// A way.
#[must_use]
pub fn way(lang: Lang, way: Way) -> &'static str {
    match way {
        Way::AtOnce => t::at_once(lang),
        Way::Gathered => t::gathered(lang),
        Way::Digest => t::digest(lang),
        Way::Portal => t::portal(lang),
    }
}
