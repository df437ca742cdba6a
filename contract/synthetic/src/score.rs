//! How much of the truth was found, and how much of what was found is true.

use std::collections::HashMap;

use eyelevel_contract::{
    ids::Id,
    statements::{
        findings::{self, Finding, FindingSettings, Verdict},
        matching::{Books, Matching, Sureness},
    },
};

use crate::bank::Bank;

/// Of one kind of thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// So many there are.
    pub truth: usize,
    /// So many were called sure.
    pub sure: usize,
    /// So many of these are true.
    pub right: usize,
    /// So many were called sure or shown to a person.
    pub shown: usize,
    /// So many of these are true.
    pub shown_right: usize,
}

/// What a matching and its findings are worth.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub allocations: Counts,
    pub takes_back: Counts,
    /// By the finding's word.
    pub findings: Vec<(&'static str, Counts)>,
    /// What was called sure and is not true, in words for a test's message; some of it.
    pub wrong: Vec<String>,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.truth += other.truth;
        self.sure += other.sure;
        self.right += other.right;
        self.shown += other.shown;
        self.shown_right += other.shown_right;
    }

    /// How much of what was called sure is true, how much of the truth was called sure, and how much of it was at least shown: in per cent.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a figure for reading")]
    pub fn percent(&self) -> [f64; 3] {
        let of = |part: usize, whole: usize| if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 };
        [of(self.right, self.sure), of(self.right, self.truth), of(self.shown_right, self.truth)]
    }
}

impl Score {
    /// Another bank's, too.
    pub fn add(&mut self, other: Self) {
        self.allocations.add(other.allocations);
        self.takes_back.add(other.takes_back);
        for (word, counts) in other.findings {
            match self.findings.iter_mut().find(|known| known.0 == word) {
                Some(known) => known.1.add(counts),
                None => self.findings.push((word, counts)),
            }
        }
        self.wrong.extend(other.wrong);
    }

    /// As a table for reading.
    #[must_use]
    pub fn table(&self) -> String {
        let mut rows = vec![("allocations", self.allocations), ("returns", self.takes_back)];
        rows.extend(self.findings.iter().copied());
        let mut table =
            String::from("| what | in truth | called sure | of these true | of the truth | with proposals |\n|---|---|---|---|---|---|");
        for (name, counts) in rows {
            let [precision, recall, shown] = counts.percent();
            let (truth, sure) = (counts.truth, counts.sure);
            table += &format!("\n| {} | {truth} | {sure} | {precision:.2} % | {recall:.1} % | {shown:.1} % |", name.replace('_', " "));
        }
        table
    }
}

/// A payment by all that anybody can see of it: debits that nobody can tell apart are the same.
type Seen = String;

fn seen(bank: &Bank) -> HashMap<&Id, Seen> {
    let books: &Books = &bank.books;
    let first: HashMap<&Id, &Id> = bank.truth.twins.iter().map(|(first, again)| (again, first)).collect();
    let see = |one: &eyelevel_contract::statements::matching::Payment| {
        let id = one.end_to_end_id.as_deref().unwrap_or("NOTPROVIDED");
        let mandate = one.mandate.as_deref().unwrap_or_default();
        format!("{} {} {} {id} {mandate} {}", one.kind, one.booking_date, one.amount_minor, one.remittance)
    };
    let own: HashMap<&Id, Seen> = books.payments.iter().map(|one| (&one.id, see(one))).collect();
    own.keys().map(|id| (*id, own[first.get(id).unwrap_or(id)].clone())).collect()
}

/// A multiset that is taken from.
struct Bag<K>(HashMap<K, usize>);

impl<K: std::hash::Hash + Eq> Bag<K> {
    fn new(all: impl Iterator<Item = K>) -> Self {
        let mut bag = HashMap::new();
        all.for_each(|key| *bag.entry(key).or_default() += 1);
        Self(bag)
    }

    fn take(&mut self, key: &K) -> bool {
        self.0.get_mut(key).filter(|left| **left > 0).map(|left| *left -= 1).is_some()
    }
}

/// Holds a matching, and what is found by it, against what is true.
#[must_use]
pub fn examined(bank: &Bank, matching: &Matching) -> Score {
    let found = findings::find(&bank.books.with(matching), matching, bank.as_of, &FindingSettings::default());
    score(bank, matching, &found)
}

