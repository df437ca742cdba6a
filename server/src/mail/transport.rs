//! Where mails go: an SMTP server, the demo's own page, or nowhere yet.

use std::time::Duration;

use eyelevel_contract::ids::Millis;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

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
    pub from: String,
    pub to_name: String,
    pub to_email: String,
    pub subject: String,
    pub body: String,
    pub attachment: Option<Attachment>,
    /// Always the same for one outbox row: a repetition is known by it.
    pub message_id: String,
    pub at: Millis,
}

/// Why a mail was not sent: a class, never an address or a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Worth another try.
    Temporary(&'static str),
    /// The server said no for good.
    Permanent(&'static str),
}

/// The way out.
#[derive(Clone)]
pub enum Transport {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// A demo without SMTP settings: mails are shown at `/dev/mail`.
    Demo,
}

impl Transport {
    /// An SMTP server by its URL (`smtp://USER:PASSWORD@HOST:587?tls=required`, `smtps://…`, `smtp://HOST:25`), for mails of this sender.
    ///
    /// # Errors
    /// If the URL or the sender can't be used: better at the start than for every mail.
    pub fn smtp(url: &str, from: &str) -> Result<Self, String> {
        from.parse::<Mailbox>().map_err(|e| format!("mail_from: {from} is no sender: {e}"))?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|e| format!("smtp_url: {e}"))?;
        Ok(Self::Smtp(builder.timeout(Some(Duration::from_secs(30))).build()))
    }

    /// Sends it.
    ///
    /// # Errors
    /// Why it was not taken.
    pub async fn send(&self, envelope: &Envelope) -> Result<(), Failure> {
        let Self::Smtp(smtp) = self else { return Ok(()) };
        let message = message(envelope).ok_or(Failure::Permanent("address"))?;
        smtp.send(message).await.map(drop).map_err(|error| {
            if error.is_permanent() {
                Failure::Permanent("refused")
            } else if error.is_transient() {
                Failure::Temporary("deferred")
            } else if error.is_timeout() {
                Failure::Temporary("timeout")
            } else {
                Failure::Temporary("unreachable")
            }
        })
    }
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
    let mut message = match &envelope.attachment {
        None => builder.singlepart(part).ok()?,
        Some(file) => {
            let kind = ContentType::parse(file.media_type).ok()?;
            let file = lettre::message::Attachment::new(file.name.clone()).body(file.bytes.clone(), kind);
            builder.multipart(MultiPart::mixed().singlepart(part).singlepart(file)).ok()?
        }
    };
    // Vacation notes don't answer what a machine wrote (RFC 3834).
    let name = HeaderName::new_from_ascii_str("Auto-Submitted");
    message.headers_mut().insert_raw(HeaderValue::new(name, "auto-generated".to_owned()));
    Some(message)
}
