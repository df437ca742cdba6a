//! The message as a stream of statements and entries.

use std::collections::VecDeque;
use std::io::Read;

use super::amounts::balance;
use super::entry::entry;
use super::fields::{Field, Fields, Part};
use super::purpose;
use crate::statements::reading::bank::{Balance, Entry, Item, NamedBalance, STATEMENTS, Statement, StatementKind, Status};
use crate::statements::reading::lines::Lines;
use crate::statements::reading::{CurrencyCode, Place, Refusal, RefusalKind, RemarkKind, Remarks};

/// A file that is being read.
pub(in super::super) struct Mt940<R: Read> {
    fields: Fields<R>,
    pub(in super::super) remarks: Remarks,
    open: Option<Open>,
    ready: VecDeque<Item>,
    statements: u32,
    done: bool,
}

/// The statement that is being read.
struct Open {
    statement: Statement,
    told: bool,
    closed: bool,
    /// The entry whose purpose may follow.
    last: Option<Entry>,
    entries: u32,
    booked: i128,
}

impl<R: Read> Mt940<R> {
    pub(in super::super) fn new(lines: Lines<R>) -> Self {
        let ready = VecDeque::new();
        Self { fields: Fields::new(lines), remarks: Remarks::default(), open: None, ready, statements: 0, done: false }
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
            match self.fields.next()? {
                Some(Part::Field(field)) => self.field(&field)?,
                Some(Part::End) => self.close(None)?,
                None => {
                    self.done = true;
                    self.close(None)?;
                    if self.statements == 0 {
                        return Err(Refusal::in_line(RefusalKind::NothingInIt, self.fields.lines.number, "MT940"));
                    }
                    self.fields.lines.note_guess(&mut self.remarks);
                }
            }
        }
    }

    fn field(&mut self, field: &Field) -> Result<(), Refusal> {
        if field.tag == "20" {
            self.close(Some(field))?;
            self.statements += 1;
            if self.statements > STATEMENTS {
                return Err(field.refuse(RefusalKind::TooLong, STATEMENTS.to_string()));
            }
            self.open = Some(Open::new(self.statements, field));
            return Ok(());
        }
        let Some(open) = &mut self.open else { return Err(field.refuse(RefusalKind::Line, &field.text)) };
        let statement = &mut open.statement;
        let text = || Some(field.text.split_whitespace().collect::<String>()).filter(|text| !text.is_empty());
        match field.tag.as_str() {
            "25" | "25P" => statement.account = text(),
            "28" | "28C" => statement.number = text(),
            "13" | "13D" => statement.created = text(),
            "34F" => {
                statement.kind = StatementKind::Mt942;
                statement.currency = field.text.get(..3).and_then(|code| CurrencyCode::parse(code).ok());
            }
            "60F" | "60M" => {
                let balance = open.balance(field)?;
                open.statement.currency = Some(balance.currency);
                open.statement.opening = Some(balance);
            }
            "62F" | "62M" => {
                open.closed = true;
                open.statement.closing = Some(open.balance(field)?);
            }
            "64" | "65" => {
                open.balance(field)?;
            }
            "61" => {
                let Some(currency) = statement.currency else {
                    return Err(Refusal::at(RefusalKind::Missing, Place { line: field.line, path: ":60F:".to_owned() }, ""));
                };
                open.entries += 1;
                let place = Place { line: field.line, path: format!("{}/:61:[{}]", open.statement.place.path, open.entries) };
                let mut entry = entry(field, currency, place)?;
                if open.statement.kind == StatementKind::Mt942 {
                    entry.status = Some(Status::Pending);
                }
                self.tell();
                self.hand_over();
                if let Some(open) = &mut self.open {
                    open.last = Some(entry);
                }
            }
            "86" => {
                // Behind the closing balance it is about the whole statement.
                if let Some(entry) = open.last.as_mut().filter(|_| !open.closed) {
                    purpose::add(entry, &field.text);
                    self.hand_over();
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn tell(&mut self) {
        if let Some(open) = self.open.as_mut().filter(|open| !open.told) {
            open.told = true;
            self.ready.push_back(Item::Opens(Box::new(open.statement.clone())));
        }
    }

    /// Gives the last entry on, now that nothing can be added to it.
    fn hand_over(&mut self) {
        let Some(open) = &mut self.open else { return };
        let Some(entry) = open.last.take() else { return };
        if entry.is_booked() {
            open.booked += i128::from(entry.amount_minor);
        } else {
            self.remarks.note(RemarkKind::NotBooked, || entry.place.clone(), entry.status.map_or("", Status::word));
        }
        self.ready.push_back(Item::Entry(Box::new(entry)));
    }

    /// Ends a statement; one that does not close has been cut.
    fn close(&mut self, next: Option<&Field>) -> Result<(), Refusal> {
        if self.open.is_none() {
            return Ok(());
        }
        self.tell();
        self.hand_over();
        let Some(open) = self.open.take() else { return Ok(()) };
        let Open { statement, closed, booked, .. } = open;
        if statement.kind == StatementKind::Mt940 && !closed {
            let line = next.map_or(self.fields.lines.number, |field| field.line);
            return Err(Refusal::at(RefusalKind::Truncated, Place { line, path: statement.place.path }, ":62F:"));
        }
        if statement.account.is_none() {
            self.remarks.note(RemarkKind::MissingAccount, || statement.place.clone(), "");
        }
        if let (Some(opening), Some(closing)) = (&statement.opening, &statement.closing) {
            let expected = i128::from(opening.amount_minor) + booked;
            if opening.currency != closing.currency || expected != i128::from(closing.amount_minor) {
                let detail = format!("{} {}, {expected} {}", closing.amount_minor, closing.currency, opening.currency);
                self.remarks.note(RemarkKind::NotBalanced, || statement.place.clone(), detail);
            }
        }
        self.ready.push_back(Item::Closes(Box::new(statement)));
        Ok(())
    }
}

impl Open {
    fn new(number: u32, field: &Field) -> Self {
        let path = if number == 1 { ":20:".to_owned() } else { format!(":20:[{number}]") };
        let statement = Statement {
            place: Place { line: field.line, path },
            kind: StatementKind::Mt940,
            version: None,
            id: Some(field.text.trim().to_owned()).filter(|id| !id.is_empty()),
            number: None,
            created: None,
            account: None,
            currency: None,
            owner: None,
            bank: None,
            opening: None,
            closing: None,
            balances: Vec::new(),
        };
        Self { statement, told: false, closed: false, last: None, entries: 0, booked: 0 }
    }

    fn balance(&mut self, field: &Field) -> Result<Balance, Refusal> {
        let balance = balance(field)?;
        if self.statement.balances.len() < 1_000 {
            self.statement.balances.push(NamedBalance { code: field.tag.clone(), balance: balance.clone() });
        }
        Ok(balance)
    }
}
