//! One payment for several lines, none of which it names: the set of open lines whose sum it is.

use super::{
    Settings, Sureness, Why,
    desk::{Desk, EARLY, Mandate, Part, Parts},
    sums::is_rare,
    ways::{is_open, sum_of, ways},
};
use crate::statements::reading::CurrencyCode;

/// Invoices that were due so many days before a debit may be in it.
const BACK: i64 = 62;
/// Credit notes of so many days before it.
const CREDITS_BACK: i64 = 200;
/// More open lines than these are not added up.
const MOST_LINES: usize = 300;
/// More lines without a mandate are not tried with payments that have one.
const MOST_FREE: usize = 64;
/// More lines than these are not looked at.
const LOOK: usize = 600;

/// Where open lines of a mandate stand.
pub(super) struct Shelves {
    /// By currency, mandate (none first) and due day.
    rows: Vec<(CurrencyCode, Mandate, i64, usize)>,
}

impl Shelves {
    pub(super) fn new(desk: &Desk<'_>) -> Self {
        let mut rows: Vec<_> = desk.rows.iter().enumerate().map(|(at, row)| (row.currency(), row.mandate, row.due, at)).collect();
        rows.sort_unstable();
        Self { rows }
    }

    /// Lines of a mandate that were due between two days, not all of them if there are very many.
    pub(super) fn run(&self, currency: CurrencyCode, mandate: Mandate, days: (i64, i64)) -> impl Iterator<Item = usize> + '_ {
        let from = self.rows.partition_point(|row| (row.0, row.1, row.2) < (currency, mandate, days.0));
        let run = self.rows[from..].iter().take_while(move |row| (row.0, row.1) == (currency, mandate) && row.2 <= days.1);
        run.take(LOOK).map(|row| row.3)
    }

    /// The open ones.
    fn between<'s>(&'s self, desk: &'s Desk<'_>, pay: usize, mandate: Mandate, days: (i64, i64)) -> impl Iterator<Item = usize> + 's {
        let run = self.run(desk.pays[pay].currency(), mandate, days);
        run.filter(move |row| is_open(&desk.pays[pay], &desk.rows[*row]))
    }

    /// How many lines of a mandate, settled or not, were due when they may be in a payment.
    fn crowd(&self, desk: &Desk<'_>, pay: usize, mandate: Mandate) -> usize {
        let payment = &desk.pays[pay];
        let place = |day: i64| self.rows.partition_point(|row| (row.0, row.1, row.2) < (payment.currency(), mandate, day));
        place(payment.day + EARLY + 1) - place(payment.day - CREDITS_BACK)
    }

    /// Whether lines without a mandate are tried with a payment: if they are not very many.
    pub(super) fn tries_free(&self, desk: &Desk<'_>, pay: usize) -> bool {
        let most = if desk.pays[pay].mandate.is_some() { MOST_FREE } else { LOOK };
        self.crowd(desk, pay, None) <= most
    }

    /// Lines that may be in a payment, in the order of the rows: those of its mandate, and of none if they are few.
    pub(super) fn lines(&self, desk: &Desk<'_>, pay: usize) -> Vec<usize> {
        let payment = &desk.pays[pay];
        let days = (payment.day - CREDITS_BACK, payment.day + EARLY);
        let in_time = |row: &usize| desk.rows[*row].due >= payment.day - BACK || desk.rows[*row].owed.signum() != payment.rest.signum();
        let of = |mandate: Mandate, most: usize| self.between(desk, pay, mandate, days).filter(in_time).take(most + 1);
        let free = self.tries_free(desk, pay);
        if payment.mandate.is_none() && !free {
            return Vec::new();
        }
        let mut all: Vec<usize> = of(payment.mandate, MOST_LINES).collect();
        if payment.mandate.is_some() && free {
            // Credit notes seldom name a mandate, and some invoices don't.
            let most = desk.settings.most_combined.saturating_sub(all.len());
            let free: Vec<usize> = of(None, most).collect();
            if free.len() <= most {
                all.extend(free);
            }
        }
        all.sort_unstable();
        all
    }
}

