//! What has changed since the rules looked last: only payments that this can matter to are looked at again.

use std::collections::HashSet;

use super::{
    asks::asks,
    by_id::Ids,
    collective::Shelves,
    desk::{Desk, EARLY, Mandate, Pay, Row},
};
use crate::statements::reading::CurrencyCode;

/// An amount with its sign.
pub(super) type Amount = (CurrencyCode, i64);

/// Lines that have changed, and by what payments find them.
#[derive(Default)]
pub(super) struct Changes {
    /// Everything: nothing was looked at yet.
    pub(super) all: bool,
    rows: HashSet<usize>,
    mandates: HashSet<Mandate>,
    amounts: HashSet<Amount>,
    /// Due days of rows without a mandate: they may go with any payment of that time.
    free: Vec<i64>,
    /// Whether a credit note is among them.
    credits: bool,
}

impl Changes {
    /// Nothing was looked at yet.
    pub(super) fn everything() -> Self {
        Self { all: true, ..Self::default() }
    }

    /// A row as it is now: noted before it changes, and after.
    pub(super) fn row(&mut self, at: usize, row: &Row<'_>) {
        self.rows.insert(at);
        self.mandates.insert(row.mandate);
        self.amounts.extend(asks(row, row.day).iter().map(|ask| (row.currency(), ask.amount)));
        self.credits |= row.owed < 0;
        if row.mandate.is_none() {
            self.free.push(row.due);
        }
    }

    /// A payment as it is now.
    pub(super) fn pay(&mut self, pay: &Pay<'_>) {
        self.mandates.insert(pay.mandate);
        self.amounts.insert((pay.currency(), pay.rest));
    }

    /// Whether they may matter to a payment.
    fn matter_to(&self, desk: &Desk<'_>, ids: &Ids, shelves: &Shelves, at: usize) -> bool {
        let pay = &desk.pays[at];
        let names = || pay.found.slots.iter().flat_map(|slot| &slot.answers).any(|answer| self.rows.contains(&answer.row));
        let free = || {
            let first = self.free.partition_point(|day| *day < pay.day - desk.settings.horizon_days);
            self.free.get(first).is_some_and(|day| *day <= pay.day + EARLY)
        };
        self.amounts.contains(&(pay.currency(), pay.rest))
            || pay.mandate.is_some() && self.mandates.contains(&pay.mandate)
            || self.credits && !(pay.found.slots.is_empty() && ids.rows(at).is_empty())
            || ids.rows(at).iter().any(|row| self.rows.contains(row))
            || names()
            || free() && shelves.tries_free(desk, at)
    }
}

/// What is looked at in a round.
#[derive(Default)]
pub(super) struct Round {
    /// Payments, in their order.
    pub(super) pays: Vec<usize>,
    /// Their amounts; none: all there are. Whoever is of one of these amounts is among them.
    pub(super) amounts: Option<HashSet<Amount>>,
}

impl Desk<'_> {
    /// Begins a round: forgets what was proposed for the payments that are looked at again.
    pub(super) fn begin(&mut self, ids: &Ids, shelves: &Shelves) {
        let mut changes = std::mem::take(&mut self.changes);
        changes.free.sort_unstable();
        let waiting = self.all_waiting();
        let amount = |at: &usize| (self.pays[*at].currency(), self.pays[*at].rest);
        self.round = if changes.all {
            Round { pays: waiting, amounts: None }
        } else {
            let touched = waiting.iter().filter(|at| changes.matter_to(self, ids, shelves, **at)).map(&amount);
            let amounts: HashSet<Amount> = touched.collect::<Vec<_>>().into_iter().chain(changes.amounts.iter().copied()).collect();
            Round { pays: waiting.iter().filter(|at| amounts.contains(&amount(at))).copied().collect(), amounts: Some(amounts) }
        };
        for at in &self.round.pays {
            self.pending[*at] = None;
            self.repeats[*at] = None;
        }
    }

    /// All payments that wait, in their order.
    pub(super) fn all_waiting(&self) -> Vec<usize> {
        (0..self.pays.len()).filter(|at| self.pays[*at].waits()).collect()
    }

    /// Those of them that are looked at in this round.
    pub(super) fn waiting(&self) -> Vec<usize> {
        self.round.pays.iter().copied().filter(|at| self.pays[*at].waits()).collect()
    }
}
