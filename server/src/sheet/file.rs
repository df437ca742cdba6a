//! A CSV as people's programs write it: any of three delimiters, quotes, CRLF, UTF-8 (or 16) with or without a mark, or Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};
use eyelevel_contract::imports::IMPORT_LINES;
use eyelevel_contract::validate::Fault;

use super::columns::{Column, Columns};
use super::guard::unguarded;
use crate::error::{Error, Result};

/// How much of a wrong value is shown.
const SHOWN: usize = 80;

/// What stands in a file.
pub(crate) struct Sheet<C> {
    pub(crate) columns: Columns<C>,
    pub(crate) lines: Vec<Line>,
}

/// A line in which something stands.
pub(crate) struct Line {
    /// As a text editor counts; the header is 1.
    pub(crate) number: i64,
    fields: csv::StringRecord,
}

impl Line {
    /// What stands in a column, without white space around it, and without the apostrophe by which an export keeps a text a text; none: the
    /// file has no such column.
    pub(crate) fn get<C: Column>(&self, columns: &Columns<C>, column: C) -> Option<&str> {
        columns.place(column).map(|place| unguarded(self.fields.get(place).unwrap_or_default().trim()).trim())
    }

    /// The lines within a column, empty ones, too; none: the file has no such column.
    pub(crate) fn list<C: Column>(&self, columns: &Columns<C>, column: C) -> Option<Vec<&str>> {
        columns.place(column).map(|place| unguarded(self.fields.get(place).unwrap_or_default()).split('\n').map(str::trim).collect())
    }

    /// The beginning of what stands in a field's column.
    pub(crate) fn shown<C: Column>(&self, columns: &Columns<C>, field: &str) -> String {
        let text = C::of_field(field).and_then(|column| self.get(columns, column));
        text.map_or_else(String::new, |text| text.chars().take(SHOWN).collect())
    }

    /// Whether something stands beyond the last column: most likely a delimiter within a text without quotes.
    pub(crate) fn is_too_wide<C: Column>(&self, columns: &Columns<C>) -> bool {
        self.fields.iter().skip(columns.width()).any(|field| !field.trim().is_empty())
    }
}

/// Reads a file.
///
/// # Errors
/// More lines than are taken.
pub(crate) fn read<C: Column>(bytes: &[u8]) -> Result<Sheet<C>> {
    // Line ends are counted, so there is one kind of them.
    let text = decode(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let delimiter = delimiter::<C>(&text);
    let mut sheet = Sheet { columns: Columns::default(), lines: Vec::new() };
    let mut header = true;
    for record in reader(&text, delimiter).into_records() {
        let fields = record.map_err(|e| Error::Malformed(e.to_string()))?;
        if fields.iter().all(is_blank) {
            continue;
        }
        if header {
            sheet.columns = Columns::of(fields.iter());
            header = false;
            continue;
        }
        if sheet.lines.len() == IMPORT_LINES {
            return Err(Error::field("lines", Fault::TooMany(IMPORT_LINES)));
        }
        sheet.lines.push(Line { number: number(&text, &fields), fields });
    }
    Ok(sheet)
}

fn is_blank(field: &str) -> bool {
    field.trim().is_empty()
}

fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if Encoding::for_bom(bytes).is_some() {
        return encoding_rs::UTF_8.decode(bytes).0;
    }
    // What Windows-1252 writes beyond ASCII is hardly ever UTF-8 by accident.
    std::str::from_utf8(bytes).map_or_else(|_| WINDOWS_1252.decode_without_bom_handling(bytes).0, Cow::Borrowed)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// The delimiter by which the header has the most columns that mean something, and then the most at all.
fn delimiter<C: Column>(text: &str) -> u8 {
    let columns = |delimiter: u8| {
        let header = reader(text, delimiter).into_records().filter_map(Result::<_, csv::Error>::ok).find(|r| !r.iter().all(is_blank));
        header.map_or((0, 0), |fields| (Columns::<C>::of(fields.iter()).known(), fields.len()))
    };
    // Of several that are equal, the last is taken.
    [b'\t', b',', b';'].into_iter().max_by_key(|d| columns(*d)).unwrap_or(b';')
}

/// The record's place is where the one before ended: empty lines between them are not its own.
fn number(text: &str, fields: &csv::StringRecord) -> i64 {
    let Some(place) = fields.position() else { return 0 };
    let start = usize::try_from(place.byte()).unwrap_or(usize::MAX);
    let empty = text.as_bytes().get(start..).map_or(0, |rest| rest.iter().take_while(|b| **b == b'\n').count());
    i64::try_from(place.line()).unwrap_or(i64::MAX).saturating_add(i64::try_from(empty).unwrap_or(0))
}
