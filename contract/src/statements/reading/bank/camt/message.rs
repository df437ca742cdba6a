//! The message as a stream of statements and entries.

use std::collections::VecDeque;
use std::io::Read;

use super::entry::entry;
use super::{Part, statement};
use crate::statements::reading::bank::{Entry, Item, STATEMENTS, Statement, StatementKind};
use crate::statements::reading::documents::is_document;
use crate::statements::reading::xml::Xml;
use crate::statements::reading::{CurrencyCode, Refusal, RefusalKind, RemarkKind, Remarks};

/// A message that is being read.
pub(in super::super) struct Camt<R: Read> {
    xml: Xml<R>,
    pub(in super::super) kind: StatementKind,
    version: Option<String>,
    pub(in super::super) remarks: Remarks,
    open: Option<Open>,
    ready: VecDeque<Item>,
    statements: u32,
    done: bool,
}

/// The statement that is being read.
struct Open {
    statement: Statement,
    /// Whether whoever reads has been told that it begins.
    told: bool,
    announced: Option<i64>,
    entries: i64,
    booked: i128,
    /// Whether all that is booked is in one currency, and in which.
    currencies: Vec<CurrencyCode>,
}

impl<R: Read> Camt<R> {
    /// From the message's own element on, which was entered.
    pub(in super::super) fn new(xml: Xml<R>, kind: StatementKind, version: Option<String>, remarks: Remarks) -> Self {
        Self { xml, kind, version, remarks, open: None, ready: VecDeque::new(), statements: 0, done: false }
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
            match self.open.take() {
                None => self.in_message()?,
                Some(open) => self.in_statement(open)?,
            }
        }
    }

    fn in_message(&mut self) -> Result<(), Refusal> {
        let Some(name) = self.xml.child()? else { return self.end() };
        match &*name {
            "GrpHdr" => {
                let Self { xml, remarks, .. } = self;
                while let Some(name) = xml.child()? {
                    match &*name {
                        "MsgPgntn" => statement::page(&mut Part { xml, remarks })?,
                        _ => xml.skip()?,
                    }
                }
            }
            "Stmt" | "Rpt" | "Ntfctn" => {
                self.statements += 1;
                if self.statements > STATEMENTS {
                    return Err(self.xml.refuse(RefusalKind::TooLong, STATEMENTS.to_string()));
                }
                let statement = statement::empty(self.kind, self.version.clone(), self.xml.place());
                self.open = Some(Open { statement, told: false, announced: None, entries: 0, booked: 0, currencies: Vec::new() });
            }
            _ => self.xml.skip()?,
        }
        Ok(())
    }

    fn in_statement(&mut self, mut open: Open) -> Result<(), Refusal> {
        let Self { xml, remarks, .. } = self;
        let Some(name) = xml.child()? else {
            self.close(open);
            return Ok(());
        };
        let mut part = Part { xml, remarks };
        if &*name == "Ntry" {
            let entry = entry(&mut part)?;
            open.count(&entry);
            self.tell(&mut open);
            self.ready.push_back(Item::Entry(Box::new(entry)));
        } else {
            open.announced = statement::read(&mut part, &name, &mut open.statement)?.or(open.announced);
        }
        self.open = Some(open);
        Ok(())
    }

    fn tell(&mut self, open: &mut Open) {
        if !open.told {
            open.told = true;
            statement::settle(&mut open.statement);
            self.ready.push_back(Item::Opens(Box::new(open.statement.clone())));
        }
    }

    fn close(&mut self, mut open: Open) {
        self.tell(&mut open);
        // Balances may stand behind the entries, though no version of the standard puts them there.
        statement::settle(&mut open.statement);
        let place = || open.statement.place.clone();
        if open.statement.account.is_none() {
            self.remarks.note(RemarkKind::MissingAccount, place, "");
        }
        if let Some(announced) = open.announced.filter(|announced| *announced != open.entries) {
            self.remarks.note(RemarkKind::CountDiffers, place, format!("{announced}, {}", open.entries));
        }
        match (&open.statement.opening, &open.statement.closing) {
            (Some(opening), Some(closing)) => {
                let one = opening.currency == closing.currency && open.currencies.iter().all(|currency| *currency == opening.currency);
                let expected = i128::from(opening.amount_minor) + open.booked;
                if !one || expected != i128::from(closing.amount_minor) {
                    let detail = format!("{} {}, {expected} {}", closing.amount_minor, closing.currency, opening.currency);
                    self.remarks.note(RemarkKind::NotBalanced, place, detail);
                }
            }
            (opening, _) if self.kind == StatementKind::Statement => {
                self.remarks.note(RemarkKind::MissingBalance, place, if opening.is_none() { "OPBD" } else { "CLBD" });
            }
            _ => {}
        }
        self.ready.push_back(Item::Closes(Box::new(open.statement)));
    }

    fn end(&mut self) -> Result<(), Refusal> {
        self.done = true;
        if self.statements == 0 {
            return Err(self.xml.refuse_value(RefusalKind::NothingInIt, self.kind.word()));
        }
        self.xml.end(is_document)
    }
}

impl Open {
    fn count(&mut self, entry: &Entry) {
        self.entries += 1;
        if entry.is_booked() {
            self.booked += i128::from(entry.amount_minor);
            if !self.currencies.contains(&entry.currency) {
                self.currencies.push(entry.currency);
            }
        }
    }
}
