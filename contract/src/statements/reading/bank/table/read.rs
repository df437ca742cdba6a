//! The table as a stream of statements (one an account) and entries.

use std::collections::VecDeque;
use std::io::Read;

use super::mapping::{ColumnRole, TableMapping};
use super::record::{Row, row};
use super::row::{Cells, Columns};
use crate::statements::reading::bank::{Item, STATEMENTS, Statement, StatementKind, Status};
use crate::statements::reading::lines::Lines;
use crate::statements::reading::{CurrencyCode, Place, Refusal, RefusalKind, RemarkKind, Remarks};

/// A row with one of these alone in a cell tells a balance, and moves nothing.
const BALANCES: [&str; 8] =
    ["anfangssaldo", "endsaldo", "kontostand", "alter kontostand", "neuer kontostand", "saldo", "opening balance", "closing balance"];

/// A table that is being read.
pub(in super::super) struct TableReader<R: Read> {
    lines: Lines<R>,
    rows: VecDeque<Row>,
    columns: Columns,
    mapping: TableMapping,
    width: usize,
    pub(in super::super) remarks: Remarks,
    /// The account that stands above the header.
    above: Option<String>,
    open: Option<Statement>,
    statements: u32,
    ready: VecDeque<Item>,
    done: bool,
    header_line: i64,
}

/// Where the mapped columns are; or which is not there.
pub(super) fn columns(header: &[String], mapping: &TableMapping) -> Result<Columns, String> {
    let mut columns = Columns::new();
    for column in &mapping.columns {
        if !column.role.is_in_several() && columns.iter().any(|(role, ..)| *role == column.role) {
            return Err(column.header.clone());
        }
        let index = header.iter().position(|name| *name == column.header).ok_or_else(|| column.header.clone())?;
        columns.push((column.role, index, column.header.clone()));
    }
    let has = |wanted: &[ColumnRole]| columns.iter().any(|(role, ..)| wanted.contains(role));
    if !has(&[ColumnRole::BookingDate, ColumnRole::ValueDate]) {
        return Err(ColumnRole::BookingDate.word().to_owned());
    }
    if !has(&[ColumnRole::Amount, ColumnRole::Debit, ColumnRole::Credit]) {
        return Err(ColumnRole::Amount.word().to_owned());
    }
    if mapping.currency.is_none() && !has(&[ColumnRole::Currency]) {
        return Err(ColumnRole::Currency.word().to_owned());
    }
    Ok(columns)
}

impl<R: Read> TableReader<R> {
    pub(super) fn new(
        lines: Lines<R>,
        mut rows: VecDeque<Row>,
        header: usize,
        columns: Columns,
        mapping: &TableMapping,
        guessed: bool,
    ) -> Self {
        let above: Vec<Row> = rows.drain(..header).collect();
        let named = rows.pop_front().unwrap_or(Row { line: 1, cells: Vec::new() });
        let mut remarks = Remarks::default();
        if guessed {
            let list: Vec<String> = columns.iter().map(|(role, _, name)| format!("{name} = {role}")).collect();
            remarks.note(RemarkKind::ColumnsGuessed, || Place { line: named.line, path: String::new() }, list.join(", "));
        }
        // Names that are empty at the end come from a separator at the end of the line.
        let width = named.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        Self {
            lines,
            rows,
            columns,
            mapping: mapping.clone(),
            width,
            remarks,
            above: above.iter().flat_map(|row| &row.cells).find_map(|cell| iban(cell)),
            open: None,
            statements: 0,
            ready: VecDeque::new(),
            done: false,
            header_line: named.line,
        }
    }

