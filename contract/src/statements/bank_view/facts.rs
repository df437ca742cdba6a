//! Both sides, spread out: what each line says by which it may be known on the other side.

use std::collections::{HashMap, HashSet};

use super::identity::Name;
use super::line::Line;
use super::{Ask, LedgerLine, Tie};
use crate::civil::Date;
use crate::statements::matching::{Index, ItemKind, Scanner, provided};

/// Which way money went, from the partner's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Way {
    Out,
    In,
}

/// What pairing needs of a line, whichever side it stands on.
pub(super) struct Fact {
    pub(super) way: Way,
    /// Without a sign.
    pub(super) amount: i64,
    /// Days since 1970: when it counts, and when it was booked.
    pub(super) at: i64,
    pub(super) booked: i64,
    /// Its end-to-end id, its mandate, and which documents its text names: the same number where they are the same.
    pub(super) id: Option<u32>,
    pub(super) mandate: Option<u32>,
    pub(super) names: Option<u32>,
    /// The documents that its text names, in order.
    pub(super) named: Vec<usize>,
    /// What it is paired with.
    pub(super) done: bool,
}

/// A line of the partner's bank.
pub(super) struct Bank<'a> {
    pub(super) fact: Fact,
    /// Its place among what was read.
    pub(super) place: usize,
    pub(super) line: &'a Line,
    /// Whether it is the vendor's, as far as that is known by now.
    pub(super) about: bool,
    /// Whether it is known to be somebody else's, so that an amount alone says nothing.
    pub(super) stranger: bool,
}

/// A line of the vendor's ledger.
pub(super) struct Ledger<'a> {
    pub(super) fact: Fact,
    /// Its place among what was asked.
    pub(super) place: usize,
    pub(super) line: &'a LedgerLine,
    /// The documents to which it is allocated, in order, and their number as of those that a text names.
    pub(super) settles: Vec<usize>,
    pub(super) about: Option<u32>,
}

/// Lines that belong together.
pub(super) struct Pair {
    pub(super) bank: Vec<usize>,
    pub(super) ledger: Vec<usize>,
    pub(super) tie: Tie,
    /// Nothing tells which of them it is.
    pub(super) unclear: bool,
}

/// Both sides, in the order of their days.
pub(super) struct Sides<'a> {
    pub(super) ask: &'a Ask,
    pub(super) bank: Vec<Bank<'a>>,
    pub(super) ledger: Vec<Ledger<'a>>,
    pub(super) pairs: Vec<Pair>,
    known: HashSet<&'a str>,
}

impl Fact {
    /// How many days lie between two, by the nearer of their days.
    pub(super) fn apart(&self, other: &Self) -> i64 {
        (self.at - other.at).abs().min((self.booked - other.booked).abs())
    }
}

