//! A file of the browser's, read piece by piece: of a file of any length, one piece is in memory.

use std::io::{self, Error, Read};

use eyelevel_contract::statements::bank_view::Told;
use js_sys::Uint8Array;
use web_sys::{File, FileReaderSync};

use super::tell;

/// Bytes of a piece.
const PIECE: f64 = 1_048_576.0;

/// A file, from its beginning on.
pub(super) struct Pieces {
    file: File,
    /// Where the next piece begins.
    next: f64,
    piece: Vec<u8>,
    /// What of the piece is read.
    read: usize,
    /// Bytes of the files before this one, and of all.
    before: f64,
    of: f64,
}

impl Pieces {
    pub(super) fn new(file: File, before: f64, of: f64) -> Self {
        Self { file, next: 0.0, piece: Vec::new(), read: 0, before, of }
    }

    fn more(&mut self) -> io::Result<()> {
        let end = (self.next + PIECE).min(self.file.size());
        // The file may have been moved or changed since it was chosen.
        let gone = |_| Error::other("the browser can't read the file any more");
        let slice = self.file.slice_with_f64_and_f64(self.next, end).map_err(gone)?;
        let bytes = FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(&slice)).map_err(gone)?;
        self.piece = Uint8Array::new(&bytes).to_vec();
        (self.next, self.read) = (end, 0);
        tell(&Told::Progress { bytes: whole(self.before + end), of: whole(self.of) });
        Ok(())
    }
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.read == self.piece.len() && self.next < self.file.size() {
            self.more()?;
        }
        let rest = &self.piece[self.read..];
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.read += count;
        Ok(count)
    }
}

/// Sizes of files are whole numbers, whatever JavaScript calls them.
#[expect(clippy::cast_possible_truncation, reason = "no file has 2^63 bytes")]
fn whole(bytes: f64) -> i64 {
    bytes as i64
}
