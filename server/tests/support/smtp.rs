//! A mail server of a test, which does what it is told: takes mails, refuses them, or dies at the worst moment.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use eyelevel_server::mail::transport::Transport;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What becomes of the next mail.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fate {
    /// Taken.
    Taken,
    /// Taken; then the line is dead before the client hears of it.
    TakenInSilence,
    /// Not now.
    Deferred,
    /// Never.
    Refused,
    /// The line is dead before anything is taken.
    Dropped,
}

/// A running server.
pub(crate) struct Smtp {
    port: u16,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    taken: Mutex<Vec<String>>,
    said: Mutex<Vec<String>>,
    lines: Mutex<usize>,
    fates: Mutex<Vec<Fate>>,
    answers: Mutex<BTreeMap<String, String>>,
}

fn held<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap()
}

impl Smtp {
    /// Listens on a port of its own.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::<State>::default();
        let smtp = Self { port, state: Arc::clone(&state) };
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                *held(&state.lines) += 1;
                tokio::spawn(talk(stream, Arc::clone(&state)));
            }
        });
        smtp
    }

    /// The way to it.
    pub(crate) fn transport(&self) -> Transport {
        Transport::smtp(&[self.url()], "no-reply@eyelevel.test").unwrap()
    }

    /// Where it listens.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Its name among the transports.
    pub(crate) fn name(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// What happens to the next mails; those after them are taken.
    pub(crate) fn next(&self, fates: &[Fate]) {
        held(&self.state.fates).extend(fates);
    }

    /// What it answers from now on to whatever begins so (`greeting` is what it says first); no answer at all is `""`.
    pub(crate) fn answers(&self, to: &str, with: &str) {
        held(&self.state.answers).insert(to.to_owned(), with.to_owned());
    }

    /// It answers as usual again.
    pub(crate) fn recovers(&self) {
        held(&self.state.answers).clear();
    }

    /// All mails that were taken, whole.
    pub(crate) fn taken(&self) -> Vec<String> {
        held(&self.state.taken).clone()
    }

    /// What it was told that begins so, in the order in which it was told.
    pub(crate) fn said(&self, word: &str) -> Vec<String> {
        held(&self.state.said).iter().filter(|line| line.starts_with(word)).cloned().collect()
    }

    /// How many lines were opened to it.
    pub(crate) fn lines(&self) -> usize {
        *held(&self.state.lines)
    }

    /// The senders of all envelopes.
    pub(crate) fn senders(&self) -> Vec<String> {
        self.said("MAIL").iter().map(|line| line.split(['<', '>']).nth(1).unwrap().to_owned()).collect()
    }

    /// The Message-IDs of all mails that were taken, sorted.
    pub(crate) fn ids(&self) -> Vec<String> {
        let id = |mail: &String| mail.lines().find_map(|l| l.strip_prefix("Message-ID: ")).unwrap().to_owned();
        let mut ids: Vec<_> = self.taken().iter().map(id).collect();
        ids.sort();
        ids
    }
}

impl State {
    /// What was put in the place of the usual answer.
    fn answer(&self, line: &str) -> Option<String> {
        held(&self.answers).iter().find(|(to, _)| line.starts_with(to.as_str())).map(|(_, with)| with.clone())
    }
}

async fn talk(stream: TcpStream, state: Arc<State>) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let greeting = state.answer("greeting").unwrap_or_else(|| "220 test".to_owned());
    if !greeting.is_empty() {
        write.write_all(format!("{greeting}\r\n").as_bytes()).await.ok()?;
    }
    while let Some(line) = lines.next_line().await.ok()? {
        held(&state.said).push(line.clone());
        let answer = match (state.answer(&line), line.split(' ').next().unwrap_or_default()) {
            (Some(answer), _) if answer.is_empty() => continue,
            (Some(answer), _) => answer,
            (None, "EHLO") => "250-test\r\n250 8BITMIME".to_owned(),
            (None, "QUIT") => "221 bye".to_owned(),
            (None, "DATA") => {
                write.write_all(b"354 go on\r\n").await.ok()?;
                let mut mail = String::new();
                loop {
                    let line = lines.next_line().await.ok()??;
                    if line == "." {
                        break;
                    }
                    mail.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.push('\n');
                }
                let fate = {
                    let mut fates = held(&state.fates);
                    if fates.is_empty() { Fate::Taken } else { fates.remove(0) }
                };
                if matches!(fate, Fate::Taken | Fate::TakenInSilence) {
                    held(&state.taken).push(mail);
                }
                match fate {
                    Fate::Taken => "250 taken".to_owned(),
                    Fate::Deferred => "451 later".to_owned(),
                    Fate::Refused => "554 never".to_owned(),
                    Fate::TakenInSilence | Fate::Dropped => return None,
                }
            }
            (None, _) => "250 fine".to_owned(),
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    }
    None
}
