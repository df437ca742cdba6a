//! Tables that are sent as they are read.

use crate::error::{Error, Result};

/// Some lines of a table as CSV (RFC 4180). The first part has a head: the mark that tells spreadsheets that it is UTF-8, and the columns' names.
pub(crate) fn part(head: Option<Vec<&str>>, lines: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let broken = |e: csv::Error| Error::Internal(format!("csv: {e}"));
    let begins: &[u8] = if head.is_some() { b"\xef\xbb\xbf" } else { b"" };
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(begins.to_vec());
    if let Some(head) = head {
        out.write_record(head).map_err(broken)?;
    }
    for line in lines {
        out.write_record(line).map_err(broken)?;
    }
    out.into_inner().map_err(|e| Error::Internal(format!("csv: {e}")))
}
