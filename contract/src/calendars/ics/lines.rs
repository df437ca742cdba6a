//! The lines of a calendar file, and the texts in them.

use super::{Refused, Trouble};
use crate::calendars::CLOSED_NAME_MAX;

/// One unfolded line: its number, its name in capitals, its parameters, its value.
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) parameters: String,
    pub(super) value: String,
}

/// Lines without their folds: one that begins with a space goes on with the line before.
pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line>, Refused> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut raw: Vec<(usize, Vec<u8>)> = Vec::new();
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match (line.first(), raw.last_mut()) {
            (Some(b' ' | b'\t'), Some((_, before))) => before.extend(&line[1..]),
            (Some(_), _) => raw.push((number + 1, line.to_vec())),
            (None, _) => {}
        }
    }
    raw.into_iter().map(|(number, line)| self::line(number, line).ok_or(Refused { line: number, trouble: Trouble::NotALine })).collect()
}

/// `NAME;PARAMETER=VALUE:VALUE`; a colon within quotes is none.
fn line(number: usize, bytes: Vec<u8>) -> Option<Line> {
    let text = String::from_utf8(bytes).ok()?;
    let mut quoted = false;
    let colon = text.char_indices().find_map(|(place, c)| {
        quoted ^= c == '"';
        (c == ':' && !quoted).then_some(place)
    })?;
    let (head, value) = text.split_at(colon);
    let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
    let named = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let line = Line { number, name: name.to_ascii_uppercase(), parameters: parameters.to_ascii_uppercase(), value: value[1..].to_owned() };
    named.then_some(line)
}

/// A text without its escapes, in one line, not too long.
pub(super) fn text(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.trim().chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n' | 'N') | None) => out.push(' '),
            ('\\', Some(escaped)) => out.push(escaped),
            _ => out.push(c),
        }
    }
    let words = out.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    words.chars().take(CLOSED_NAME_MAX).collect()
}
