//! A text with variables, in its pieces: `{number}` is one, and a brace that begins or ends none is wrong.

use core::fmt::Write as _;

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Words(&'a str),
    /// `{number}`, without its braces.
    Variable(&'a str),
    /// A brace with what follows it, where it makes no variable.
    Brace(&'a str),
}

const fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte == b'_'
}

/// The pieces, in their order: together they are the text again.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let (mut begun, mut at) = (0, 0);
    while at < bytes.len() {
        if !matches!(bytes[at], b'{' | b'}') {
            at += 1;
            continue;
        }
        if begun < at {
            all.push(Piece::Words(&text[begun..at]));
        }
        let name = at + 1;
        let mut end = name;
        while end < bytes.len() && bytes[at] == b'{' && is_of_a_name(bytes[end]) {
            end += 1;
        }
        if end > name && bytes.get(end) == Some(&b'}') {
            all.push(Piece::Variable(&text[name..end]));
            at = end + 1;
        } else {
            // To the end of the word, so that whoever reads about it finds it.
            end = name;
            while end < bytes.len() && !bytes[end].is_ascii_whitespace() && bytes[end] != b'{' && bytes[end - 1] != b'}' {
                end += 1;
            }
            all.push(Piece::Brace(&text[at..end]));
            at = end;
        }
        begun = at;
    }
    if begun < bytes.len() {
        all.push(Piece::Words(&text[begun..]));
    }
    all
}

/// The text with its values, which are never searched for variables themselves. What has no value stays as it stands.
#[must_use]
pub fn fill(text: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) | Piece::Brace(words) => out.push_str(words),
            Piece::Variable(name) => match value(name) {
                Some(value) => out.push_str(&value),
                // Writing to a String cannot fail.
                None => drop(write!(out, "{{{name}}}")),
            },
        }
    }
    out
}
