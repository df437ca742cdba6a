//! The statement as a workbook: what it says on one sheet, its lines, what belongs to what and what does not add up on others. Amounts are
//! numbers and days are days; a text is never a formula.

use eyelevel_contract::civil::Date;
use eyelevel_contract::statements::Export;
use eyelevel_texts::{format, statement_downloads as t};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::equation;
use super::table::{self, Cell, Table};
use crate::error::{Error, Result};

/// The widest that a column gets, in characters.
const WIDEST: usize = 60;

/// How things look in the cells.
struct Looks {
    title: Format,
    head: Format,
    text: Format,
    day: Format,
    amount: Format,
    sum: Format,
    scale: f64,
}

pub(super) fn bytes(export: &Export) -> Result<Vec<u8>> {
    book(export).map_err(|e| Error::Internal(format!("xlsx: {e}")))
}

fn book(export: &Export) -> Result<Vec<u8>, XlsxError> {
    let lang = export.lang;
    let decimals = usize::try_from(export.decimals).unwrap_or(2);
    let number = if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals)) };
    let amount = Format::new().set_num_format(&number).set_align(FormatAlign::Top);
    let looks = Looks {
        title: Format::new().set_bold().set_font_size(14),
        head: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
        text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        day: Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Top),
        sum: amount.clone().set_bold(),
        amount,
        scale: 10_f64.powi(i32::try_from(decimals).unwrap_or(2)),
    };
    let mut book = Workbook::new();
    let title = t::title(lang, format::date(lang, export.from), format::date(lang, export.until));
    let made_on = excel_day(export.made_on)?;
    book.set_properties(&DocProperties::new().set_title(&title).set_author(&export.vendor).set_creation_datetime(&made_on));
    first(book.add_worksheet().set_name(t::sheet_statement(lang))?, export, &title, &looks)?;
    sheet(book.add_worksheet().set_name(t::sheet_lines(lang))?, &table::lines(export), &looks)?;
    sheet(book.add_worksheet().set_name(t::sheet_allocations(lang))?, &table::allocations(export), &looks)?;
    sheet(book.add_worksheet().set_name(t::sheet_findings(lang))?, &table::findings(export), &looks)?;
    book.save_to_buffer()
}

/// What it is, and how the balance comes about.
fn first(sheet: &mut Worksheet, export: &Export, title: &str, looks: &Looks) -> Result<(), XlsxError> {
    let lang = export.lang;
    sheet.set_column_width(0, 32)?.set_column_width(1, 32)?;
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    let period = t::period_of(lang, format::date(lang, export.from), format::date(lang, export.until));
    let facts = [
        (t::vendor(lang), export.vendor.as_str()),
        (t::partner(lang), &export.partner),
        (t::account(lang), &export.account),
        (t::currency(lang), &export.currency),
        (t::period(lang), &period),
    ];
    let mut row = 2;
    for (name, value) in facts {
        sheet.write_string(row, 0, name)?;
        sheet.write_string(row, 1, value)?;
        row += 1;
    }
    sheet.write_string(row, 0, t::made_on(lang))?;
    sheet.write_datetime_with_format(row, 1, excel_day(export.made_on)?, &looks.day)?;
    row += 2;
    let parts = equation::parts(export);
    for (place, (name, minor)) in parts.iter().enumerate() {
        let look = if place == 0 || place + 1 == parts.len() { &looks.sum } else { &looks.amount };
        sheet.write_string(row, 0, name)?;
        sheet.write_number_with_format(row, 1, value(*minor, looks), look)?;
        row += 1;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<(), XlsxError> {
    for (column, name) in (0_u16..).zip(&table.head) {
        sheet.write_string_with_format(0, column, name, &looks.head)?;
        let place = usize::from(column);
        let longest = table.rows.iter().map(|row| length(&row[place])).chain([name.chars().count()]).max().unwrap_or(0);
        sheet.set_column_width(column, u32::try_from(longest.clamp(6, WIDEST) + 2).unwrap_or(10))?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Nothing => {}
                Cell::Text(text) => drop(sheet.write_string_with_format(row, column, short(text), &looks.text)?),
                Cell::Number(n) => drop(sheet.write_number(row, column, *n as f64)?),
                Cell::Day(day) => drop(sheet.write_datetime_with_format(row, column, excel_day(*day)?, &looks.day)?),
                Cell::Amount(minor) => drop(sheet.write_number_with_format(row, column, value(*minor, looks), &looks.amount)?),
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Ok(rows), Ok(columns)) = (u32::try_from(table.rows.len()), u16::try_from(table.head.len())) {
        sheet.autofilter(0, 0, rows, columns.saturating_sub(1))?;
    }
    Ok(())
}

/// Cents as a fraction: exact to the cent up to ninety billions of euros, as spreadsheets count.
fn value(minor: i64, looks: &Looks) -> f64 {
    minor as f64 / looks.scale
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), day.month(), day.day())
}

fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Nothing => 0,
        Cell::Number(_) => 6,
        Cell::Day(_) => 10,
        Cell::Amount(_) => 14,
        Cell::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
    }
}

/// More than that a cell can't hold.
fn short(text: &str) -> String {
    text.chars().take(32_000).collect()
}
