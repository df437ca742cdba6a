//! One mail, as it goes out.

use std::time::Duration;

use eyelevel_contract::ids::{Id, Millis};
use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

/// A file that goes with a mail.
#[derive(Clone, Debug)]
pub struct Attachment {
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// A mail, ready to be sent to one address.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// The outbox row: what a bounce names.
    pub id: Id,
    /// The envelope's sender, where bounces go; else it is `from`.
    pub return_path: Option<String>,
    pub from: String,
    /// Where an answer goes, if not to `from`.
    pub reply_to: Option<String>,
    pub to_name: String,
    pub to_email: String,
    pub subject: String,
    pub body: String,
    pub attachment: Option<Attachment>,
    /// Where a click turns off mails of its kind (RFC 8058); none for what is owed.
    pub unsubscribe: Option<String>,
    /// Always the same for one outbox row: a repetition is known by it.
    pub message_id: String,
    pub at: Millis,
}

/// What mail servers are told, and what they get.
pub(super) struct Post {
    pub(super) id: Id,
    pub(super) from: Address,
    pub(super) to: Address,
    pub(super) content: Vec<u8>,
}

/// None if an address is none. An internationalised one is none here: the forms take punycode, and SMTPUTF8 is nothing that every server on
/// the way has.
pub(super) fn post(envelope: &Envelope) -> Option<Post> {
    let message = message(envelope)?;
    let from: Address = match &envelope.return_path {
        Some(path) => path.parse().ok()?,
        None => message.envelope().from()?.clone(),
    };
    let to = message.envelope().to().first()?.clone();
    let plain = |address: &Address| AsRef::<str>::as_ref(address).bytes().all(|b| b.is_ascii_graphic());
    (plain(&from) && plain(&to)).then(|| Post { id: envelope.id.clone(), from, to, content: message.formatted() })
}

fn message(envelope: &Envelope) -> Option<Message> {
    // The forms refuse line ends in names; a header must not depend on it.
    let plain = |text: &str| text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let to = Mailbox::new(Some(plain(&envelope.to_name)).filter(|n| !n.is_empty()), envelope.to_email.parse().ok()?);
    let at = std::time::UNIX_EPOCH + Duration::from_millis(u64::try_from(envelope.at).ok()?);
    let part =
        SinglePart::builder().header(ContentType::TEXT_PLAIN).header(ContentTransferEncoding::QuotedPrintable).body(envelope.body.clone());
    let builder = Message::builder()
        .from(envelope.from.parse().ok()?)
        .to(to)
        .subject(plain(&envelope.subject))
        .message_id(Some(envelope.message_id.clone()))
        .date(at);
    let builder = match &envelope.reply_to {
        Some(address) => builder.reply_to(address.parse().ok()?),
        None => builder,
    };
    let mut message = match &envelope.attachment {
        None => builder.singlepart(part).ok()?,
        Some(file) => {
            let kind = ContentType::parse(file.media_type).ok()?;
            let file = lettre::message::Attachment::new(file.name.clone()).body(file.bytes.clone(), kind);
            builder.multipart(MultiPart::mixed().singlepart(part).singlepart(file)).ok()?
        }
    };
    let mut header = |name, value: String| message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
    // Vacation notes don't answer what a machine wrote (RFC 3834).
    header("Auto-Submitted", "auto-generated".to_owned());
    if let Some(url) = &envelope.unsubscribe {
        header("List-Unsubscribe", format!("<{url}>"));
        header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned());
    }
    Some(message)
}
