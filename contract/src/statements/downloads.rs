//! A statement to take away. Every file is written from one [`Export`], so they all have the numbers of the page.

use super::ledger::{Equation, PostingKind};
use super::{Statement, Tax};
use crate::civil::Date;
use crate::ids::Id;
use crate::lang::Lang;

words! {
    /// As what a statement is taken away.
    Download {
        /// For reading and keeping: PDF/A-3, with the CSV and the JSON in it.
        Pdf = "pdf",
        /// A table for any program.
        Csv = "csv",
        /// A workbook.
        Xlsx = "xlsx",
        /// A Buchungsstapel for DATEV; of several fiscal years one each, in a ZIP archive.
        Datev = "datev",
        /// For programs: amounts in minor units.
        Json = "json",
    }
}

wire! {
    /// A statement to take away. All amounts are minor units; `decimals` says how many of their digits stand behind the point.
    pub struct Export {
        /// The language of its words.
        pub lang: Lang,
        pub vendor: String,
        pub partner: String,
        /// The partner's number in the vendor's books.
        pub account: String,
        /// ISO 4217.
        pub currency: String,
        pub decimals: i64,
        /// Both days included.
        pub from: Date,
        pub until: Date,
        pub made_on: Date,
        pub equation: Equation,
        /// Every posting of the period, oldest first.
        pub lines: Vec<ExportLine>,
        /// What belongs to what, as far as one of the two is a posting of the period.
        pub allocations: Vec<ExportAllocation>,
        /// What does not add up.
        pub findings: Vec<ExportFinding>,
    }

    /// A posting to take away.
    pub struct ExportLine {
        pub id: Id,
        pub kind: PostingKind,
        /// The kind in words.
        pub name: String,
        pub number: Option<String>,
        /// The document's date; of a movement of money the day on which the bank booked it.
        pub booked_on: Date,
        pub value_on: Option<Date>,
        pub due_on: Option<Date>,
        /// Above zero the partner owes more by it, below zero less.
        pub signed: i64,
        /// What of it nothing is allocated to, with the same sign.
        pub open: i64,
        /// What is owed after it.
        pub balance: i64,
        /// Net and VAT by rate, as they stand on the invoice.
        pub taxes: Vec<Tax>,
        /// The posting that it corrects, or the debit that it takes back; in words where it is outside of the period.
        pub corrects: Option<String>,
        pub text: String,
        pub mandate: Option<String>,
        pub end_to_end_id: Option<String>,
        /// Why a bank took it back.
        pub reason: Option<String>,
        /// Why somebody posted it by hand.
        pub note: Option<String>,
        /// The number of the query that asks about it.
        pub held: Option<String>,
    }

    /// An amount of a posting that belongs to another.
    pub struct ExportAllocation {
        pub lowers: Id,
        pub raises: Id,
        /// The two in words.
        pub lowers_name: String,
        pub raises_name: String,
        pub amount: i64,
        pub why: String,
        /// Who made it; none: the matching.
        pub by: Option<String>,
    }

    /// What does not add up, in a sentence.
    pub struct ExportFinding {
        pub kind: String,
        pub sentence: String,
        pub amount: i64,
        pub postings: Vec<Id>,
        pub refundable_until: Option<Date>,
    }
}

impl Export {
    /// Whether its lines give its closing balance and the sums of its equation: the same check for everything that is made of it.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let posted =
            self.lines.iter().map(|line| super::ledger::Posted { kind: line.kind, amount: line.signed.saturating_mul(line.kind.sign()) });
        Equation::of(self.equation.opening, posted).as_ref() == Some(&self.equation)
            && self.lines.last().is_none_or(|line| line.balance == self.equation.closing)
    }
}

/// Allocations of a statement that stand, as far as one of the two is a posting of the period.
pub fn standing(statement: &Statement) -> impl Iterator<Item = &super::Allocation> {
    let within: std::collections::HashSet<&str> = statement.postings.iter().map(|posting| posting.id.as_str()).collect();
    let shown =
        move |a: &&super::Allocation| a.released.is_none() && (within.contains(a.lowers.as_str()) || within.contains(a.raises.as_str()));
    statement.allocations.iter().filter(shown)
}
