//! Why a mail did not arrive, in words: what happened, and the next step.

use eyelevel_contract::deliveries::bounces::{Action, Kind, Reason};
use eyelevel_contract::lang::Lang;

use crate::bounce_words as t;

/// What happened.
#[must_use]
pub fn reason(lang: Lang, reason: Reason) -> &'static str {
    match reason {
        Reason::NoSuchAddress => t::no_such_address(lang),
        Reason::NoSuchDomain => t::no_such_domain(lang),
        Reason::Moved => t::moved(lang),
        Reason::TakesNoMail => t::takes_no_mail(lang),
        Reason::MailboxFull => t::mailbox_full(lang),
        Reason::Suspended => t::suspended(lang),
        Reason::TooLarge | Reason::OverLimit => t::too_large(lang),
        Reason::Filtered => t::filtered(lang),
        Reason::Spam => t::spam(lang),
        Reason::Virus => t::virus(lang),
        Reason::SenderRefused => t::sender_refused(lang),
        Reason::HostBlocked | Reason::BadReputation | Reason::NoReverseName => t::host_blocked(lang),
        Reason::Authentication => t::authentication(lang),
        Reason::Policy | Reason::Security => t::policy(lang),
        Reason::NoRelaying => t::no_relaying(lang),
        Reason::TooFast | Reason::TooManyConnections => t::too_fast(lang),
        Reason::NotCompliant | Reason::Content | Reason::Syntax => t::form(lang),
        Reason::NoTls => t::no_tls(lang),
        Reason::Expired => t::expired(lang),
        Reason::NotReachable => t::not_reachable(lang),
        Reason::ServerFault | Reason::ServerFull | Reason::ProgramFailed => t::server_fault(lang),
        Reason::Suppressed => t::suppressed(lang),
        Reason::NotUnderstood | Reason::NotSaid => t::not_understood(lang),
        Reason::Delivered => t::delivered(lang),
        Reason::Complaint => t::complaint(lang),
        Reason::Away => t::away(lang),
    }
}

/// What whoever named the recipient can do.
#[must_use]
pub fn next_step(lang: Lang, reason: Reason) -> &'static str {
    match reason {
        Reason::NoSuchAddress | Reason::NoSuchDomain | Reason::Moved | Reason::TakesNoMail | Reason::NoRelaying => t::next_address(lang),
        Reason::MailboxFull => t::next_other_address(lang),
        Reason::Suspended | Reason::Filtered | Reason::Policy | Reason::Security | Reason::NotUnderstood | Reason::NotSaid => {
            t::next_ask(lang)
        }
        Reason::TooLarge | Reason::OverLimit => t::next_smaller(lang),
        Reason::Spam
        | Reason::Virus
        | Reason::SenderRefused
        | Reason::HostBlocked
        | Reason::BadReputation
        | Reason::NoReverseName
        | Reason::Authentication
        | Reason::NotCompliant
        | Reason::Content
        | Reason::Syntax
        | Reason::Suppressed => t::next_us(lang),
        Reason::TooFast
        | Reason::TooManyConnections
        | Reason::NoTls
        | Reason::Expired
        | Reason::NotReachable
        | Reason::ServerFault
        | Reason::ServerFull
        | Reason::ProgramFailed => t::next_later(lang),
        Reason::Delivered | Reason::Complaint | Reason::Away => t::next_none(lang),
    }
}

/// What happened and the next step, by the word that stands for the reason; none for a word that is no reason.
#[must_use]
pub fn by_word(lang: Lang, word: &str) -> Option<String> {
    Reason::from_word(word).map(|known| [reason(lang, known), " ", next_step(lang, known)].concat())
}

/// What kind of mail it is.
#[must_use]
pub fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Bounce => t::kind_bounce(lang),
        Kind::AutoReply => t::kind_auto_reply(lang),
        Kind::Complaint => t::kind_complaint(lang),
        Kind::Receipt => t::kind_receipt(lang),
        Kind::DoubleBounce => t::kind_double_bounce(lang),
        Kind::Loop => t::kind_loop(lang),
        Kind::Other => t::kind_other(lang),
    }
}

/// What became of it.
#[must_use]
pub fn action(lang: Lang, action: Action) -> &'static str {
    match action {
        Action::Failed => t::action_failed(lang),
        Action::Delayed => t::action_delayed(lang),
        Action::Delivered => t::action_delivered(lang),
        Action::Relayed => t::action_relayed(lang),
        Action::Expanded => t::action_expanded(lang),
    }
}
