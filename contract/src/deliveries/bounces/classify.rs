//! One reason of all that is said.

use super::codes::{EnhancedStatus, reply_code};
use super::phrases::{self, Meaning};
use super::reasons::{Action, Reason};
use super::standard;

words! {
    /// What our side had said when it was refused.
    Stage {
        /// Nothing yet.
        Connection = "connection",
        /// Its name (EHLO, HELO).
        Greeting = "greeting",
        /// The sender (MAIL FROM).
        Sender = "sender",
        /// The recipient (RCPT TO).
        Recipient = "recipient",
        /// The mail itself (DATA).
        Content = "content",
    }
}

/// What is said of one recipient's mail.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'a> {
    /// The report's `Action`.
    pub action: Option<Action>,
    /// The report's `Status`.
    pub status: Option<EnhancedStatus>,
    /// The report's `Diagnostic-Code`, or the answer that was found in the text.
    pub diagnostic: &'a str,
    /// What else the mail says about this recipient, to a person.
    pub text: &'a str,
}

/// What comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classified {
    pub reason: Reason,
    /// The status; without one anywhere, its class alone.
    pub status: EnhancedStatus,
    /// Whether somebody said that status.
    pub is_stated: bool,
    /// The reply code, unless it contradicts the status.
    pub reply_code: Option<u16>,
    /// When it was refused.
    pub stage: Option<Stage>,
}

impl Classified {
    /// Whether another try is no use for this mail, by the status.
    #[must_use]
    pub const fn is_permanent(&self) -> bool {
        self.status.is_permanent()
    }

    /// Whether the address itself is no good.
    #[must_use]
    pub const fn is_hard(&self) -> bool {
        self.status.is_permanent() && self.reason.is_of_the_address()
    }
}

/// The words by which texts name the command that was refused; the first in the text decides.
const STAGES: &[(Stage, &[&str])] = &[
    (
        Stage::Recipient,
        &["rcpt to", "rcpt_to", "rcpt command", "rejected recipient", "to rcpt", "does not like recipient", "recipient was rejected"],
    ),
    (
        Stage::Content,
        &[
            "end of data",
            ">>> data",
            "data command",
            "text command",
            "after data",
            "step: data",
            "command data",
            "to data",
            "sending data",
            "end of message",
            "after i sent the message",
            "failed on data",
            "pipelined data",
            "response to data",
        ],
    ),
    (
        Stage::Sender,
        &[
            "mail from command",
            "to mail from",
            "after mail from",
            ">>> mail from",
            "mail from:<",
            "mail_from",
            "mail command",
            "sender was rejected",
        ],
    ),
    (Stage::Greeting, &["ehlo command", "helo command", "after ehlo", "after helo", ">>> ehlo", ">>> helo", "my name was rejected"]),
    (Stage::Connection, &["refused to talk to me", "initial connection", "initial server greeting", "while connecting", "greeting failed"]),
];

/// Makes one reason of all that is said. The module's heading has the order.
#[must_use]
pub fn classify(said: &Said<'_>) -> Classified {
    let (diagnostic, text) = (plain(said.diagnostic), plain(said.text));
    let stage = stage(&diagnostic).or_else(|| stage(&text));
    let answer = if diagnostic.is_empty() { &text } else { &diagnostic };
    let remote = EnhancedStatus::find(answer);
    let status = merged(remote, said.status);
    let reply = reply_code(answer).or_else(|| if diagnostic.is_empty() { None } else { reply_code(&text) });
    let by_code = certain(remote, said.status);
    let reason = arrived(said.action)
        .or_else(|| better_than(by_code, &diagnostic))
        .or(by_code)
        .or_else(|| by_text(&diagnostic, stage))
        .or_else(|| by_text(&text, stage))
        .or_else(|| status.and_then(standard::mostly))
        .or_else(|| reply.and_then(standard::of_reply))
        .or_else(|| by_stage(stage, reply, status))
        .unwrap_or(if diagnostic.is_empty() && text.is_empty() { Reason::NotSaid } else { Reason::NotUnderstood });
    let class = |reply: Option<u16>| match (reply, said.action) {
        (Some(400..=499), _) | (_, Some(Action::Delayed)) => 4,
        (_, Some(Action::Delivered | Action::Relayed | Action::Expanded)) => 2,
        (Some(_), _) => 5,
        (None, _) if reason.is_temporary() && reason != Reason::Expired => 4,
        (None, _) => 5,
    };
    let is_stated = status.is_some();
    let status = status.unwrap_or_else(|| EnhancedStatus::of_class(class(reply)));
    let reply_code = reply.filter(|code| code / 100 == u16::from(status.class));
    Classified { reason, status, is_stated, reply_code, stage }
}

