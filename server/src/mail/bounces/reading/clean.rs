//! Bytes that a mail parser can take.

use std::borrow::Cow;

use super::{NESTED_MAX, READ_MAX};

/// The mail without a mailbox's `From ` line, with line feeds where it has bare carriage returns only, and cut where it gets too large or too deep.
pub(super) fn clean(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut bytes = &bytes[..bytes.len().min(READ_MAX)];
    if bytes.starts_with(b"From ") || bytes.starts_with(b">From ") {
        let end = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')).map_or(bytes.len(), |at| at + 1);
        bytes = &bytes[end..];
    }
    while let [b'\r' | b'\n', rest @ ..] = bytes {
        bytes = rest;
    }
    bytes = &bytes[..too_deep(bytes)];
    let returns = bytes.iter().filter(|byte| **byte == b'\r').count();
    let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
    // An old Mac's lines; in others a carriage return is part of the line end, or noise.
    if returns > 0 && feeds * 8 < returns {
        Cow::Owned(bytes.iter().filter(|byte| **byte != b'\n').map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect())
    } else {
        Cow::Borrowed(bytes)
    }
}

/// Where there are more multiparts and messages than anybody sends: the parser would follow them all.
fn too_deep(bytes: &[u8]) -> usize {
    let mut left = NESTED_MAX;
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'/' && (ends_with(&bytes[..at], b"message") || ends_with(&bytes[..at], b"multipart")) {
            if left == 0 {
                return at;
            }
            left -= 1;
        }
    }
    bytes.len()
}

fn ends_with(bytes: &[u8], end: &[u8]) -> bool {
    bytes.len() >= end.len() && bytes[bytes.len() - end.len()..].eq_ignore_ascii_case(end)
}

/// A text in one line, with no control characters, of so many characters at most.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut count = 0;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if count > 0 {
            line.push(' ');
            count += 1;
        }
        for c in word.chars() {
            if count >= most {
                line.truncate(line.trim_end().len());
                line.push('…');
                return line;
            }
            line.push(c);
            count += 1;
        }
    }
    line
}
