//! What a file is, its content says.

use std::io::{self, Cursor, Read};

use super::bank::{Items, Table, TableMapping, is_mt940, is_table};
use super::decode::head;
use super::invoice::InvoiceReader;
use super::lines::Lines;
use super::xml::Xml;
use super::{Refusal, RefusalKind};

/// A file of which is known what it is.
pub enum Opened<R: Read> {
    /// A bank file.
    Bank(Items<R>),
    /// A bank file that is a table: what its columns mean has to be said.
    Table(Box<Table<R>>),
    /// A PDF, from its first byte on: an invoice may be inside.
    Pdf(Whole<R>),
    /// An invoice.
    Invoice(Box<InvoiceReader<R>>),
}

/// A file from its first byte on, of which the beginning has been looked at.
pub struct Whole<R> {
    beginning: Cursor<Vec<u8>>,
    rest: R,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self.beginning.read(buf)? {
            0 => self.rest.read(buf),
            n => Ok(n),
        }
    }
}

/// What files begin with that are no text.
const PACKED: [(&[u8], &str); 9] = [
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\xd0\xcf\x11\xe0", "OLE2 (XLS, DOC, MSG)"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
];

/// A PDF may have something before its beginning.
const PDF: usize = 1_024;

/// Looks at the beginning of a file and says what it is.
///
/// # Errors
/// If it is nothing that can be read.
pub fn open<R: Read>(file: R) -> Result<Opened<R>, Refusal> {
    open_as(file, None)
}

/// The same, of a file of which somebody has said how it is written, and what stands between its columns, if it is a table.
///
/// # Errors
/// If it is nothing that can be read.
pub fn open_as<R: Read>(file: R, said: Option<&TableMapping>) -> Result<Opened<R>, Refusal> {
    let head = head(file)?;
    if head.bytes.is_empty() {
        return Err(Refusal::whole(RefusalKind::Empty, ""));
    }
    if let Some((_, name)) = PACKED.iter().find(|(magic, _)| head.bytes.starts_with(magic)) {
        return Err(Refusal::whole(RefusalKind::Packed, name));
    }
    if head.bytes[..head.bytes.len().min(PDF)].windows(5).any(|five| five == b"%PDF-") {
        return Ok(Opened::Pdf(Whole { beginning: Cursor::new(head.bytes), rest: head.rest }));
    }
    let text = head.text();
    if text.trim_start().starts_with('<') {
        return super::documents::document(Xml::new(head)?);
    }
    if is_mt940(&text) {
        return Ok(Opened::Bank(Items::mt940(Lines::new(head))));
    }
    let separator = said.and_then(|said| said.separator.chars().next());
    if is_table(&text) || separator.is_some() {
        let lines = Lines::written(head, said.and_then(|said| said.encoding));
        return Ok(Opened::Table(Box::new(Table::open(lines, &text, separator)?)));
    }
    Err(Refusal::in_line(RefusalKind::Unknown, 1, text.lines().next().unwrap_or_default()))
}