impl<'a> Sides<'a> {
    pub(super) fn new(ask: &'a Ask, lines: &'a [Line]) -> Self {
        // Of an invoice and its correction with the same number, the first is meant.
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (place, document) in ask.documents.iter().enumerate() {
            places.entry(&document.number).or_insert(place);
        }
        let index = Index::new(ask.documents.iter().map(|document| (document.number.as_str(), ItemKind::Invoice)));
        let mut scanner = Scanner::new(&index);
        let mut named = |text: &'a str| {
            let found = scanner.scan(text);
            let sure = found.slots.iter().filter_map(|slot| slot.answers.iter().find(|answer| answer.strong));
            let mut rows: Vec<usize> = sure.map(|answer| places[ask.documents[answer.row].number.as_str()]).collect();
            rows.sort_unstable();
            rows.dedup();
            rows
        };
        let mut marks = Marks::default();
        let mut bank: Vec<Bank<'a>> =
            lines.iter().enumerate().map(|(place, line)| bank(place, line, named(&line.line.text), &mut marks)).collect();
        let of = |(place, line): (usize, &'a LedgerLine)| {
            let named = named(&line.text);
            self::ledger(place, line, named, &places, &mut marks)
        };
        let mut ledger: Vec<Ledger<'a>> = ask.lines.iter().enumerate().map(of).collect();
        // Within a day by what they say, marks first: banks write them in any order, and it must change nothing.
        let said = |bank: &Bank<'a>| {
            let line = &bank.line.line;
            let marks = (&line.mandate, &line.end_to_end_id);
            ((bank.fact.at, marks.0.is_none(), marks.1.is_none()), bank.fact.amount, marks, &line.text, &line.name, &bank.line.identity)
        };
        bank.sort_by(|one, other| said(one).cmp(&said(other)).then_with(|| one.place.cmp(&other.place)));
        ledger.sort_by(|one, other| (one.fact.at, &one.line.id).cmp(&(other.fact.at, &other.line.id)));
        let mandates = ask.mandates.iter().map(String::as_str).chain(ask.lines.iter().filter_map(|line| line.mandate.as_deref()));
        let ids = ask.lines.iter().filter_map(|line| line.end_to_end_id.as_deref());
        let known = mandates.chain(ids).filter(|mark| provided(mark).is_some()).collect();
        let mut sides = Self { ask, bank, ledger, pairs: Vec::new(), known };
        let name = Name::new(&ask.vendor);
        for at in 0..sides.bank.len() {
            sides.bank[at].about = sides.is_marked(at) || sides.bank[at].line.line.name.as_deref().is_some_and(|other| name.is_in(other));
        }
        sides
    }

    /// Whether a mark of it stands in the ledger.
    fn is_marked(&self, at: usize) -> bool {
        let bank = &self.bank[at];
        let marks = [bank.line.line.end_to_end_id.as_deref(), bank.line.line.mandate.as_deref()];
        !bank.fact.named.is_empty() || marks.into_iter().flatten().any(|mark| self.known.contains(mark))
    }

    /// Who is at the other end of what was paired by a mark of its own is the vendor: so are they elsewhere.
    pub(super) fn learn(&mut self) {
        let by_mark = self.pairs.iter().filter(|pair| pair.tie != Tie::Amount);
        let known: HashSet<&str> =
            by_mark.flat_map(|pair| &pair.bank).flat_map(|at| &self.bank[*at].line.identity).map(String::as_str).collect();
        for bank in &mut self.bank {
            bank.about |= bank.line.identity.iter().any(|mark| known.contains(mark.as_str()));
            bank.stranger = !known.is_empty() && !bank.about && !bank.line.identity.is_empty();
        }
    }

    pub(super) fn pair(&mut self, bank: Vec<usize>, ledger: Vec<usize>, tie: Tie, unclear: bool) {
        bank.iter().for_each(|at| self.bank[*at].fact.done = true);
        ledger.iter().for_each(|at| self.ledger[*at].fact.done = true);
        self.pairs.push(Pair { bank, ledger, tie, unclear });
    }
}

/// Numbers for texts and for sets of documents: what is the same has the same.
#[derive(Default)]
struct Marks<'a> {
    texts: HashMap<&'a str, u32>,
    sets: HashMap<Vec<usize>, u32>,
}

impl<'a> Marks<'a> {
    fn text(&mut self, text: &'a Option<String>) -> Option<u32> {
        let next = u32::try_from(self.texts.len()).ok()?;
        Some(*self.texts.entry(text.as_deref().and_then(provided)?).or_insert(next))
    }

    /// None for no documents.
    fn set(&mut self, documents: &[usize]) -> Option<u32> {
        let next = u32::try_from(self.sets.len()).ok()?;
        if documents.is_empty() {
            return None;
        }
        if let Some(known) = self.sets.get(documents) {
            return Some(*known);
        }
        self.sets.insert(documents.to_vec(), next);
        Some(next)
    }

    /// What pairing needs of a line: its signed amount, the days on which it was booked and counts, its end-to-end id and mandate, and the documents
    /// that its text names.
    fn fact(
        &mut self,
        signed: i64,
        (booked_on, value_on): (Date, Option<Date>),
        (id, mandate): (&'a Option<String>, &'a Option<String>),
        named: Vec<usize>,
    ) -> Fact {
        let booked = booked_on.days();
        Fact {
            way: if signed < 0 { Way::Out } else { Way::In },
            amount: signed.saturating_abs(),
            at: value_on.map_or(booked, Date::days),
            booked,
            id: self.text(id),
            mandate: self.text(mandate),
            names: self.set(&named),
            named,
            done: false,
        }
    }
}

fn bank<'a>(place: usize, line: &'a Line, named: Vec<usize>, marks: &mut Marks<'a>) -> Bank<'a> {
    let of = &line.line;
    let fact = marks.fact(of.amount, (of.booked_on, of.value_on), (&of.end_to_end_id, &of.mandate), named);
    Bank { fact, place, line, about: false, stranger: false }
}

fn ledger<'a>(place: usize, line: &'a LedgerLine, named: Vec<usize>, places: &HashMap<&str, usize>, marks: &mut Marks<'a>) -> Ledger<'a> {
    let mut settles: Vec<usize> = line.about.iter().filter_map(|number| places.get(number.as_str()).copied()).collect();
    settles.sort_unstable();
    settles.dedup();
    let fact = marks.fact(line.signed(), (line.booked_on, line.value_on), (&line.end_to_end_id, &line.mandate), named);
    Ledger { fact, place, line, about: marks.set(&settles), settles }
}