/// Small letters, white space as one blank, straight quotation marks.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(|c| if matches!(c, '\u{2019}' | '\u{2018}' | '`') { '\'' } else { c }).flat_map(char::to_lowercase));
    }
    out
}

fn stage(text: &str) -> Option<Stage> {
    let first = |(stage, words): &(Stage, &[&str])| words.iter().filter_map(|word| text.find(word)).min().map(|at| (at, *stage));
    STAGES.iter().filter_map(first).min().map(|(_, stage)| stage)
}

/// The remote server's status, if it says more; else the reporting one's, unless that says nothing and the remote one's says something.
fn merged(remote: Option<EnhancedStatus>, reported: Option<EnhancedStatus>) -> Option<EnhancedStatus> {
    match (remote, reported) {
        (Some(remote), Some(reported)) if !remote.says_more() && reported.says_more() => Some(reported),
        (Some(remote), _) => Some(remote),
        (None, reported) => reported,
    }
}

fn certain(remote: Option<EnhancedStatus>, reported: Option<EnhancedStatus>) -> Option<Reason> {
    match remote.filter(|status| status.says_more()) {
        Some(remote) => standard::certain(remote),
        None => reported.and_then(standard::certain),
    }
}

fn by_text(text: &str, stage: Option<Stage>) -> Option<Reason> {
    match (phrases::meaning(text)?, stage) {
        (Meaning::Reason(reason), _) => Some(reason),
        (Meaning::UnknownUser, Some(Stage::Recipient)) => Some(Reason::NoSuchAddress),
        (Meaning::UnknownUser, _) => Some(Reason::Filtered),
    }
}

/// A refusal without a word that is known: whom did it refuse?
fn by_stage(stage: Option<Stage>, reply: Option<u16>, status: Option<EnhancedStatus>) -> Option<Reason> {
    if reply.is_none() && status.is_none() {
        return None;
    }
    match stage? {
        Stage::Connection | Stage::Greeting => Some(Reason::HostBlocked),
        Stage::Sender => Some(Reason::SenderRefused),
        Stage::Recipient | Stage::Content => None,
    }
}

const fn arrived(action: Option<Action>) -> Option<Reason> {
    match action {
        Some(Action::Delivered | Action::Relayed | Action::Expanded) => Some(Reason::Delivered),
        Some(Action::Failed | Action::Delayed) | None => None,
    }
}

/// "No such address" is what many servers say by their code whatever the matter is; a text that names the matter is more exact.
fn better_than(by_code: Option<Reason>, text: &str) -> Option<Reason> {
    let Some(Meaning::Reason(reason)) = (if by_code == Some(Reason::NoSuchAddress) { phrases::meaning(text) } else { None }) else {
        return None;
    };
    let is_exact = matches!(
        reason,
        Reason::MailboxFull
            | Reason::Moved
            | Reason::Suspended
            | Reason::NoRelaying
            | Reason::Authentication
            | Reason::NoReverseName
            | Reason::HostBlocked
            | Reason::Filtered
            | Reason::TakesNoMail
    );
    is_exact.then_some(reason)
}
