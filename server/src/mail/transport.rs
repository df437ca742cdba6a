//! Where mails go: SMTP servers, the demo's own page, or nowhere yet. Of several servers the first healthy one gets a mail; one that fails is left
//! alone for a while, and the mail goes to the next, unless it may have been taken.

use std::fmt;
use std::sync::Arc;

use eyelevel_contract::ids::Millis;
use lettre::message::Mailbox;

use super::message::post;
pub use super::message::{Attachment, Envelope};
pub use super::smtp::Health;
use super::smtp::{Server, Stop};

/// Why a mail was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// A class, never an address or a text.
    pub class: &'static str,
    /// The server said no for good; else it is worth another try.
    pub lasting: bool,
    /// What a mail server said, if one said anything.
    pub reply: Option<Reply>,
}

/// What a mail server answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// 250, 421, 550 …
    pub code: u16,
    /// The enhanced status code (RFC 3463) in front of the text: `5.1.1`.
    pub status: Option<String>,
    /// Its words, without the status. They may name people: nothing for a log.
    pub text: String,
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.status.as_deref().unwrap_or("-"))
    }
}

impl Failure {
    /// Worth another try.
    #[must_use]
    pub const fn temporary(class: &'static str) -> Self {
        Self { class, lasting: false, reply: None }
    }

    /// For good.
    #[must_use]
    pub const fn permanent(class: &'static str) -> Self {
        Self { class, lasting: true, reply: None }
    }
}

/// The way out.
#[derive(Clone)]
pub enum Transport {
    /// In the order in which they are asked.
    Smtp(Arc<[Server]>),
    /// A demo without SMTP settings: mails are shown at `/dev/mail`.
    Demo,
}

impl Transport {
    /// SMTP servers by their URLs (`smtp://USER:PASSWORD@HOST:587?tls=required`, `smtps://…`, `smtp://HOST:25`), for mails of this sender.
    ///
    /// # Errors
    /// If a URL or the sender can't be used: better at the start than for every mail.
    pub fn smtp(urls: &[impl AsRef<str>], from: &str) -> Result<Self, String> {
        let sender: Mailbox = from.parse().map_err(|e| format!("mail_from: {from} is no sender: {e}"))?;
        if !AsRef::<str>::as_ref(&sender.email).is_ascii() {
            return Err(format!(
                "mail_from: an internationalised domain is written as punycode (xn--…), and no mailbox has umlauts: {from}"
            ));
        }
        if urls.is_empty() {
            return Err("smtp_url names no server".to_owned());
        }
        let servers: Vec<Server> = urls.iter().map(|url| Server::at(url.as_ref())).collect::<Result<_, _>>()?;
        Ok(Self::Smtp(servers.into()))
    }

    /// Sends it.
    ///
    /// # Errors
    /// Why it was not taken.
    pub async fn send(&self, envelope: &Envelope) -> Result<(), Failure> {
        let Self::Smtp(servers) = self else { return Ok(()) };
        let post = post(envelope).ok_or(Failure::permanent("address"))?;
        let mut last = Failure::temporary("unreachable");
        for server in in_order(servers, envelope.at) {
            match server.send(&post, envelope.at).await {
                Ok(()) => return Ok(()),
                Err(Stop::Mail(failure) | Stop::Unknown(failure)) => return Err(failure),
                Err(Stop::Server { failure, .. }) => last = failure,
            }
        }
        Err(last)
    }

    /// Whether every server is left alone at this instant: nothing is sent, and no mail is charged with it.
    #[must_use]
    pub fn rests(&self, now: Millis) -> bool {
        match self {
            Self::Smtp(servers) => servers.iter().all(|server| server.rests(now)),
            Self::Demo => false,
        }
    }

    /// How the servers are of which there is something new since the last call.
    #[must_use]
    pub fn news(&self) -> Vec<(String, Health)> {
        match self {
            Self::Smtp(servers) => servers.iter().filter_map(|server| Some((server.name().to_owned(), server.news()?))).collect(),
            Self::Demo => Vec::new(),
        }
    }
}

/// Those that are healthy, as they were named; if there is none, the one whose rest is over first.
fn in_order(servers: &[Server], now: Millis) -> Vec<&Server> {
    let healthy: Vec<&Server> = servers.iter().filter(|server| !server.rests(now)).collect();
    if healthy.is_empty() { servers.iter().min_by_key(|server| server.rests_until()).into_iter().collect() } else { healthy }
}
