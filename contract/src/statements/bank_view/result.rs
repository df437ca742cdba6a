//! What came of it: every line once, in the words of [`Comparison`].

use std::collections::BTreeSet;

use super::facts::{Pair, Sides};
use super::rules::{self, PROMPT};
use super::{Ask, Compared, Comparison, Gathered, Summary, Tie};
use crate::civil::Date;

/// One matter, by the places of its lines.
struct Found {
    comparison: Comparison,
    tie: Tie,
    bank: Vec<usize>,
    ledger: Vec<usize>,
    /// The day by which it is listed.
    day: i64,
    days: i64,
    difference: i64,
    fee: i64,
    at_the_edge: bool,
    documents: Vec<usize>,
}

/// What was compared. It keeps what was read, so that some of it after the other can be shown.
pub struct Outcome {
    ask: Ask,
    read: Gathered,
    differ: Vec<Found>,
    agree: Vec<Found>,
    summary: Summary,
}

/// Compares what the partner's bank says with what the vendor's ledger says.
#[must_use]
pub fn compare(ask: Ask, read: Gathered) -> Outcome {
    let (found, summary) = found(&ask, &read);
    let (mut differ, mut agree): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|found| found.comparison.differs());
    let place = |found: &Found| (found.day, found.bank.clone(), found.ledger.clone());
    differ.sort_by_cached_key(|found| (found.comparison, place(found)));
    agree.sort_by_cached_key(place);
    Outcome { ask, read, differ, agree, summary }
}

impl Outcome {
    /// How much of what there is.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Some of what differs, or of what agrees, in the order in which it is shown.
    #[must_use]
    pub fn page(&self, differing: bool, from: usize, count: usize) -> Vec<Compared> {
        let all = if differing { &self.differ } else { &self.agree };
        all.iter().skip(from).take(count).map(|found| self.compared(found)).collect()
    }

    fn compared(&self, found: &Found) -> Compared {
        Compared {
            comparison: found.comparison,
            tie: found.tie,
            bank: found.bank.iter().map(|at| self.read.lines[*at].line.clone()).collect(),
            ledger: found.ledger.iter().map(|at| self.ask.lines[*at].id.clone()).collect(),
            days: found.days,
            difference: found.difference,
            fee: found.fee,
            at_the_edge: found.at_the_edge,
            documents: found.documents.iter().map(|at| self.ask.documents[*at].id.clone()).collect(),
        }
    }
}

fn found(ask: &Ask, read: &Gathered) -> (Vec<Found>, Summary) {
    let mut sides = Sides::new(ask, &read.lines);
    let reach = (read.from.map_or(0, Date::days), read.until.map_or(-1, Date::days));
    rules::run(&mut sides, reach);
    let mut found: Vec<Found> = sides.pairs.iter().map(|pair| paired(&sides, pair)).collect();
    let mut summary = Summary {
        formats: read.formats.join(", "),
        from: read.from,
        until: read.until,
        differ: 0,
        sum: 0,
        each: vec![0; Comparison::ALL.len()],
        others: 0,
        others_out: 0,
        others_in: 0,
        pending: read.pending,
        foreign: read.foreign,
        repeated: read.repeated,
        too_old: 0,
        outside: 0,
    };
    only_bank(&sides, &mut found, &mut summary);
    only_ledger(&sides, reach, &mut found, &mut summary);
    for one in &found {
        let place = Comparison::ALL.iter().position(|comparison| *comparison == one.comparison);
        place.into_iter().for_each(|place| summary.each[place] += 1);
        summary.differ += i64::from(one.comparison.differs());
        summary.sum = summary.sum.saturating_add(one.difference.saturating_abs());
    }
    (found, summary)
}

fn paired(sides: &Sides<'_>, pair: &Pair) -> Found {
    let (bank, ledger) = (|at: &usize| &sides.bank[*at], |at: &usize| &sides.ledger[*at]);
    let total = |amounts: &mut dyn Iterator<Item = i64>| amounts.fold(0_i64, i64::saturating_add);
    let said = total(&mut pair.bank.iter().map(|at| bank(at).line.line.amount));
    let posted = total(&mut pair.ledger.iter().map(|at| ledger(at).line.signed()));
    let apart = pair.bank.iter().flat_map(|b| pair.ledger.iter().map(move |l| bank(b).fact.apart(&ledger(l).fact)));
    let days = apart.max().unwrap_or(0);
    // What the bank has kept for itself is no difference between the two.
    let gross = match pair.bank.as_slice() {
        [one] => bank(one).line.gross.filter(|gross| *gross == posted.saturating_abs() && said != posted),
        _ => None,
    };
    let difference = if gross.is_some() { 0 } else { said.saturating_sub(posted) };
    let comparison = match () {
        () if pair.unclear && difference != 0 => Comparison::OneOf,
        () if difference != 0 => Comparison::OtherAmount,
        () if days > PROMPT => Comparison::OtherDay,
        () => Comparison::Agrees,
    };
    Found {
        comparison,
        tie: pair.tie,
        day: pair.bank.iter().map(|at| bank(at).fact.at).min().unwrap_or(0),
        documents: named(sides, &pair.bank),
        bank: pair.bank.iter().map(|at| bank(at).place).collect(),
        ledger: pair.ledger.iter().map(|at| ledger(at).place).collect(),
        days,
        difference,
        fee: gross.map_or(0, |gross| gross - said.saturating_abs()),
        at_the_edge: false,
    }
}

fn named(sides: &Sides<'_>, bank: &[usize]) -> Vec<usize> {
    bank.iter().flat_map(|at| sides.bank[*at].fact.named.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect()
}

fn alone(comparison: Comparison, day: i64, difference: i64, at_the_edge: bool) -> Found {
    let nothing = Vec::new;
    let (bank, ledger, documents) = (nothing(), nothing(), Vec::new());
    Found { comparison, tie: Tie::Nothing, bank, ledger, day, days: 0, difference, fee: 0, at_the_edge, documents }
}

/// Lines that the ledger does not know: those about the vendor differ, the others are counted.
fn only_bank(sides: &Sides<'_>, found: &mut Vec<Found>, summary: &mut Summary) {
    let last = sides.ledger.iter().map(|ledger| ledger.fact.booked).max();
    for (at, bank) in sides.bank.iter().enumerate().filter(|(_, bank)| !bank.fact.done) {
        let amount = bank.line.line.amount;
        if !bank.about {
            summary.others += 1;
            let sum = if amount < 0 { &mut summary.others_out } else { &mut summary.others_in };
            *sum = sum.saturating_add(amount);
        } else if bank.line.line.booked_on < sides.ask.opened_on {
            summary.too_old += 1;
        } else {
            // The vendor may not have read its bank's file of that day yet.
            let edge = last.is_none_or(|last| bank.fact.booked > last);
            let one = alone(Comparison::OnlyBank, bank.fact.at, amount, edge);
            found.push(Found { bank: vec![bank.place], documents: named(sides, &[at]), ..one });
        }
    }
}

/// Lines that the partner's bank does not know, though the files cover their day.
fn only_ledger(sides: &Sides<'_>, (from, until): (i64, i64), found: &mut Vec<Found>, summary: &mut Summary) {
    for ledger in sides.ledger.iter().filter(|ledger| !ledger.fact.done) {
        let day = ledger.fact.at;
        if (from..=until).contains(&day) {
            let edge = day - from < PROMPT || until - day < PROMPT;
            let one = alone(Comparison::OnlyLedger, day, ledger.line.signed().saturating_neg(), edge);
            found.push(Found { ledger: vec![ledger.place], ..one });
        } else {
            summary.outside += 1;
        }
    }
}
