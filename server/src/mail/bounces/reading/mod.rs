//! Reading one mail that came back: a bounce, an automatic answer, a complaint, or nothing of the kind.
//!
//! By the standards where somebody keeps to them (RFC 3464, 6522, 6533: a delivery status; 5965: a feedback report; 3834: automatic answers), else by
//! the text (a third of all bounces has no status part). MIME and charsets are `mail-parser`'s; what it can't take apart is read as it stands.
//! Nothing is refused: what can't be understood is [`Kind::Other`]. No more than [`READ_MAX`] bytes and [`NESTED_MAX`] parts are looked at; a bounce says
//! what it has to say before the original message.

mod addresses;
mod clean;
mod headers;
mod kinds;
mod original;
mod parts;
mod report;
mod text;
mod words;

use eyelevel_contract::deliveries::bounces::{Action, Classified, EnhancedStatus, Kind, Reason, Said, classify};

use headers::Headers;
use parts::Parts;

/// So much of a mail is looked at, in bytes.
pub const READ_MAX: usize = 2 << 20;
/// So many multiparts and messages within each other, or beside each other, are taken apart.
pub const NESTED_MAX: usize = 100;
/// So many recipients of one mail are told.
pub const RECIPIENTS_MAX: usize = 200;
/// The longest diagnostic that is kept, in characters.
pub const DIAGNOSTIC_MAX: usize = 500;

/// A mail that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    pub kind: Kind,
    /// What is said of each recipient. Of an automatic answer and a complaint: who they are from.
    pub recipients: Vec<Recipient>,
    /// Where it was sent to: our return path, if it is one of ours. As the headers have it; whoever took the mail in knows better.
    pub to: Vec<String>,
    /// The sender of the mail that it is about, as the copy has it: our return path, if it is one of ours.
    pub original_return_paths: Vec<String>,
    /// The Message-ID of the mail that it is about, without the angle brackets.
    pub original_message_id: Option<String>,
    /// Its own.
    pub message_id: Option<String>,
    /// Whom it says it is from.
    pub from: Option<String>,
    /// What it says itself.
    pub text: String,
}

/// What is said of one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The address to which it could not be delivered.
    pub address: Option<String>,
    /// The address to which we had sent it, if somebody forwards.
    pub original: Option<String>,
    /// What became of it; none of what is no bounce.
    pub action: Option<Action>,
    pub reason: Reason,
    /// The status; none of what is no bounce.
    pub status: Option<EnhancedStatus>,
    /// Whether somebody said that status, or it follows from the rest.
    pub status_is_stated: bool,
    pub reply_code: Option<u16>,
    /// What the server said, in one line.
    pub diagnostic: String,
}

impl Recipient {
    /// Whether another try is no use, as the server says.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.status.is_some_and(EnhancedStatus::is_permanent)
    }

    /// Whether nobody tries any more: given up, for whatever reason.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.action == Some(Action::Failed)
    }

    /// Whether the address is no good.
    #[must_use]
    pub fn is_hard(&self) -> bool {
        self.is_final() && self.is_permanent() && self.reason.is_of_the_address()
    }
}

/// Reads a mail, whatever it is.
#[must_use]
pub fn read(bytes: &[u8]) -> Mail {
    let clean = clean::clean(bytes);
    let mut parts = parts::take_apart(&clean);
    let rows = rows(&mut parts);
    let kind = kinds::kind(&parts, rows.iter().any(|row| row.is_reported), !rows.is_empty());
    let recipients = match kind {
        Kind::Bounce | Kind::DoubleBounce => rows.iter().take(RECIPIENTS_MAX).map(of_bounce).collect(),
        Kind::Complaint => parts.complained_by().into_iter().take(RECIPIENTS_MAX).map(|by| of_no_bounce(by, Reason::Complaint)).collect(),
        Kind::AutoReply => parts.headers.address("from").into_iter().map(|by| of_no_bounce(by, Reason::Away)).collect(),
        Kind::Receipt => parts.headers.address("from").into_iter().map(|by| of_no_bounce(by, Reason::Delivered)).collect(),
        Kind::Loop | Kind::Other => Vec::new(),
    };
    Mail {
        kind,
        recipients,
        to: parts.sent_to(),
        original_return_paths: parts.original.as_ref().map(|original| original.addresses("return-path")).unwrap_or_default(),
        message_id: parts.headers.message_id(),
        from: parts.headers.address("from"),
        text: parts.text.replace("\r\n", "\n"),
        original_message_id: parts.original.as_ref().and_then(Headers::message_id).or_else(|| parts.original_message_id()),
    }
}

/// What is known of one recipient before it is classified.
#[derive(Clone, Debug, Default)]
struct Row {
    address: Option<String>,
    original: Option<String>,
    action: Option<Action>,
    status: Option<EnhancedStatus>,
    diagnostic: String,
    /// What else is said of this recipient.
    text: String,
    /// Whether a delivery status says it.
    is_reported: bool,
    /// Whether the address stands in the original message only.
    is_guessed: bool,
}

/// The rows of the delivery status, each with what the text says besides; without one, those of the text.
fn rows(parts: &mut Parts) -> Vec<Row> {
    let mut rows: Vec<Row> = parts.statuses.iter().flat_map(|status| report::rows(status)).collect();
    if rows.is_empty() {
        // The parts could not be told from each other: the fields stand somewhere in the text.
        rows = report::rows_within(&parts.text);
    }
    let failed = parts.headers.addresses("x-failed-recipients");
    if rows.is_empty() {
        let named = text::rows(parts, &failed);
        if parts.brought.is_empty() || named.iter().any(|row| !row.is_guessed) {
            return named;
        }
        parts.is_wrapped = true;
        return parts.brought.iter().flat_map(|status| report::rows(status)).collect();
    }
    for row in &mut rows {
        row.address = row.address.take().or_else(|| failed.first().cloned());
    }
    let addresses: Vec<String> = rows.iter().filter_map(|row| row.address.clone()).collect();
    let said = text::said_of(&parts.text, &addresses);
    for (row, text) in rows.iter_mut().zip(said) {
        row.text = text;
    }
    rows
}

fn of_bounce(row: &Row) -> Recipient {
    let said = Said { action: row.action, status: row.status, diagnostic: &row.diagnostic, text: &row.text };
    let Classified { reason, status, is_stated, reply_code, .. } = classify(&said);
    let default = if status.class == 2 { Action::Delivered } else { Action::Failed };
    let diagnostic = if row.diagnostic.is_empty() { text::diagnostic(&row.text, reason) } else { row.diagnostic.clone() };
    Recipient {
        address: row.address.clone(),
        original: row
            .original
            .clone()
            .filter(|original| row.address.as_ref().is_none_or(|address| !address.eq_ignore_ascii_case(original))),
        action: Some(row.action.unwrap_or(default)),
        reason,
        status: Some(status),
        status_is_stated: is_stated,
        reply_code,
        diagnostic: clean::one_line(&diagnostic, DIAGNOSTIC_MAX),
    }
}

fn of_no_bounce(address: String, reason: Reason) -> Recipient {
    Recipient {
        address: Some(address),
        original: None,
        action: None,
        reason,
        status: None,
        status_is_stated: false,
        reply_code: None,
        diagnostic: String::new(),
    }
}
