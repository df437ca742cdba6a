//! Payments without a word in them: those of one amount (and mandate) against the items that ask for it.
//!
//! What is sure here is an argument about all of them together: a payment that comes promptly for one item, the only one that does, is that
//! item's, *unless* something of the same amount is left unexplained that could change places with it. An older item that still waits may be
//! what the payment was for; a payment too many may be the right one. Then a person has to look.

mod class;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use class::{Class, Verdict};

use super::{
    Sureness,
    asks::asks,
    by_id::Ids,
    desk::{Desk, EARLY, Row},
};
use crate::statements::reading::CurrencyCode;

/// What makes payments and items neighbours: currency, mandate (none: whichever), signed amount.
type Key = (CurrencyCode, Option<u32>, i64);

/// What holds however much is settled: worked out when it is first asked for, once.
#[derive(Default)]
pub(super) struct Ever {
    totals: OnceCell<HashMap<Key, (u32, u32)>>,
    crowd: OnceCell<Crowd>,
}

/// All classes; of mandate and amount, or of the amount alone. Decides about prompt payments; gives what can be said of late ones, if nothing
/// else explains them ([`decide_late`]).
///
/// `doubtful`: payments that a return may have taken back. What they paid may be waiting again.
pub(super) fn run<'a>(desk: &mut Desk<'a>, (ids, ever): (&Ids, &Ever), doubtful: &HashSet<usize>, by_mandate: bool) -> Vec<Verdict> {
    let mut entries: Vec<(Key, bool, usize)> = Vec::new();
    let key = |currency, mandate: Option<u32>, amount| (currency, mandate.filter(|_| by_mandate), amount);
    for at in desk.waiting() {
        let pay = &desk.pays[at];
        if !by_mandate || pay.mandate.is_some() {
            entries.push((key(pay.currency(), pay.mandate, pay.rest), false, at));
        }
    }
    for (at, row) in desk.rows.iter().enumerate().filter(|(_, row)| row.owed != 0 && (!by_mandate || row.mandate.is_some())) {
        let wanted = |amount: &i64| desk.round.amounts.as_ref().is_none_or(|all| all.contains(&(row.currency(), *amount)));
        let all = Some(row.owed).into_iter().chain(later_asks(row)).filter(wanted);
        entries.extend(all.map(|amount| (key(row.currency(), row.mandate, amount), true, at)));
    }
    entries.sort_unstable();
    let mut strangers: Option<Vec<(Option<u32>, i64, usize)>> = None;
    let mut late = Vec::new();
    for group in entries.chunk_by(|a, b| a.0 == b.0) {
        // Payments come first. What all of them wait for was said by a stronger rule, or with the mandate.
        let mut pays = group.iter().take_while(|entry| !entry.1);
        if !group[group.len() - 1].1 || pays.all(|entry| desk.pending[entry.2].is_some()) {
            continue;
        }
        let class = Class::new(desk, (ids, doubtful), group);
        if class.offers.is_empty() || class.pays.is_empty() {
            continue;
        }
        // The only item and the only payment of that amount that there ever were, and no other unexplained payment between them.
        let mut is_single = |pay: usize, row: usize| {
            let key = &group[0].0;
            by_mandate && ever.totals.get_or_init(|| count(desk)).get(key) == Some(&(1, 1)) && {
                let strangers = strangers.get_or_insert_with(|| by_mandate_and_day(desk));
                let from = strangers.partition_point(|one| (one.0, one.1) < (key.1, desk.rows[row].day - EARLY));
                let mut near = strangers[from..].iter().take_while(|one| one.0 == key.1 && one.1 <= desk.pays[pay].day);
                near.all(|one| one.2 == pay)
            }
        };
        let (verdicts, again) = class.solve(&mut is_single);
        again.into_iter().for_each(|(pay, first)| desk.repeats[pay] = Some(first));
        for mut verdict in verdicts {
            if !by_mandate && !ever.crowd.get_or_init(|| Crowd::new(desk)).is_thin(desk, verdict.pay) {
                verdict.sure = Sureness::Likely;
            }
            if verdict.late {
                late.push(verdict);
            } else {
                desk.decide(verdict.pay, verdict.ways, verdict.sure);
            }
        }
    }
    late
}

/// Decides about late payments of which nobody has said anything since.
pub(super) fn decide_late(desk: &mut Desk<'_>, late: Vec<Verdict>) {
    for verdict in late {
        if desk.pending[verdict.pay].is_none() && desk.pays[verdict.pay].waits() {
            desk.decide(verdict.pay, verdict.ways, verdict.sure);
        }
    }
}

/// What an item may be settled for besides what is left of it.
fn later_asks(row: &Row<'_>) -> impl Iterator<Item = i64> {
    let all = if row.item.discounts.is_empty() { Vec::new() } else { asks(row, row.day) };
    all.into_iter().skip(1).map(|ask| ask.amount)
}

/// All items by their due days. Among many, some amount meets another by chance.
struct Crowd(Vec<(CurrencyCode, i64)>);

impl Crowd {
    fn new(desk: &Desk<'_>) -> Self {
        let mut all: Vec<_> = desk.rows.iter().map(|row| (row.currency(), row.due)).collect();
        all.sort_unstable();
        Self(all)
    }

    /// Whether it would be rare that one of the items that a payment may be for has its amount by chance.
    fn is_thin(&self, desk: &Desk<'_>, pay: usize) -> bool {
        let payment = &desk.pays[pay];
        let place = |day: i64| self.0.partition_point(|one| *one < (payment.currency(), day));
        let near = place(payment.day + EARLY + 1) - place(payment.day - desk.settings.undated_days);
        u64::try_from(near).unwrap_or(u64::MAX).saturating_mul(desk.settings.rarity) <= payment.rest.unsigned_abs()
    }
}

/// Waiting payments with a mandate.
fn by_mandate_and_day(desk: &Desk<'_>) -> Vec<(Option<u32>, i64, usize)> {
    let mut all: Vec<_> = desk.all_waiting().into_iter().map(|pay| (desk.pays[pay].mandate, desk.pays[pay].day, pay)).collect();
    all.sort_unstable();
    all
}

/// How many items and payments of each mandate and amount there are in all, settled or not.
fn count(desk: &Desk<'_>) -> HashMap<Key, (u32, u32)> {
    let mut all: HashMap<Key, (u32, u32)> = HashMap::new();
    for row in desk.rows.iter().filter(|row| row.mandate.is_some()) {
        all.entry((row.currency(), row.mandate, row.item.kind.sign() * row.item.amount_minor)).or_default().0 += 1;
    }
    for pay in desk.pays.iter().filter(|pay| pay.mandate.is_some()) {
        all.entry((pay.currency(), pay.mandate, -pay.payment.kind.sign() * pay.payment.amount_minor)).or_default().1 += 1;
    }
    all
}
