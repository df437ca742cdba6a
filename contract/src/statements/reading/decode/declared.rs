//! What a file's beginning says of its encoding.

use std::io::{self, Read};

use super::{Encoding, Found, utf16};
use crate::statements::reading::{Refusal, RefusalKind};

/// As much of a file is looked at before it is read.
const HEAD: usize = 4_096;

/// The beginning of a file, and what follows.
pub(crate) struct Head<R> {
    pub(crate) bytes: Vec<u8>,
    pub(crate) rest: R,
}

/// Reads the beginning.
pub(crate) fn head<R: Read>(mut rest: R) -> Result<Head<R>, Refusal> {
    let mut bytes = vec![0; HEAD];
    let mut length = 0;
    while length < HEAD {
        match rest.read(&mut bytes[length..]) {
            Ok(0) => break,
            Ok(n) => length += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Refusal::whole(RefusalKind::Unreadable, error.to_string())),
        }
    }
    bytes.truncate(length);
    Ok(Head { bytes, rest })
}

impl<R> Head<R> {
    /// The beginning as far as it can be shown: for finding out what it is.
    pub(crate) fn text(&self) -> String {
        let (bom, encoding) = self.marked();
        match encoding.or_else(|| self.unmarked()) {
            Some(Encoding::Utf16Le) => from_utf16(&self.bytes[bom..], false),
            Some(Encoding::Utf16Be) => from_utf16(&self.bytes[bom..], true),
            _ => String::from_utf8_lossy(&self.bytes[bom..]).into_owned(),
        }
    }

    /// The length of the byte order mark, and what it says.
    pub(super) fn marked(&self) -> (usize, Option<Encoding>) {
        match self.bytes[..] {
            [0xef, 0xbb, 0xbf, ..] => (3, Some(Encoding::Utf8)),
            [0xff, 0xfe, ..] => (2, Some(Encoding::Utf16Le)),
            [0xfe, 0xff, ..] => (2, Some(Encoding::Utf16Be)),
            _ => (0, None),
        }
    }

    /// UTF-16 without a mark shows in the zeros.
    fn unmarked(&self) -> Option<Encoding> {
        match self.bytes[..] {
            [b'<', 0, ..] => Some(Encoding::Utf16Le),
            [0, b'<', ..] => Some(Encoding::Utf16Be),
            _ => None,
        }
    }

    /// The encoding of an XML file.
    pub(super) fn of_xml(&self) -> Result<Found, Refusal> {
        let wrong = |detail: &str| Refusal::in_line(RefusalKind::EncodingWrong, 1, detail);
        let seen = self.marked().1.or_else(|| self.unmarked());
        let text = self.text();
        let Some(name) = declaration(&text) else { return Ok(Found::Said(seen.unwrap_or(Encoding::Utf8))) };
        let wide = matches!(seen, Some(Encoding::Utf16Le | Encoding::Utf16Be));
        let said = match (name.to_ascii_lowercase().as_str(), seen) {
            ("utf-8" | "utf8" | "us-ascii" | "ascii", _) => Encoding::Utf8,
            ("utf-16" | "utf16" | "ucs-2" | "iso-10646-ucs-2", Some(seen)) if wide => seen,
            ("utf-16le", _) => Encoding::Utf16Le,
            ("utf-16be", _) => Encoding::Utf16Be,
            ("utf-16" | "utf16" | "ucs-2" | "iso-10646-ucs-2", _) => return Err(wrong(name)),
            ("iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1", _) => Encoding::Latin1,
            ("iso-8859-15" | "iso8859-15" | "iso_8859-15" | "latin9" | "latin-9", _) => Encoding::Latin9,
            ("windows-1252" | "cp1252" | "cp-1252", _) => Encoding::Windows1252,
            _ => return Err(Refusal::in_line(RefusalKind::EncodingUnknown, 1, name)),
        };
        // A UTF-16 file can be read as far as its declaration only if it is one: then the declaration has to say so, and the other way round.
        if seen.is_some_and(|seen| seen != said) || (seen.is_none() && matches!(said, Encoding::Utf16Le | Encoding::Utf16Be)) {
            return Err(wrong(name));
        }
        Ok(Found::Said(said))
    }

    /// The encoding of a file that can't say it, except by its mark.
    pub(super) fn of_text(&self) -> Found {
        self.marked().1.map_or(Found::Guess, Found::Said)
    }
}

fn from_utf16(bytes: &[u8], big_endian: bool) -> String {
    let mut text = String::new();
    let _cut = utf16::decode(bytes, big_endian, |c| text.push(c));
    text
}

/// The encoding that an XML declaration names.
fn declaration(text: &str) -> Option<&str> {
    let (declaration, _) = text.trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}
