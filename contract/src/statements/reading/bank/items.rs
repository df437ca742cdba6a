//! A bank file as a stream of what it holds.

use std::io::Read;

use super::camt::Camt;
use super::mt940::Mt940;
use super::pain002::Pain002;
use super::table::TableReader;
use super::{Entry, Reject, Statement};
use crate::statements::reading::lines::Lines;
use crate::statements::reading::{Refusal, Remarks};

/// One thing that a bank file holds, in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A statement begins; balances that stand before its entries are known.
    Opens(Box<Statement>),
    /// An entry of the statement that has begun.
    Entry(Box<Entry>),
    /// The statement ends; all balances are known.
    Closes(Box<Statement>),
    /// Something that the bank rejected before it was booked: never an entry.
    Reject(Box<Reject>),
}

/// A bank file that is being read. After the first refusal nothing comes any more, and what came before must not be used.
pub struct Items<R: Read> {
    source: Source<R>,
    ended: bool,
}

pub(super) enum Source<R: Read> {
    Camt(Box<Camt<R>>),
    Pain002(Box<Pain002<R>>),
    Mt940(Box<Mt940<R>>),
    Table(Box<TableReader<R>>),
}

impl<R: Read> Items<R> {
    pub(super) fn new(source: Source<R>) -> Self {
        Self { source, ended: false }
    }

    /// From the beginning of an MT940 file on.
    pub(in super::super) fn mt940(lines: Lines<R>) -> Self {
        Self::new(Source::Mt940(Box::new(Mt940::new(lines))))
    }

    pub(super) fn table(table: TableReader<R>) -> Self {
        Self::new(Source::Table(Box::new(table)))
    }

    /// What has been noticed so far.
    #[must_use]
    pub fn remarks(&self) -> &Remarks {
        match &self.source {
            Source::Camt(camt) => &camt.remarks,
            Source::Pain002(pain) => &pain.remarks,
            Source::Mt940(swift) => &swift.remarks,
            Source::Table(table) => &table.remarks,
        }
    }

    /// The file's format: `camt.053`, `pain.002`, `mt940`, `csv`.
    #[must_use]
    pub fn format(&self) -> &'static str {
        match &self.source {
            Source::Camt(camt) => camt.kind.word(),
            Source::Pain002(_) => "pain.002",
            Source::Mt940(_) => "mt940",
            Source::Table(_) => "csv",
        }
    }
}

impl<R: Read> Iterator for Items<R> {
    type Item = Result<Item, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let item = match &mut self.source {
            Source::Camt(camt) => camt.next(),
            Source::Pain002(pain) => pain.next(),
            Source::Mt940(swift) => swift.next(),
            Source::Table(table) => table.next(),
        };
        self.ended = !matches!(item, Ok(Some(_)));
        item.transpose()
    }
}