    /// What comes next; none at the end.
    pub(in super::super) fn next(&mut self) -> Result<Option<Item>, Refusal> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Ok(Some(item));
            }
            if self.done {
                return Ok(None);
            }
            let separator = self.mapping.separator.chars().next().unwrap_or(';');
            let next = match self.rows.pop_front() {
                Some(row) => Some(row),
                None => row(&mut self.lines, separator)?,
            };
            match next {
                Some(row) => self.row(&row)?,
                None => self.end()?,
            }
        }
    }

    fn row(&mut self, row: &Row) -> Result<(), Refusal> {
        if row.is_blank() {
            return Ok(());
        }
        let cells = Cells { row, columns: &self.columns, mapping: &self.mapping };
        // One mark too many in a text shifts all that follows: then nothing in the row can be trusted.
        let too_many = row.cells.iter().skip(self.width).any(|cell| !cell.is_empty());
        let wrong = || Refusal::in_line(RefusalKind::RowLength, row.line, format!("{}, {}", row.cells.len(), self.width));
        if too_many || (row.cells.len() < self.width && cells.moves()) {
            return Err(wrong());
        }
        let balance = row.cells.iter().any(|cell| BALANCES.contains(&cell.trim_end_matches(':').to_lowercase().as_str()));
        let entry = if balance { None } else { cells.entry()? };
        let Some((entry, unknown)) = entry else {
            self.remarks.note(RemarkKind::RowSkipped, || Place { line: row.line, path: String::new() }, row.cells.join(" "));
            return Ok(());
        };
        let account = cells.get(ColumnRole::OwnAccount).map(|account| account.split_whitespace().collect()).or_else(|| self.above.clone());
        if let Some(word) = unknown {
            self.remarks.note(RemarkKind::StatusUnknown, || entry.place.clone(), word);
        } else if !entry.is_booked() {
            self.remarks.note(RemarkKind::NotBooked, || entry.place.clone(), entry.status.map_or("", Status::word));
        }
        if self.open.as_ref().is_none_or(|open| open.account != account) {
            self.close();
            self.statements += 1;
            if self.statements > STATEMENTS {
                return Err(Refusal::in_line(RefusalKind::TooLong, row.line, STATEMENTS.to_string()));
            }
            let statement = statement(row.line, account, entry.currency);
            self.ready.push_back(Item::Opens(Box::new(statement.clone())));
            self.open = Some(statement);
        }
        self.ready.push_back(Item::Entry(Box::new(entry)));
        Ok(())
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            if open.account.is_none() {
                self.remarks.note(RemarkKind::MissingAccount, || open.place.clone(), "");
            }
            self.ready.push_back(Item::Closes(Box::new(open)));
        }
    }

    fn end(&mut self) -> Result<(), Refusal> {
        self.done = true;
        if self.open.is_none() {
            return Err(Refusal::in_line(RefusalKind::NothingInIt, self.header_line, "CSV"));
        }
        self.close();
        self.lines.note_guess(&mut self.remarks);
        Ok(())
    }
}

fn statement(line: i64, account: Option<String>, currency: CurrencyCode) -> Statement {
    Statement {
        place: Place { line, path: String::new() },
        kind: StatementKind::Table,
        version: None,
        id: None,
        number: None,
        created: None,
        account,
        currency: Some(currency),
        owner: None,
        bank: None,
        opening: None,
        closing: None,
        balances: Vec::new(),
    }
}

/// An IBAN in a cell, by its shape and its check digits (ISO 7064, modulo 97).
fn iban(cell: &str) -> Option<String> {
    let text: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let shape = (15..=34).contains(&text.len())
        && text.bytes().enumerate().all(|(i, b)| match i {
            0 | 1 => b.is_ascii_uppercase(),
            2 | 3 => b.is_ascii_digit(),
            _ => b.is_ascii_alphanumeric(),
        });
    if !shape {
        return None;
    }
    let digits = text[4..].chars().chain(text[..4].chars()).filter_map(|c| c.to_digit(36));
    let rest = digits.fold(0, |rest, digit| (rest * if digit > 9 { 100 } else { 10 } + digit) % 97);
    (rest == 1).then_some(text)
}
