//! One chunk of bytes into text.

use super::single::{Suspicion, character};
use super::{Encoding, Found, utf16};
use crate::statements::reading::RefusalKind;

/// What is wrong in the middle of a chunk, behind what could be decoded.
pub(super) struct Wrong {
    pub(super) kind: RefusalKind,
    pub(super) detail: String,
}

impl Wrong {
    fn byte(byte: u8) -> Self {
        Self { kind: RefusalKind::EncodingWrong, detail: format!("0x{byte:02X}") }
    }
}

/// Decodes as much as there is; gives how many bytes were taken. `last` says that no more will come.
pub(super) fn decode(
    raw: &[u8],
    found: &mut Found,
    last: bool,
    suspicion: &mut Suspicion,
    line: i64,
    out: &mut Vec<u8>,
) -> (usize, Option<Wrong>) {
    let encoding = match *found {
        Found::Said(encoding) => encoding,
        Found::Guess => match guess(raw, last) {
            Some(encoding) => {
                *found = Found::Said(encoding);
                encoding
            }
            None => Encoding::Utf8,
        },
    };
    match encoding {
        Encoding::Utf8 => utf8(raw, last, out),
        Encoding::Utf16Le => wide(raw, false, last, out),
        Encoding::Utf16Be => wide(raw, true, last, out),
        Encoding::Latin1 | Encoding::Latin9 | Encoding::Windows1252 => single(raw, encoding, suspicion, line, out),
    }
}

/// Once a letter outside of ASCII shows which it is.
fn guess(raw: &[u8], last: bool) -> Option<Encoding> {
    let first = raw.iter().position(|b| !b.is_ascii())?;
    let letter = &raw[first..raw.len().min(first + 4)];
    match core::str::from_utf8(letter) {
        Ok(_) => Some(Encoding::Utf8),
        Err(error) if error.valid_up_to() > 0 => Some(Encoding::Utf8),
        // The letter may be cut by the end of the chunk.
        Err(error) if error.error_len().is_none() && !last => None,
        Err(_) => Some(Encoding::Windows1252),
    }
}

fn utf8(raw: &[u8], last: bool, out: &mut Vec<u8>) -> (usize, Option<Wrong>) {
    match core::str::from_utf8(raw) {
        Ok(_) => {
            out.extend_from_slice(raw);
            (raw.len(), None)
        }
        Err(error) => {
            let valid = error.valid_up_to();
            out.extend_from_slice(&raw[..valid]);
            let cut = error.error_len().is_none() && !last;
            (valid, (!cut).then(|| Wrong::byte(raw[valid])))
        }
    }
}

fn wide(raw: &[u8], big_endian: bool, last: bool, out: &mut Vec<u8>) -> (usize, Option<Wrong>) {
    let (used, result) = utf16::decode(raw, big_endian, |c| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()));
    let wrong = match result {
        Err(utf16::Lone) => Some(Wrong::byte(raw[used])),
        Ok(()) if last && used < raw.len() => Some(Wrong { kind: RefusalKind::Truncated, detail: String::new() }),
        Ok(()) => None,
    };
    (used, wrong)
}

fn single(raw: &[u8], encoding: Encoding, suspicion: &mut Suspicion, line: i64, out: &mut Vec<u8>) -> (usize, Option<Wrong>) {
    let mut line = line;
    for (at, &byte) in raw.iter().enumerate() {
        line += i64::from(byte == b'\n');
        suspicion.see(byte, line);
        match character(encoding, byte) {
            Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => return (at, Some(Wrong::byte(byte))),
        }
    }
    (raw.len(), None)
}
