//! What enhanced statuses (RFC 3463, and IANA's registry of RFC 5248) and reply codes (RFC 5321) mean.

use super::codes::EnhancedStatus;
use super::reasons::Reason;

/// The reason of a status that means one thing only.
pub(super) const fn certain(status: EnhancedStatus) -> Option<Reason> {
    Some(match (status.subject, status.detail) {
        (1, 1 | 3) => Reason::NoSuchAddress,
        (1, 2) => Reason::NoSuchDomain,
        (1, 6) | (7, 17 | 18) => Reason::Moved,
        (1, 7 | 8) => Reason::SenderRefused,
        (2, 2) => Reason::MailboxFull,
        (2, 3) => Reason::OverLimit,
        (3, 4) => Reason::TooLarge,
        (4, 6) => Reason::NotReachable,
        (4, 7) => Reason::Expired,
        (7, 8 | 9 | 20..=24 | 26 | 29) => Reason::Authentication,
        (7, 13) => Reason::Suspended,
        (7, 25) => Reason::NoReverseName,
        (7, 27) => Reason::SenderRefused,
        (7, 28) => Reason::TooFast,
        (7, 30) => Reason::NoTls,
        // A large operator's own, far beyond the registry: addresses that it has banned.
        (7, 606..=649) => Reason::HostBlocked,
        _ => return None,
    })
}

/// What a status mostly means, where the text says nothing.
pub(super) const fn mostly(status: EnhancedStatus) -> Option<Reason> {
    if let Some(reason) = certain(status) {
        return Some(reason);
    }
    Some(match (status.subject, status.detail) {
        (1, 0 | 4) => Reason::NoSuchAddress,
        (1, 9) => Reason::ServerFault,
        (1, 10) | (3, 2) => Reason::TakesNoMail,
        (2, 1) => Reason::Suspended,
        (2, 4) | (7, 2) => Reason::Filtered,
        (3, 1) => Reason::ServerFull,
        (3, _) | (4, 3 | 5) => Reason::ServerFault,
        (4, 1) => Reason::Expired,
        (4, 4) => Reason::NoSuchDomain,
        (4, _) => Reason::NotReachable,
        (5, _) => Reason::Syntax,
        (6, _) => Reason::Content,
        (7, 7) => Reason::Policy,
        (7, _) => Reason::Security,
        _ => return None,
    })
}

/// What a reply code mostly means, where it means anything by itself.
pub(super) const fn of_reply(code: u16) -> Option<Reason> {
    Some(match code {
        452 => Reason::ServerFull,
        523 => Reason::OverLimit,
        525 => Reason::Suspended,
        530 | 538 => Reason::Security,
        535 => Reason::Authentication,
        551 => Reason::Moved,
        552 => Reason::MailboxFull,
        521 | 556 => Reason::TakesNoMail,
        500..=504 => Reason::Syntax,
        _ => return None,
    })
}
