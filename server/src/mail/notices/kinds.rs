use eyelevel_contract::notices::NoticeKind;

use super::super::Template;

/// What a mail to a person is about. None: it is no notice, but a door into the portal, or goes to somebody outside of it.
///
/// Where a kind of mail brings what is owed now and then (an answer to a wish, what becomes of a device), all of it is.
#[must_use]
pub const fn kind_of(template: Template) -> Option<NoticeKind> {
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
        | Template::KeyRevoked
        | Template::LoanNews
        | Template::ReturnNews => NoticeKind::Owed,
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
