use std::io;

use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};

use super::lines::{self, Line};
use crate::app::App;
use crate::mail::bounces::reading::READ_MAX;
use crate::mail::bounces::take::{Via, take};
use crate::mail::return_path;

/// The largest mail, in bytes.
const SIZE_MAX: u64 = 50 << 20;
/// So much more is read of one that is larger, to be able to answer.
const SIZE_OVER: u64 = 2 * SIZE_MAX;
/// The most recipients of one mail.
const RECIPIENTS_MAX: usize = 20;
/// So many commands that make no sense are answered.
const NONSENSE_MAX: u32 = 20;

/// How the other side has introduced itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Greeted {
    No,
    Smtp,
    /// One answer for each recipient.
    Lmtp,
}

struct Talk<'a> {
    app: &'a App,
    greeted: Greeted,
    /// Whether MAIL was said.
    begun: bool,
    to: Vec<String>,
    nonsense: u32,
}

/// Somebody who has to come again.
pub(super) async fn busy(mut stream: impl AsyncWrite + Unpin) {
    let _gone = stream.write_all(b"421 4.3.2 Too many connections, try again later\r\n").await;
}

/// Talks to the end. What goes wrong with the connection is nobody's trouble: the mail is with the other side.
pub async fn converse(app: &App, stream: impl AsyncRead + AsyncWrite + Unpin) {
    let (from, mut to) = tokio::io::split(stream);
    let mut from = BufReader::new(from);
    let mut talk = Talk { app, greeted: Greeted::No, begun: false, to: Vec::new(), nonsense: 0 };
    if let Err(error) = talk.run(&mut from, &mut to).await {
        tracing::debug!(error = %error, "a talk about bounces has ended early");
    }
}

impl Talk<'_> {
    async fn run(&mut self, from: &mut (impl AsyncBufRead + Unpin), to: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        let host = self.app.config.mail_host().to_owned();
        say(to, &format!("220 {host} ESMTP and LMTP, for bounces")).await?;
        loop {
            let line = match lines::command(from).await {
                Ok(Line::Command(line)) => line,
                Ok(Line::TooLong) => {
                    self.nonsense += 1;
                    say(to, "500 5.5.2 Line too long").await?;
                    continue;
                }
                Ok(Line::End) => return Ok(()),
                Err(error) => {
                    say(to, "421 4.4.2 Silent for too long").await?;
                    return Err(error);
                }
            };
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            match verb.to_ascii_uppercase().as_str() {
                "QUIT" => return say(to, "221 2.0.0 Bye").await,
                "DATA" if !self.to.is_empty() => self.data(from, to).await?,
                verb => {
                    let answer = self.answer(verb, rest, &host);
                    say(to, &answer).await?;
                }
            }
            if self.nonsense > NONSENSE_MAX {
                return say(to, "421 4.7.0 Too many errors").await;
            }
        }
    }

    fn answer(&mut self, verb: &str, rest: &str, host: &str) -> String {
        match verb {
            "HELO" => {
                self.greet(Greeted::Smtp);
                format!("250 {host}")
            }
            "EHLO" | "LHLO" => {
                self.greet(if verb == "LHLO" { Greeted::Lmtp } else { Greeted::Smtp });
                format!("250-{host}\r\n250-SIZE {SIZE_MAX}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES")
            }
            "NOOP" => "250 2.0.0 OK".to_owned(),
            "RSET" => {
                self.reset();
                "250 2.0.0 OK".to_owned()
            }
            "VRFY" => "252 2.5.2 Send some mail".to_owned(),
            "MAIL" if self.greeted == Greeted::No => self.nonsense("503 5.5.1 Say HELO, EHLO or LHLO first"),
            "MAIL" if self.begun => self.nonsense("503 5.5.1 One sender"),
            "MAIL" => match path(rest, "FROM:") {
                None => self.nonsense("501 5.5.4 MAIL FROM:<address>"),
                Some((_, options)) if size(options).is_some_and(|size| size > SIZE_MAX) => "552 5.3.4 Too large".to_owned(),
                Some(_) => {
                    self.begun = true;
                    "250 2.1.0 OK".to_owned()
                }
            },
            "RCPT" if !self.begun => self.nonsense("503 5.5.1 Say MAIL first"),
            "RCPT" => match path(rest, "TO:") {
                None => self.nonsense("501 5.5.4 RCPT TO:<address>"),
                Some(_) if self.to.len() >= RECIPIENTS_MAX => "452 4.5.3 Too many recipients".to_owned(),
                Some((address, _))
                    if return_path::read(self.app, address).or_else(|| return_path::read_reply(self.app, address)).is_none() =>
                {
                    self.nonsense("550 5.1.1 No such return path: bounces of our own mails and answers to them are taken, and nothing else")
                }
                Some((address, _)) => {
                    self.to.push(address.to_owned());
                    "250 2.1.5 OK".to_owned()
                }
            },
            "DATA" => self.nonsense("503 5.5.1 Say RCPT first"),
            _ => self.nonsense("500 5.5.1 Unknown command"),
        }
    }

    fn greet(&mut self, greeted: Greeted) {
        self.reset();
        self.greeted = greeted;
    }

    fn reset(&mut self) {
        self.begun = false;
        self.to.clear();
    }

    fn nonsense(&mut self, answer: &str) -> String {
        self.nonsense += 1;
        answer.to_owned()
    }

    async fn data(&mut self, from: &mut (impl AsyncBufRead + Unpin), to: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        say(to, "354 End with a line of one full stop").await?;
        let Some(body) = lines::body(from, READ_MAX, SIZE_OVER).await? else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        let recipients = std::mem::take(&mut self.to);
        self.reset();
        let mut answers = Vec::new();
        for recipient in recipients {
            let answer = if body.bytes > SIZE_MAX {
                "552 5.3.4 Too large"
            } else {
                match take(self.app, body.kept.clone(), &[recipient], Via::Smtp).await {
                    Ok(_) => "250 2.0.0 Taken",
                    Err(error) => {
                        tracing::error!(error = %error, "a mail that came back can't be taken");
                        "451 4.3.0 Not now, try again later"
                    }
                }
            };
            answers.push(answer);
        }
        if self.greeted == Greeted::Lmtp {
            return say(to, &answers.join("\r\n")).await;
        }
        // One answer for all: again, if one of them has to come again; who was taken in before is known then.
        let worst = answers.iter().find(|answer| answer.starts_with('4')).or_else(|| answers.first());
        say(to, worst.unwrap_or(&"250 2.0.0 Taken")).await
    }
}

async fn say(to: &mut (impl AsyncWrite + Unpin), line: &str) -> io::Result<()> {
    to.write_all(format!("{line}\r\n").as_bytes()).await?;
    to.flush().await
}

/// The address after `FROM:` or `TO:`, and what follows it.
fn path<'a>(rest: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let rest = rest.trim_start();
    let after = rest.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).and_then(|_| rest.get(word.len()..))?.trim_start();
    after.strip_prefix('<')?.split_once('>')
}

/// What `SIZE=` says.
fn size(options: &str) -> Option<u64> {
    options
        .split_ascii_whitespace()
        .find_map(|option| option.get(..5).filter(|name| name.eq_ignore_ascii_case("SIZE=")).and_then(|_| option[5..].parse().ok()))
}
