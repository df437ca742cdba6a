//! What a file is, its content says.

use std::io::Read;

use super::bank::{Items, is_mt940};
use super::decode::head;
use super::invoice::InvoiceReader;
use super::lines::Lines;
use super::xml::Xml;
use super::{Refusal, RefusalKind};

/// A file of which is known what it is.
pub enum Opened<R: Read> {
    /// A bank file.
    Bank(Items<R>),
    /// An invoice.
    Invoice(Box<InvoiceReader<R>>),
}

/// Looks at the beginning of a file and says what it is.
///
/// # Errors
/// If it is nothing that can be read.
pub fn open<R: Read>(file: R) -> Result<Opened<R>, Refusal> {
    let head = head(file)?;
    if head.bytes.is_empty() {
        return Err(Refusal::whole(RefusalKind::Empty, ""));
    }
    let text = head.text();
    if text.trim_start().starts_with('<') {
        return super::documents::document(Xml::new(head)?);
    }
    if is_mt940(&text) {
        return Ok(Opened::Bank(Items::mt940(Lines::new(head))));
    }
    Err(Refusal::in_line(RefusalKind::Unknown, 1, text.lines().next().unwrap_or_default()))
}
