//! The fields of a message: a tag between colons at the beginning of a line, and what follows until the next one.

use std::io::Read;

use crate::statements::reading::lines::Lines;
use crate::statements::reading::{Refusal, RefusalKind};

/// The longest field that is read.
const LONGEST: usize = 1 << 16;

/// A field, or the end of a message.
pub(super) enum Part {
    Field(Field),
    End,
}

pub(super) struct Field {
    /// `61`, `60F`.
    pub(super) tag: String,
    /// What follows, with line ends.
    pub(super) text: String,
    /// The line of the tag.
    pub(super) line: i64,
}

pub(super) struct Fields<R: Read> {
    pub(super) lines: Lines<R>,
    /// The field whose lines are being collected.
    open: Option<Field>,
    ended: bool,
}

impl<R: Read> Fields<R> {
    pub(super) fn new(lines: Lines<R>) -> Self {
        Self { lines, open: None, ended: false }
    }

    /// What comes next; none at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Part>, Refusal> {
        if std::mem::take(&mut self.ended) {
            return Ok(Some(Part::End));
        }
        while let Some(line) = self.lines.next()? {
            let number = self.lines.number;
            // SWIFT's envelope stands before and behind the fields: `{1:…}{2:…}{4:` and `-}`.
            let line = line.trim_end_matches(['\u{3}', ' ']);
            let line = if line.starts_with("{1:") { line.split_once("{4:").map_or("", |(_, rest)| rest) } else { line };
            if matches!(line, "-" | "-}") || line.starts_with("-}{5:") {
                return Ok(Some(match self.open.take() {
                    Some(field) => {
                        self.ended = true;
                        Part::Field(field)
                    }
                    None => Part::End,
                }));
            }
            match (tag(line), &mut self.open) {
                (Some((tag, text)), open) => {
                    let new = Field { tag: tag.to_owned(), text: text.to_owned(), line: number };
                    if let Some(field) = open.replace(new) {
                        return Ok(Some(Part::Field(field)));
                    }
                }
                (None, Some(field)) => {
                    field.text.push('\n');
                    field.text.push_str(line);
                    if field.text.len() > LONGEST {
                        return Err(Refusal::in_line(RefusalKind::TooLong, field.line, ""));
                    }
                }
                (None, None) if line.trim().is_empty() => {}
                (None, None) => return Err(Refusal::in_line(RefusalKind::Line, number, line)),
            }
        }
        Ok(self.open.take().map(Part::Field))
    }
}

/// `:61:…` is tag 61; a colon alone begins no field.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, text) = line.strip_prefix(':')?.split_once(':')?;
    let digits = tag.bytes().take_while(u8::is_ascii_digit).count();
    let letter = tag.len() == digits || (tag.len() == digits + 1 && tag.ends_with(|c: char| c.is_ascii_uppercase()));
    (digits == 2 && letter).then_some((tag, text))
}
