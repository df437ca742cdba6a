use eyelevel_contract::notices::NoticeKind;
use eyelevel_contract::requests::EventKind;

use super::super::Template;

/// What a mail to a person is about. None: it is no notice, but a door into the portal, or goes to somebody outside of it. `event` is what it
/// brings, where the template says it of many things.
#[must_use]
pub const fn kind_of(template: Template, event: Option<EventKind>) -> Option<NoticeKind> {
    Some(match template {
        Template::Asked
        | Template::Answered
        | Template::Decided
        | Template::PromiseBroken
        | Template::Escalated
        | Template::EscalationNews
        | Template::ConsentAsked
        | Template::KeyIssued
        | Template::KeyStopped
        | Template::KeyRevoked => NoticeKind::Owed,
        Template::LoanNews | Template::ReturnNews => news(event),
        Template::Message => NoticeKind::Messages,
        Template::Submitted | Template::Moved | Template::Closed | Template::Renewed => NoticeKind::Progress,
        Template::Assigned | Template::StandsIn | Template::PartnerActed | Template::LoanWish | Template::ReturnTask => NoticeKind::Mine,
        Template::RecipientActed | Template::ParcelTrouble | Template::ParcelTask | Template::ArrivalMoved => NoticeKind::Deliveries,
        Template::ReturnReminder | Template::ReturnOverdue => NoticeKind::Reminders,
        Template::PromiseWarned | Template::PoolLow | Template::WebhookTrouble => NoticeKind::Warnings,
        Template::MonthlyStatement => NoticeKind::Statements,
        Template::KnownIssue => NoticeKind::KnownIssues,
        Template::Invitation
        | Template::Reset
        | Template::Digest
        | Template::Shipped
        | Template::NewLink
        | Template::KeySent
        | Template::Referred
        | Template::ReferralReminder
        | Template::ReferralOver => return None,
    })
}

/// What news of a loan or a return is. An answer to a wish, what becomes of a device, a label with its last day, what a distributor answers: those
/// are owed. That something arrived, was handed on or taken back is how it goes on.
const fn news(event: Option<EventKind>) -> NoticeKind {
    match event {
        Some(EventKind::Arrived | EventKind::Referred | EventKind::ReferralDone | EventKind::ReferralTakenBack) => NoticeKind::Progress,
        Some(EventKind::Strayed) => NoticeKind::Deliveries,
        Some(EventKind::ReturnReminder | EventKind::StillOut) => NoticeKind::Reminders,
        Some(EventKind::WishTakenBack) => NoticeKind::Mine,
        _ => NoticeKind::Owed,
    }
}
