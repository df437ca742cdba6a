//! The statement as a Buchungsstapel for DATEV (EXTF 700, category 21, version 13), by the vendor's books: the partner is a debtor. A booking has a
//! day and a month, but no year: so a file is of one fiscal year, and a statement of several years is several files in a ZIP archive.

mod bookings;
mod columns;
mod text;

use std::collections::BTreeMap;
use std::io::Write as _;

use eyelevel_contract::civil::{Civil, Date};
use eyelevel_contract::statements::Export;

use self::bookings::{Booking, bookings};
use self::text::{ansi, document, quoted};
use crate::config::Datev;
use crate::error::{Error, Result};

/// The files by name.
pub(super) struct Batch {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// One file; or, of several fiscal years, an archive of them.
///
/// # Errors
/// If the currency or an amount is none that DATEV can have.
pub(super) fn batch(export: &Export, datev: &Datev, made_at: Civil) -> Result<Batch> {
    let mut files = files(export, datev, made_at)?;
    if files.len() == 1
        && let Some(only) = files.pop()
    {
        return Ok(only);
    }
    let broken = |e: &dyn std::fmt::Display| Error::Internal(format!("zip: {e}"));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for file in files {
        zip.start_file(file.name, zip::write::SimpleFileOptions::default()).map_err(|e| broken(&e))?;
        zip.write_all(&file.bytes).map_err(|e| broken(&e))?;
    }
    let bytes = zip.finish().map_err(|e| broken(&e))?.into_inner();
    Ok(Batch { name: format!("EXTF_{}.zip", text::name(&export.account)), bytes })
}

/// A file for each fiscal year in which something was posted; at least one.
fn files(export: &Export, datev: &Datev, made_at: Civil) -> Result<Vec<Batch>> {
    let mut years: BTreeMap<Date, Vec<Booking>> = BTreeMap::new();
    for booking in bookings(export, datev)? {
        years.entry(begins(datev, booking.day)).or_default().push(booking);
    }
    if years.is_empty() {
        years.insert(begins(datev, export.until), Vec::new());
    }
    let file = |(begin, bookings): (Date, Vec<Booking>)| {
        let ends = begins(datev, begin.plus_days(370)).plus_days(-1);
        let days = (export.from.max(begin), export.until.min(ends));
        let mut lines = vec![header(export, datev, begin, days, made_at), columns::names().join(";")];
        lines.extend(bookings.iter().map(|booking| line(export, booking)));
        let name = format!("EXTF_{}_{}_{}.csv", text::name(&export.account), days.0, days.1);
        Batch { name, bytes: ansi(&(lines.join("\r\n") + "\r\n")) }
    };
    Ok(years.into_iter().map(file).collect())
}

/// The first day of the fiscal year of a day.
fn begins(datev: &Datev, day: Date) -> Date {
    let (month, first) = datev.year;
    let year = day.year() - i16::from((day.month(), day.day()) < (month, first));
    Date::new(year, month, first).unwrap_or(day)
}

fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// The first line, field by field: 31 of them.
fn header(export: &Export, datev: &Datev, begin: Date, (from, until): (Date, Date), made_at: Civil) -> String {
    let none = String::new;
    let fields = [
        quoted("EXTF", 4),
        "700".to_owned(),
        "21".to_owned(),
        quoted("Buchungsstapel", 30),
        "13".to_owned(),
        format!("{}{:02}{:02}00000", compact(made_at.date()), made_at.hour(), made_at.minute()),
        none(),
        quoted("", 2),
        quoted("", 25),
        quoted("", 25),
        datev.advisor.to_string(),
        datev.client.to_string(),
        compact(begin),
        datev.length.to_string(),
        compact(from),
        compact(until),
        quoted(&format!("{} {}", export.account, export.partner), 30),
        quoted("", 2),
        // Financial accounting, for no purpose in particular, not yet fixed.
        "1".to_owned(),
        "0".to_owned(),
        "0".to_owned(),
        quoted(&export.currency, 3),
        none(),
        quoted("", 2),
        none(),
        none(),
        quoted(datev.chart, 2),
        none(),
        none(),
        quoted("", 16),
        quoted("Eyelevel", 16),
    ];
    fields.join(";")
}

fn line(export: &Export, booking: &Booking) -> String {
    use columns::{ACCOUNT, AGAINST, AMOUNT, CURRENCY, DAY, DOCUMENT, DUE, FIXED, MANDATE, SIDE, TEXT};
    let mut fields = vec![String::new(); 125];
    fields[AMOUNT] = format!("{},{:02}", booking.amount / 100, booking.amount % 100);
    fields[SIDE] = quoted(if booking.debit { "S" } else { "H" }, 1);
    fields[CURRENCY] = quoted(&export.currency, 3);
    fields[ACCOUNT] = booking.account.to_string();
    fields[AGAINST] = booking.against.to_string();
    fields[DAY] = format!("{:02}{:02}", booking.day.day(), booking.day.month());
    fields[DOCUMENT] = quoted(&document(&booking.document), 36);
    fields[TEXT] = quoted(&booking.text, 60);
    fields[MANDATE] = booking.mandate.as_deref().map(|mandate| quoted(mandate, 35)).unwrap_or_default();
    fields[FIXED] = "0".to_owned();
    fields[DUE] = booking.due.map(|due| format!("{:02}{:02}{:04}", due.day(), due.month(), due.year())).unwrap_or_default();
    fields.join(";")
}