/// The lines that any bookkeeper would try first: all that are open, all that were due on the same day, with and without credit notes.
fn natural(desk: &Desk<'_>, pay: usize, lines: &[usize]) -> Vec<Vec<usize>> {
    let sum = |set: &[usize]| set.iter().map(|row| desk.rows[*row].owed).sum::<i64>();
    let against = |row: &usize| desk.rows[*row].owed.signum() != desk.pays[pay].rest.signum();
    let (credits, claims): (Vec<usize>, Vec<usize>) = lines.iter().copied().partition(against);
    let mut sets = vec![claims.clone(), lines.to_vec()];
    for day in claims.chunk_by(|a, b| desk.rows[*a].due == desk.rows[*b].due) {
        sets.push(day.to_vec());
        sets.push(day.iter().chain(&credits).copied().collect());
    }
    sets.retain(|set| set.len() > 1 && sum(set) == desk.pays[pay].rest);
    for set in &mut sets {
        set.sort_unstable();
    }
    sets.sort();
    sets.dedup();
    sets
}

pub(super) fn run(desk: &mut Desk<'_>, shelves: &Shelves) {
    for pay in desk.waiting() {
        if desk.pending[pay].is_some() {
            continue;
        }
        let lines = shelves.lines(desk, pay);
        if lines.len() < 2 || lines.len() > MOST_LINES {
            continue;
        }
        let natural = natural(desk, pay, &lines);
        let searched = lines.len() <= desk.settings.most_combined;
        let (mut all, complete) = if searched {
            ways(desk, pay, &[], &lines, &|_| sum_of(desk, &[], 0))
        } else {
            let whole = natural.iter().flat_map(|set| ways(desk, pay, set, &[], &|_| sum_of(desk, &[], 0)).0);
            (whole.collect(), false)
        };
        // One line that it might be is not for this rule, but it is another answer.
        if all.iter().all(|parts| parts.len() < 2) {
            continue;
        }
        all.iter_mut().for_each(|parts| explain(desk, parts));
        all.extend(older(desk, shelves, pay).map(|parts| vec![parts]));
        all.sort_by_key(Vec::len);
        let first = &all[0];
        let set: Vec<usize> = first.iter().map(|part| part.row).collect();
        // Without a mandate, the lines of anybody may be meant.
        let plain = desk.pays[pay].mandate.is_some() && natural.contains(&set);
        let certain = all.len() == 1 && complete && !speaks_against(desk, pay, &set) && (plain || rare(desk, pay, &lines, first));
        desk.decide(pay, all, if certain { Sureness::Sure } else { Sureness::Likely });
    }
}

/// A single line of just that amount that was due longer ago: another answer.
fn older(desk: &Desk<'_>, shelves: &Shelves, pay: usize) -> Option<Part> {
    let payment = &desk.pays[pay];
    let days = (payment.day - desk.settings.horizon_days, payment.day - BACK - 1);
    let mandates = if payment.mandate.is_some() { vec![payment.mandate, None] } else { vec![None] };
    let mut rows = mandates.into_iter().flat_map(|mandate| shelves.between(desk, pay, mandate, days));
    let row = rows.find(|row| desk.rows[*row].owed == payment.rest)?;
    Some(Part { row, amount: payment.rest, discount: None, why: Why::Amount { days: payment.day - desk.rows[row].due } })
}

fn rare(desk: &Desk<'_>, pay: usize, lines: &[usize], parts: &Parts) -> bool {
    let Settings { rarity, .. } = desk.settings;
    is_rare(lines.len(), parts.len(), parts.iter().map(|part| part.amount), desk.pays[pay].rest, *rarity)
}

fn explain(desk: &Desk<'_>, parts: &mut Parts) {
    let lines: Vec<usize> = parts.iter().map(|part| part.row).collect();
    parts.iter_mut().for_each(|part| part.why = sum_of(desk, &lines, 0));
}

/// Whether the text names an invoice that is not among the lines.
fn speaks_against(desk: &Desk<'_>, pay: usize, set: &[usize]) -> bool {
    let found = &desk.pays[pay].found;
    let outside = |row: usize| desk.rows[row].owed != 0 && !set.contains(&row);
    found.unknown || found.slots.iter().any(|slot| slot.answers.iter().all(|answer| outside(answer.row)))
}