/// Holds what was found against what is true.
fn score(bank: &Bank, matching: &Matching, findings: &[Finding]) -> Score {
    let seen = seen(bank);
    let see = |id: &Id| seen.get(id).cloned().unwrap_or_default();
    let mut score = Score::default();

    let truth = || Bag::new(bank.truth.allocations.iter().map(|one| (see(&one.0), one.1.clone(), one.2, one.3)));
    let key = |one: &eyelevel_contract::statements::matching::Allocation| {
        (see(&one.payment), one.item.clone(), one.amount_minor, one.settled_minor() - one.amount_minor)
    };
    let counts = &mut score.allocations;
    counts.truth = bank.truth.allocations.len();
    let (mut sure, mut shown) = (truth(), truth());
    let mut purposes = Bag::new(bank.truth.purposes.iter().map(|one| (see(&one.0), one.1.clone(), one.2, one.3)));
    for one in &matching.allocations {
        if !sure.take(&key(one)) && purposes.take(&key(one)) {
            continue;
        }
        counts.sure += 1;
        counts.shown += 1;
        if shown.take(&key(one)) {
            counts.right += 1;
            counts.shown_right += 1;
        } else {
            score.wrong.push(told(bank, one));
        }
    }
    for one in matching.proposals.iter().flat_map(|proposal| proposal.ways.iter().flat_map(|way| &way.allocations)) {
        counts.shown += 1;
        counts.shown_right += usize::from(shown.take(&key(one)));
    }

    let truth = || Bag::new(bank.truth.takes_back.iter().map(|one| (see(&one.0), see(&one.1), one.2)));
    let key = |one: &eyelevel_contract::statements::matching::TakesBack| (see(&one.payment), see(&one.debit), one.fee_minor);
    let counts = &mut score.takes_back;
    counts.truth = bank.truth.takes_back.len();
    let (mut sure, mut shown) = (truth(), truth());
    for one in &matching.takes_back {
        counts.sure += 1;
        counts.shown += 1;
        counts.shown_right += usize::from(shown.take(&key(one)));
        if sure.take(&key(one)) {
            counts.right += 1;
        } else {
            score.wrong.push(format!("{one:?}"));
        }
    }
    for one in matching.back_proposals.iter().flat_map(|proposal| &proposal.ways) {
        counts.shown += 1;
        counts.shown_right += usize::from(shown.take(&key(one)));
    }

    for word in Verdict::WORDS {
        let counts = of_findings(bank, findings, word, &see, &mut score.wrong);
        score.findings.push((word, counts));
    }
    score
}

/// An allocation that is not true, with all that one needs to see why it was made.
fn told(bank: &Bank, one: &eyelevel_contract::statements::matching::Allocation) -> String {
    let item = |id: &Id| {
        let item = bank.books.items.iter().find(|item| item.id == *id);
        item.map_or_else(String::new, |item| {
            let due = item.due.map(|due| due.to_string()).unwrap_or_default();
            let mandate = item.mandate.as_deref().unwrap_or_default();
            format!("{} of {} due {due} over {} {mandate}", item.number, item.date, item.amount_minor)
        })
    };
    let payment = bank.books.payments.iter().find(|payment| payment.id == one.payment);
    let paid = payment.map_or_else(String::new, |payment| {
        let mandate = payment.mandate.as_deref().unwrap_or_default();
        format!("{} {} of {} {mandate} {:?}", payment.kind, payment.amount_minor, payment.booking_date, payment.remittance)
    });
    let truth = bank.truth.allocations.iter().filter(|truth| truth.0 == one.payment);
    let truth: Vec<String> = truth.map(|truth| format!("{} and {} on {}", truth.2, truth.3, item(&truth.1))).collect();
    format!("{paid}: {} on {}, because {:?}; in truth {}", one.amount_minor, item(&one.item), one.why, truth.join(" + "))
}

/// A finding is right if there is one of its kind about the line that it is about: a debit without an invoice, a return, else an invoice.
fn of_findings(bank: &Bank, findings: &[Finding], word: &str, see: &dyn Fn(&Id) -> Seen, wrong: &mut Vec<String>) -> Counts {
    let by_payment = matches!(word, "no_invoice" | "returned");
    let name = |id: &Id| if by_payment { see(id) } else { id.clone() };
    let truth = || Bag::new(bank.truth.findings.iter().filter(|one| one.0 == word).map(|one| name(&one.1[0])));
    let (mut sure, mut shown) = (truth(), truth());
    let mut allowed = Bag::new(bank.truth.allowed.iter().filter(|one| one.0 == word).map(|one| name(&one.1[0])));
    let mut counts = Counts { truth: bank.truth.findings.iter().filter(|one| one.0 == word).count(), ..Counts::default() };
    for finding in findings.iter().filter(|finding| finding.verdict.word() == word) {
        let line = if by_payment { finding.payments.last() } else { finding.items.first() };
        let mut line = line.map(&name).unwrap_or_default();
        if let Some(series) = bank.truth.findings.iter().find(|one| word == "no_rhythm" && one.0 == word && one.1.contains(&line)) {
            line.clone_from(&series.1[0]);
        }
        let is_true = shown.take(&line);
        if !is_true && allowed.take(&line) {
            continue;
        }
        counts.shown += 1;
        counts.shown_right += usize::from(is_true);
        if finding.sure == Sureness::Sure {
            counts.sure += 1;
            if sure.take(&line) {
                counts.right += 1;
            } else {
                wrong.push(format!("{finding:?}"));
            }
        }
    }
    counts
}
