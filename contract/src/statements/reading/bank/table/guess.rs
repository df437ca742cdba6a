//! What a table means, as far as its header and first rows show it.

use super::amounts::{bare, date};
use super::header::role;
use super::mapping::{ColumnRole, DateOrder, DecimalMark, MappedColumn, TableMapping};
use super::record::Row;
use crate::statements::reading::CurrencyCode;

/// What may stand between columns. The first of the best counts: semicolons are what German banks write.
const SEPARATORS: [char; 4] = [';', '\t', '|', ','];

/// What stands between columns, by the lines at the beginning: what makes a header that names a date and an amount; else what makes the most
/// columns.
pub(super) fn separator(lines: &[&str]) -> char {
    let makes_header = |separator: &char| lines.iter().any(|line| is_header(&cells(line, *separator)));
    if let Some(separator) = SEPARATORS.into_iter().find(makes_header) {
        return separator;
    }
    let weight = |separator: &char| lines.iter().map(|line| cells(line, *separator).len()).filter(|n| *n >= 3).sum::<usize>();
    SEPARATORS.into_iter().rev().max_by_key(weight).unwrap_or(';')
}

/// Whether lines are a table: one of them is a header, or two have the same number of columns, and at least three.
pub(super) fn is_table(lines: &[&str]) -> bool {
    let separator = separator(lines);
    let rows: Vec<Vec<&str>> = lines.iter().map(|line| cells(line, separator)).filter(|cells| cells.len() >= 3).collect();
    rows.iter().enumerate().any(|(i, row)| is_header(row) || rows[..i].iter().any(|other| other.len() == row.len()))
}

/// A line's cells, roughly: what stands between quotation marks does not separate.
fn cells(line: &str, separator: char) -> Vec<&str> {
    let mut quoted = false;
    let split = line.split(|c| {
        quoted ^= c == '"';
        c == separator && !quoted
    });
    split.map(|cell| cell.trim().trim_matches('"')).collect()
}

fn is_header(cells: &[impl AsRef<str>]) -> bool {
    let roles: Vec<_> = cells.iter().filter_map(|cell| role(cell.as_ref())).collect();
    let has = |wanted: &[ColumnRole]| roles.iter().any(|role| wanted.contains(role));
    has(&[ColumnRole::BookingDate, ColumnRole::ValueDate]) && has(&[ColumnRole::Amount, ColumnRole::Debit, ColumnRole::Credit])
}

/// The row that names the columns: the first with a date and an amount.
pub(super) fn header(rows: &[Row]) -> Option<usize> {
    rows.iter().position(|row| is_header(&row.cells))
}

/// As much as names and first rows show.
pub(super) struct Guess {
    /// The columns whose names say what they hold; each meaning once, but for what may be told in several.
    pub(super) columns: Vec<MappedColumn>,
    pub(super) dates: Option<DateOrder>,
    pub(super) decimals: Option<DecimalMark>,
    pub(super) currency: Option<CurrencyCode>,
    /// Whether a column says it.
    told: bool,
}

/// What can be guessed.
pub(super) fn guess(header: &[String], rows: &[Row]) -> Guess {
    let mut columns: Vec<MappedColumn> = Vec::new();
    for name in header {
        if let Some(role) = role(name)
            && (role.is_in_several() || !columns.iter().any(|column| column.role == role))
        {
            columns.push(MappedColumn { header: name.clone(), role });
        }
    }
    let cells = |roles: &[ColumnRole]| -> Vec<&str> {
        let of_role = columns.iter().filter(|column| roles.contains(&column.role));
        let indexes: Vec<usize> = of_role.filter_map(|column| header.iter().position(|name| *name == column.header)).collect();
        rows.iter()
            .flat_map(|row| indexes.iter().filter_map(|index| row.cells.get(*index)))
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
            .collect()
    };
    let dates = order(&cells(&[ColumnRole::BookingDate, ColumnRole::ValueDate]));
    let decimals = decimal_mark(&cells(&[ColumnRole::Amount, ColumnRole::Debit, ColumnRole::Credit]));
    let told = !cells(&[ColumnRole::Currency]).is_empty();
    Guess { currency: header.iter().find_map(|name| currency_in(name)), dates, decimals, told, columns }
}

impl Guess {
    /// The mapping; or what is not clear.
    pub(super) fn mapping(self, separator: char) -> Result<TableMapping, String> {
        let dates = self.dates.ok_or("booking_date")?;
        let decimals = self.decimals.ok_or("amount")?;
        if self.currency.is_none() && !self.told {
            return Err("currency".to_owned());
        }
        let separator = separator.to_string();
        Ok(TableMapping { separator, dates, decimals, currency: self.currency, encoding: None, columns: self.columns })
    }
}

/// The order in which all of them are dates. Where two orders fit, the day comes first.
fn order(cells: &[&str]) -> Option<DateOrder> {
    let orders = [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear];
    let readable = |order: DateOrder| cells.iter().filter(|cell| date(cell, order).is_some()).count();
    let year_first = cells.iter().any(|cell| cell.split(['.', '/', '-']).next().is_some_and(|part| part.len() == 4));
    let fitting = orders.into_iter().filter(|order| (*order == DateOrder::YearMonthDay) == year_first);
    // The first of the best.
    fitting.rev().max_by_key(|order| readable(*order)).filter(|order| readable(*order) > 0)
}

/// What stands before the last one or two digits; not clear if only `1.234` occurs.
fn decimal_mark(cells: &[&str]) -> Option<DecimalMark> {
    let (mut comma, mut point, mut unclear) = (0, 0, 0);
    for cell in cells.iter().map(|cell| bare(cell)) {
        let cell = cell.trim_end_matches('-');
        match (cell.rfind(','), cell.rfind('.')) {
            (Some(c), Some(p)) if c > p => comma += 1,
            (Some(_), Some(_)) => point += 1,
            (Some(c), None) if cell.len() - c <= 3 => comma += 1,
            (None, Some(p)) if cell.len() - p <= 3 => point += 1,
            (None, None) => {}
            _ => unclear += 1,
        }
    }
    match (comma, point, unclear) {
        (0, 0, 1..) => None,
        (c, p, _) if c > 0 && p > 0 => None,
        (0, 1.., _) => Some(DecimalMark::Point),
        _ => Some(DecimalMark::Comma),
    }
}

/// `Betrag (€)`, `Amount in EUR`.
fn currency_in(name: &str) -> Option<CurrencyCode> {
    if name.contains('€') {
        return Some(CurrencyCode::EUR);
    }
    name.split(|c: char| !c.is_ascii_alphabetic()).find_map(|word| CurrencyCode::parse(word).ok())
}
