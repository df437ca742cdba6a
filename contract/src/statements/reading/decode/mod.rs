//! Bytes into text: whatever encoding a file is in, what comes out is UTF-8 without a byte order mark, a chunk at a time.

mod chunk;
mod declared;
mod single;
mod stream;
mod utf16;

pub(super) use declared::{Head, head};
pub(super) use stream::Decoded;

words! {
    /// The encodings that are read.
    Encoding {
        /// UTF-8.
        Utf8 = "UTF-8",
        /// UTF-16, the lower byte first.
        Utf16Le = "UTF-16LE",
        /// UTF-16, the higher byte first.
        Utf16Be = "UTF-16BE",
        /// ISO 8859-1 (Latin-1).
        Latin1 = "ISO-8859-1",
        /// ISO 8859-15 (Latin-9): Latin-1 with the euro sign.
        Latin9 = "ISO-8859-15",
        /// Windows-1252.
        Windows1252 = "windows-1252",
    }
}

/// How an encoding was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The file says so, or its byte order mark does, or its format prescribes it.
    Said(Encoding),
    /// Nobody says: UTF-8, unless the first letter that is not ASCII can't be, then Windows-1252.
    Guess,
}
