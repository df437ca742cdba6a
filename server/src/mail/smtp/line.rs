//! A line to a server, and the words on it. Of lettre only its connection is used: the transport around it has no parameters for MAIL and RCPT,
//! which asking for status reports (DSN, RFC 3461) needs, and does not say to which word a refusal was the answer.

use std::error::Error as _;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, Tls};
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Noop, Rcpt, Rset};
use lettre::transport::smtp::extension::{MailParameter, RcptParameter};
use tokio::time::timeout;

use super::address::At;
use crate::mail::message::Post;
use crate::mail::transport::{Failure, Reply};

/// For the answer to a whole mail.
const MAIL: Duration = Duration::from_secs(40);
/// As much of a server's words as anybody reads.
const WORDS: usize = 500;

/// Why a mail did not go by this line.
pub(in crate::mail) enum Stop {
    /// The server's answer about this mail or who gets it. It stands whoever is asked.
    Mail(Failure),
    /// The server does not take mails, or not from us; another one may. `at_once`: whatever the mail.
    Server { failure: Failure, at_once: bool },
    /// It had the whole mail and said nothing: it may have taken it, so nobody else may be asked now.
    Unknown(Failure),
}

/// An open line.
pub(super) struct Line {
    connection: AsyncSmtpConnection,
    reports: bool,
    patience: Duration,
}

impl Line {
    pub(super) async fn open(at: &At) -> Result<Self, Stop> {
        let opened = timeout(at.patience, Self::opened(at)).await;
        opened.unwrap_or(Err(Failure::temporary("timeout"))).map_err(|failure| Stop::Server { failure, at_once: true })
    }

    async fn opened(at: &At) -> Result<Self, Failure> {
        let away = |error: &Error| Failure { reply: reply(error), ..Failure::temporary(trouble(error)) };
        let wrapped = if let Tls::Wrapper(tls) = &at.tls { Some(tls.clone()) } else { None };
        let server = (at.host.as_str(), at.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, None, &at.hello, wrapped, None).await.map_err(|e| away(&e))?;
        match &at.tls {
            Tls::Required(tls) => connection.starttls(tls.clone(), &at.hello).await.map_err(|e| away(&e))?,
            Tls::Opportunistic(tls) if connection.can_starttls() => {
                connection.starttls(tls.clone(), &at.hello).await.map_err(|e| away(&e))?;
            }
            _ => {}
        }
        if let Some(credentials) = &at.credentials {
            let signed_in = connection.auth(DEFAULT_MECHANISMS, credentials).await;
            signed_in
                .map_err(|e| Failure { reply: reply(&e), ..Failure::temporary(if e.status().is_some() { "auth" } else { trouble(&e) }) })?;
        }
        // lettre remembers the extensions that it knows; DSN is none of them. Asking twice is allowed (RFC 5321, 4.1.1.1).
        let offers = connection.command(Ehlo::new(at.hello.clone())).await.map_err(|e| away(&e))?;
        let reports = offers.message().skip(1).filter_map(|line| line.split(' ').next()).any(|word| word.eq_ignore_ascii_case("DSN"));
        Ok(Self { connection, reports, patience: at.patience })
    }

    pub(super) async fn send(&mut self, post: &Post) -> Result<(), Stop> {
        self.word(Mail::new(Some(post.from.clone()), self.sender_parameters(post))).await.map_err(|told| match told {
            // Nobody has said yet who gets it: this is between the server and us.
            Told::No(error) => Stop::Server { failure: Failure { reply: reply(&error), ..Failure::temporary("sender") }, at_once: true },
            told @ Told::Nothing(_) => told.by_the_server(),
        })?;
        self.word(Rcpt::new(post.to.clone(), self.recipient_parameters(post))).await.map_err(Told::about_the_mail)?;
        self.word(Data).await.map_err(Told::about_the_mail)?;
        match timeout(MAIL, self.connection.message(&post.content)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if error.status().is_some() => Err(Told::No(error).about_the_mail()),
            Ok(Err(error)) => Err(Stop::Unknown(Failure::temporary(trouble(&error)))),
            Err(_) => Err(Stop::Unknown(Failure::temporary("timeout"))),
        }
    }

    /// Forgets a mail that was begun; whether the line can be used again.
    pub(super) async fn reset(&mut self) -> bool {
        self.word(Rset).await.is_ok()
    }

    pub(super) async fn lives(&mut self) -> bool {
        self.word(Noop).await.is_ok()
    }

    async fn word(&mut self, command: impl std::fmt::Display) -> Result<(), Told> {
        match timeout(self.patience, self.connection.command(command)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if error.status().is_some() => Err(Told::No(error)),
            Ok(Err(error)) => Err(Told::Nothing(trouble(&error))),
            Err(_) => Err(Told::Nothing("timeout")),
        }
    }

    /// Of a mail that comes back the head is enough, and it names the outbox row.
    fn sender_parameters(&self, post: &Post) -> Vec<MailParameter> {
        let parameter = |keyword: &str, value: &str| MailParameter::Other { keyword: keyword.to_owned(), value: Some(value.to_owned()) };
        if self.reports { vec![parameter("RET", "HDRS"), parameter("ENVID", &post.id)] } else { Vec::new() }
    }

    fn recipient_parameters(&self, post: &Post) -> Vec<RcptParameter> {
        let parameter = |keyword: &str, value: String| RcptParameter::Other { keyword: keyword.to_owned(), value: Some(value) };
        // lettre writes the values as xtext.
        let address = format!("rfc822;{}", post.to);
        if self.reports { vec![parameter("NOTIFY", "FAILURE,DELAY".to_owned()), parameter("ORCPT", address)] } else { Vec::new() }
    }
}

/// What was answered to a word.
enum Told {
    /// A code.
    No(Error),
    /// Nothing, or nothing that can be read: why.
    Nothing(&'static str),
}

impl Told {
    fn about_the_mail(self) -> Stop {
        match self {
            // 421: it closes, whatever the mail.
            Self::No(error) if error.status().is_some_and(|code| u16::from(code) != 421) => {
                let (class, lasting) = if error.is_permanent() { ("refused", true) } else { ("deferred", false) };
                Stop::Mail(Failure { class, lasting, reply: reply(&error) })
            }
            told => told.by_the_server(),
        }
    }

    fn by_the_server(self) -> Stop {
        match self {
            Self::No(error) => Stop::Server { failure: Failure { reply: reply(&error), ..Failure::temporary("busy") }, at_once: true },
            Self::Nothing(class) => Stop::Server { failure: Failure::temporary(class), at_once: false },
        }
    }
}

fn trouble(error: &Error) -> &'static str {
    if error.status().is_some() {
        "busy"
    } else if error.is_tls() {
        "tls"
    } else if error.is_timeout() {
        "timeout"
    } else {
        "unreachable"
    }
}

fn reply(error: &Error) -> Option<Reply> {
    let code = u16::from(error.status()?);
    let words = error.source().map(ToString::to_string).unwrap_or_default();
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(WORDS).collect();
    let (first, rest) = words.split_once(' ').unwrap_or((&words, ""));
    let is_status = is_status(first);
    let text = if is_status { rest } else { &words };
    Some(Reply { code, status: is_status.then(|| first.to_owned()), text: text.trim().to_owned() })
}

fn is_status(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let digits = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && matches!(parts.first(), Some(&"2" | &"4" | &"5")) && parts.iter().all(digits)
}
