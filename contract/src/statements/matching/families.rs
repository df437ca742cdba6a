//! Items that go with others: corrections and credit notes.

use std::collections::HashMap;

use super::{
    ItemKind,
    desk::{Desk, EARLY},
    ways::is_open,
};

/// A credit note is taken off within so many days.
const DAYS: i64 = 200;
/// So many that might go with a debit are tried.
const MOST: usize = 8;

/// Who corrects or credits whom.
pub(super) struct Families<'a> {
    corrections: HashMap<&'a str, Vec<usize>>,
    /// Credit notes, by their day.
    credits: Vec<usize>,
}

impl<'a> Families<'a> {
    pub(super) fn new(desk: &Desk<'a>) -> Self {
        let mut corrections: HashMap<&'a str, Vec<usize>> = HashMap::new();
        for (at, row) in desk.rows.iter().enumerate() {
            if let Some(corrected) = row.item.corrects.as_deref() {
                corrections.entry(corrected).or_default().push(at);
            }
        }
        let is_credit = |at: &usize| desk.rows[*at].owed < 0 || desk.rows[*at].item.kind == ItemKind::CreditNote;
        let mut credits: Vec<usize> = (0..desk.rows.len()).filter(is_credit).collect();
        credits.sort_by_key(|at| (desk.rows[*at].day, *at));
        Self { corrections, credits }
    }

    /// Open lines that correct or credit one of these rows.
    fn of(&self, desk: &Desk<'_>, pay: usize, rows: &[usize]) -> Vec<usize> {
        let of = rows.iter().filter_map(|row| self.corrections.get(desk.rows[*row].item.id.as_str())).flatten();
        let mut all: Vec<usize> = of.copied().filter(|row| !rows.contains(row) && is_open(&desk.pays[pay], &desk.rows[*row])).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Open lines that may be taken off together with these rows: their own corrections, and credit notes that belong to nothing else; and
    /// whether these are all.
    pub(super) fn going_with(&self, desk: &Desk<'_>, pay: usize, rows: &[usize]) -> (Vec<usize>, bool) {
        let payment = &desk.pays[pay];
        let mut all = self.of(desk, pay, rows);
        let until = self.credits.partition_point(|at| desk.rows[*at].day <= payment.day + EARLY);
        let recent = self.credits[..until].iter().rev().take_while(|at| desk.rows[**at].day >= payment.day - DAYS);
        let free = |at: &&usize| {
            let row = &desk.rows[**at];
            let fits = is_open(payment, row) && row.owed.signum() != payment.rest.signum() && !payment.contradicts(row);
            fits && row.item.corrects.is_none() && !rows.contains(at)
        };
        // Among many, chance finds one.
        let free: Vec<usize> = recent.take(512).filter(free).take(MOST + 1).copied().collect();
        let complete = all.len() + free.len() <= MOST;
        if complete {
            all.extend(free);
        }
        all.sort_unstable();
        all.dedup();
        all.truncate(MOST);
        (all, complete)
    }
}
