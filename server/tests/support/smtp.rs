//! A mail server of a test, which does what it is told: takes mails, refuses them, or dies at the worst moment.

use std::sync::{Arc, Mutex};

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
    taken: Arc<Mutex<Vec<String>>>,
    fates: Arc<Mutex<Vec<Fate>>>,
}

impl Smtp {
    /// Listens on a port of its own.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (taken, fates) = (Arc::default(), Arc::default());
        let smtp = Self { port, taken: Arc::clone(&taken), fates: Arc::clone(&fates) };
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(talk(stream, Arc::clone(&taken), Arc::clone(&fates)));
            }
        });
        smtp
    }

    /// The way to it.
    pub(crate) fn transport(&self) -> Transport {
        Transport::smtp(&format!("smtp://127.0.0.1:{}", self.port), "no-reply@eyelevel.test").unwrap()
    }

    /// What happens to the next mails; those after them are taken.
    pub(crate) fn next(&self, fates: &[Fate]) {
        self.fates.lock().unwrap().extend(fates);
    }

    /// All mails that were taken, whole.
    pub(crate) fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    /// The Message-IDs of all mails that were taken, sorted.
    pub(crate) fn ids(&self) -> Vec<String> {
        let id = |mail: &String| mail.lines().find_map(|l| l.strip_prefix("Message-ID: ")).unwrap().to_owned();
        let mut ids: Vec<_> = self.taken().iter().map(id).collect();
        ids.sort();
        ids
    }
}

async fn talk(stream: TcpStream, taken: Arc<Mutex<Vec<String>>>, fates: Arc<Mutex<Vec<Fate>>>) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let answer = match line.split(' ').next().unwrap_or_default() {
            "EHLO" => "250-test\r\n250 8BITMIME",
            "QUIT" => "221 bye",
            "DATA" => {
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
                    let mut fates = fates.lock().unwrap();
                    if fates.is_empty() { Fate::Taken } else { fates.remove(0) }
                };
                if matches!(fate, Fate::Taken | Fate::TakenInSilence) {
                    taken.lock().unwrap().push(mail);
                }
                match fate {
                    Fate::Taken => "250 taken",
                    Fate::Deferred => "451 later",
                    Fate::Refused => "554 never",
                    Fate::TakenInSilence | Fate::Dropped => return None,
                }
            }
            _ => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    }
    None
}
