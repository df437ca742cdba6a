//! The statement as a table: UTF-8 with a mark at its beginning (Excel wants one), separators and decimals as the language has them.

use eyelevel_contract::statements::Export;
use eyelevel_texts::{format, statement_downloads as t};

use super::table::{self, Cell};
use crate::error::{Error, Result};
use crate::sheet::guarded;

/// Lines first, then what does not add up, as rows without an amount of their own.
pub(super) fn bytes(export: &Export) -> Result<Vec<u8>> {
    let broken = |e: csv::Error| Error::Internal(format!("csv: {e}"));
    let mut out = csv::WriterBuilder::new();
    let out = out.delimiter(table::separator(export.lang)).terminator(csv::Terminator::CRLF);
    let mut out = out.from_writer(b"\xef\xbb\xbf".to_vec());
    let lines = table::lines(export);
    out.write_record(&lines.head).map_err(broken)?;
    for row in &lines.rows {
        out.write_record(row.iter().map(|cell| word(export, cell))).map_err(broken)?;
    }
    for finding in &export.findings {
        let mut row = vec![String::new(); lines.head.len()];
        (row[2], row[3]) = (t::finding(export.lang).to_owned(), guarded(&finding.sentence));
        out.write_record(&row).map_err(broken)?;
    }
    out.into_inner().map_err(|e| Error::Internal(format!("csv: {e}")))
}

fn word(export: &Export, cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Number(n) => n.to_string(),
        Cell::Day(day) => format::date(export.lang, *day),
        Cell::Amount(minor) => format::decimal(export.lang, *minor, table::decimals(export), false),
    }
}
