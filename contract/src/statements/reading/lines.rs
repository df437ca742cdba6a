//! A text line by line, whatever its lines end with.

use std::io::{BufRead as _, Read};

use super::decode::{Decoded, Head};
use super::{Encoding, Refusal, RefusalKind, RemarkKind, Remarks};

/// The longest line that is read.
const LONGEST: usize = 1 << 20;

/// A file of lines that is being read.
pub(super) struct Lines<R: Read> {
    text: Decoded<R>,
    /// The number of the line that was read last, from 1.
    pub(super) number: i64,
    /// Whether the last line ended with a carriage return, which a line feed may follow.
    after_return: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(head: Head<R>) -> Self {
        Self::written(head, None)
    }

    /// The same, where it is said how it is written.
    pub(super) fn written(head: Head<R>, said: Option<Encoding>) -> Self {
        Self { text: Decoded::text(head, said), number: 0, after_return: false }
    }

    /// How it is written, as far as what was read shows it.
    pub(super) const fn encoding(&self) -> Option<Encoding> {
        self.text.encoding()
    }

    /// The next line without its end; none at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<String>, Refusal> {
        let mut line = Vec::new();
        let mut begun = false;
        loop {
            let available = self.text.fill_buf().map_err(|error| refusal(&error, self.number + 1))?;
            if self.after_return && !begun && available.starts_with(b"\n") {
                self.after_return = false;
                self.text.consume(1);
                continue;
            }
            if available.is_empty() {
                self.number += i64::from(begun);
                return if begun { text(line, self.number).map(Some) } else { Ok(None) };
            }
            begun = true;
            let end = available.iter().position(|b| matches!(b, b'\n' | b'\r'));
            line.extend_from_slice(&available[..end.unwrap_or(available.len())]);
            let used = end.map_or(available.len(), |end| end + 1);
            self.after_return = end.is_some_and(|end| available[end] == b'\r');
            self.text.consume(used);
            if line.len() > LONGEST {
                return Err(Refusal::in_line(RefusalKind::TooLong, self.number + 1, ""));
            }
            if end.is_some() {
                self.number += 1;
                return text(line, self.number).map(Some);
            }
        }
    }

    /// Notes the encoding if it had to be guessed, and is not the one that everybody expects.
    pub(super) fn note_guess(&self, remarks: &mut Remarks) {
        if let Some(encoding) = self.text.guess().filter(|encoding| *encoding != Encoding::Utf8) {
            remarks.note(RemarkKind::EncodingGuessed, super::Place::whole, encoding.word());
        }
    }
}

fn text(line: Vec<u8>, number: i64) -> Result<String, Refusal> {
    String::from_utf8(line).map_err(|_| Refusal::in_line(RefusalKind::EncodingWrong, number, ""))
}

fn refusal(error: &std::io::Error, line: i64) -> Refusal {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Refusal>()) {
        Some(refusal) => refusal.clone(),
        None => Refusal::in_line(RefusalKind::Unreadable, line, error.to_string()),
    }
}
