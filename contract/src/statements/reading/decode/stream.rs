//! The stream of decoded text, which knows its line and keeps to a budget.

use std::io::{self, BufRead, Read};

use super::chunk::{Wrong, decode};
use super::single::Suspicion;
use super::{Encoding, Found, Head};
use crate::statements::reading::{Refusal, RefusalKind};

/// Bytes that are read at once.
const CHUNK: usize = 65_536;

/// A file's text: UTF-8 without control characters. Whatever is wrong with it comes as an `io::Error` that carries a [`Refusal`].
pub(crate) struct Decoded<R> {
    rest: R,
    found: Found,
    guessed: bool,
    /// Bytes that are not decoded yet.
    raw: Vec<u8>,
    /// Text that is not taken yet, from `at`.
    out: Vec<u8>,
    at: usize,
    /// The line of the text that comes next.
    line: i64,
    /// How much may be taken before somebody asks for more.
    budget: usize,
    suspicion: Suspicion,
    wrong: Option<Refusal>,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    /// As XML: the declaration counts.
    pub(crate) fn xml(head: Head<R>) -> Result<Self, Refusal> {
        let found = head.of_xml()?;
        Ok(Self::new(head, found))
    }

    /// As plain text, in what is said, where its mark says nothing.
    pub(crate) fn text(head: Head<R>, said: Option<Encoding>) -> Self {
        let found = match (head.of_text(), said) {
            (Found::Guess, Some(said)) => Found::Said(said),
            (found, _) => found,
        };
        Self::new(head, found)
    }

    /// The encoding, once it is known.
    pub(crate) const fn encoding(&self) -> Option<Encoding> {
        match self.found {
            Found::Said(encoding) => Some(encoding),
            Found::Guess => None,
        }
    }

    fn new(head: Head<R>, found: Found) -> Self {
        let (bom, _) = head.marked();
        let mut raw = head.bytes;
        raw.drain(..bom);
        Self {
            rest: head.rest,
            found,
            guessed: found == Found::Guess,
            raw,
            out: Vec::new(),
            at: 0,
            line: 1,
            budget: usize::MAX,
            suspicion: Suspicion::default(),
            wrong: None,
            ended: false,
        }
    }

    /// The line of what comes next, from 1.
    pub(crate) const fn line(&self) -> i64 {
        self.line
    }

    /// Lets so many bytes pass until the next call; more is an error. Whoever collects a piece in memory calls it before.
    pub(crate) const fn allow(&mut self, bytes: usize) {
        self.budget = bytes;
    }

    /// The encoding, if it was guessed and mattered.
    pub(crate) const fn guess(&self) -> Option<Encoding> {
        match self.found {
            Found::Said(encoding) if self.guessed => Some(encoding),
            _ => None,
        }
    }

    /// Fills `out` anew.
    fn refill(&mut self) -> io::Result<()> {
        if let Some(wrong) = &self.wrong {
            return Err(io::Error::other(wrong.clone()));
        }
        self.out.clear();
        self.at = 0;
        while self.out.is_empty() && !self.ended {
            let before = self.raw.len();
            // The first time there is the head.
            let read = if before < CHUNK { self.read_more()? } else { 0 };
            self.ended = read == 0 && before < CHUNK;
            let (used, wrong) = decode(&self.raw, &mut self.found, self.ended, &mut self.suspicion, self.line, &mut self.out);
            self.raw.drain(..used);
            self.check(wrong);
        }
        match &self.wrong {
            Some(wrong) if self.out.is_empty() => Err(io::Error::other(wrong.clone())),
            _ => Ok(()),
        }
    }

    fn read_more(&mut self) -> io::Result<usize> {
        let start = self.raw.len();
        self.raw.resize(CHUNK, 0);
        let read = loop {
            match self.rest.read(&mut self.raw[start..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.raw.truncate(start + *read.as_ref().unwrap_or(&0));
        read
    }

    /// Notes what is wrong in the chunk, and cuts the text there: it comes when all before it has been taken.
    fn check(&mut self, wrong: Option<Wrong>) {
        if let Some(Wrong { kind, detail }) = wrong {
            self.wrong = Some(Refusal::in_line(kind, self.line + lines(&self.out), detail));
            self.ended = true;
        }
        let control = |b: &u8| *b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t');
        if let Some(at) = self.out.iter().position(control) {
            let detail = format!("U+{:04X}", self.out[at]);
            self.wrong = Some(Refusal::in_line(RefusalKind::Character, self.line + lines(&self.out[..at]), detail));
            self.out.truncate(at);
            self.ended = true;
        }
        if self.ended
            && self.wrong.is_none()
            && self.suspicion.is_utf8()
            && let Found::Said(encoding) = self.found
        {
            self.wrong = Some(Refusal::in_line(RefusalKind::EncodingWrong, self.suspicion.line, encoding.word()));
        }
    }
}

/// How many lines end in it.
fn lines(text: &[u8]) -> i64 {
    i64::try_from(memchr::memchr_iter(b'\n', text).count()).unwrap_or(i64::MAX)
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let n = available.len().min(buf.len());
        buf[..n].copy_from_slice(&available[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: Read> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.out.len() {
            self.refill()?;
        }
        if self.budget == 0 && self.at < self.out.len() {
            return Err(io::Error::other(Refusal::in_line(RefusalKind::TooLong, self.line, "")));
        }
        Ok(&self.out[self.at..])
    }

    fn consume(&mut self, amount: usize) {
        self.line += lines(&self.out[self.at..self.at + amount]);
        self.at += amount;
        self.budget = self.budget.saturating_sub(amount);
    }
}
