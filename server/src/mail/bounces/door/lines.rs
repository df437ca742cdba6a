//! Lines of a talk, and the mail in it, within limits.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _};

/// Whoever is silent for so long has gone.
const SILENCE: Duration = Duration::from_secs(60);
/// The longest command, in bytes; RFC 5321 wants 512, and 1000 with extensions.
const COMMAND_MAX: usize = 2_000;

/// A command's line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    Command(String),
    /// It was longer than a command may be, and is not kept.
    TooLong,
    /// They have gone.
    End,
}

/// The next line, without its end.
pub(super) async fn command(from: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Line> {
    let mut line = Vec::new();
    let mut too_long = false;
    loop {
        let part = next(from).await?;
        if part.is_empty() {
            return Ok(Line::End);
        }
        let end = part.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
        let taken = end.unwrap_or(part.len());
        if line.len() + taken > COMMAND_MAX {
            too_long = true;
        } else {
            line.extend_from_slice(&part[..taken]);
        }
        from.consume(taken);
        if end.is_some() {
            return Ok(if too_long { Line::TooLong } else { Line::Command(String::from_utf8_lossy(&line).trim_end().to_owned()) });
        }
    }
}

/// A mail: what is kept of it, and how long it was.
pub(super) struct Body {
    pub(super) kept: Vec<u8>,
    pub(super) bytes: u64,
}

/// Reads to the line with the full stop; that line ends with carriage return and line feed, as does the one before it, and with nothing less. None if they
/// go before. No more than `keep` bytes are kept, and after `most` it ends.
pub(super) async fn body(from: &mut (impl AsyncBufRead + Unpin), keep: usize, most: u64) -> io::Result<Option<Body>> {
    let mut body = Body { kept: Vec::new(), bytes: 0 };
    // Where we are: how much of CR LF . CR LF has been seen. A mail begins at the beginning of a line.
    let mut seen = 2_usize;
    loop {
        let part = next(from).await?;
        if part.is_empty() {
            return Ok(None);
        }
        let mut taken = 0;
        let mut over = false;
        for byte in part {
            taken += 1;
            body.bytes += 1;
            let keeps = match (seen, *byte) {
                // A full stop at the beginning of a line is doubled; this is the first of them, or the last line.
                (2, b'.') => {
                    seen = 3;
                    false
                }
                (3, b'\r') => {
                    seen = 4;
                    false
                }
                (4, b'\n') => {
                    over = true;
                    false
                }
                (_, b'\r') => {
                    seen = 1;
                    true
                }
                (1, b'\n') => {
                    seen = 2;
                    true
                }
                _ => {
                    seen = 0;
                    true
                }
            };
            if keeps && body.kept.len() < keep {
                body.kept.push(*byte);
            }
            if over {
                break;
            }
        }
        from.consume(taken);
        if over {
            return Ok(Some(body));
        }
        if body.bytes > most {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a mail without an end"));
        }
    }
}

async fn next(from: &mut (impl AsyncBufRead + Unpin)) -> io::Result<&[u8]> {
    tokio::time::timeout(SILENCE, from.fill_buf()).await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
}
