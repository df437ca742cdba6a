//! Payments that say what they are for: by an end-to-end id, or by numbers in their text.

use super::{
    Sureness, Why,
    asks::asks,
    desk::{Desk, Part, Parts, Pay, Row},
    numbers::{Slot, is_about_costs},
    sums::{Answers, Choice, add_up},
};

/// So many readings of a text are tried where numbers in it may mean several items.
const MOST_READINGS: usize = 32;

/// Items that a payment names.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// In order, each once.
    pub(super) rows: Vec<usize>,
    /// Whether the name alone says so; else the amount has to agree.
    pub(super) strong: bool,
    /// Whether the text may have been cut off within a number.
    pub(super) cut: bool,
}

/// What the numbers of a text may mean: one reading, several where a number was given twice, none if there is nothing or too much.
pub(super) fn readings(slots: &[Slot]) -> Vec<Named> {
    let count = slots.iter().try_fold(1_usize, |n, slot| n.checked_mul(slot.answers.len()).filter(|n| *n <= MOST_READINGS));
    if slots.is_empty() || count.is_none() {
        return Vec::new();
    }
    let none = Named { rows: Vec::new(), strong: true, cut: slots.iter().any(|slot| slot.cut) };
    let mut all = slots.iter().fold(vec![none], |before, slot| {
        let with = |named: &Named| {
            let named = named.clone();
            slot.answers.iter().map(move |answer| {
                let mut named = named.clone();
                named.rows.push(answer.row);
                named.strong &= answer.strong;
                named
            })
        };
        before.iter().flat_map(with).collect()
    });
    for named in &mut all {
        named.rows.sort_unstable();
        named.rows.dedup();
    }
    all
}

/// The ways in which some rows add up to what is left of a payment; those that must be among them first.
pub(super) fn ways(desk: &Desk<'_>, pay: usize, must: &[usize], may: &[usize], why: &dyn Fn(usize) -> Why) -> (Vec<Parts>, bool) {
    let payment = &desk.pays[pay];
    let rows: Vec<usize> = must.iter().chain(may).copied().collect();
    let offers: Vec<_> = rows.iter().map(|row| asks(&desk.rows[*row], payment.paid())).collect();
    let is_whole_sum = || must.iter().map(|row| desk.rows[*row].owed).sum::<i64>() == payment.rest;
    let found = if may.is_empty() && is_whole_sum() {
        // What was named is what was paid: whether a discount here and there would come to the same does not matter.
        Answers { ways: vec![vec![Some(0); rows.len()]], complete: true }
    } else {
        let choice = |(at, offers): (usize, &Vec<super::asks::Ask>)| Choice {
            asks: offers.iter().map(|ask| ask.amount).collect(),
            must: at < must.len(),
        };
        add_up(&offers.iter().enumerate().map(choice).collect::<Vec<_>>(), payment.rest)
    };
    let parts = |way: Vec<Option<usize>>| {
        let taken = way.into_iter().enumerate().filter_map(|(at, which)| which.map(|which| (rows[at], &offers[at][which])));
        let part = |(row, ask): (usize, &super::asks::Ask)| Part { row, amount: ask.amount, discount: ask.discount.clone(), why: why(row) };
        let mut parts: Parts = taken.map(part).collect();
        parts.sort_by_key(|part| part.row);
        parts
    };
    (found.ways.into_iter().map(parts).collect(), found.complete)
}

/// Whether an item can be settled by that payment at all.
pub(super) fn is_open(pay: &Pay<'_>, row: &Row<'_>) -> bool {
    row.owed != 0 && row.currency() == pay.currency()
}

/// The sentence for an item whose number the text names, else for one that belongs to the named ones.
fn why_number<'d>(desk: &'d Desk<'_>, pay: usize, lines: &'d [usize]) -> impl Fn(usize) -> Why + 'd {
    move |row| {
        let payment = &desk.pays[pay];
        let slot = payment.found.slots.iter().find(|slot| slot.answers.iter().any(|answer| answer.row == row));
        let Some(slot) = slot else { return sum_of(desk, lines, lines.iter().filter(|line| is_named(payment, **line)).count()) };
        let written = payment.payment.remittance.get(slot.at.0..slot.at.1).unwrap_or_default();
        Why::Number { number: desk.rows[row].item.number.clone(), written: written.split_whitespace().collect::<Vec<_>>().join(" ") }
    }
}

fn is_named(pay: &Pay<'_>, row: usize) -> bool {
    pay.found.slots.iter().any(|slot| slot.answers.iter().any(|answer| answer.row == row))
}

/// That a payment is the sum of these lines.
pub(super) fn sum_of(desk: &Desk<'_>, lines: &[usize], named: usize) -> Why {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let credits = lines.iter().filter(|line| desk.rows[**line].owed < 0).count();
    Why::Sum { lines: count(lines.len()), credits: count(credits), named: count(named) }
}

/// Payments whose named items come to exactly what they are, less agreed discounts.
pub(super) fn exact(desk: &mut Desk<'_>) {
    for pay in desk.waiting() {
        let payment = &desk.pays[pay];
        let mut found: Vec<(Parts, Sureness)> = Vec::new();
        let mut complete = true;
        for named in readings(&payment.found.slots) {
            let open: Vec<usize> = named.rows.iter().copied().filter(|row| is_open(payment, &desk.rows[*row])).collect();
            let fits = |row: &usize| !payment.contradicts(&desk.rows[*row]) && payment.is_near(&desk.rows[*row], desk.settings);
            if open.is_empty() || !named.strong && !open.iter().all(fits) {
                continue;
            }
            let (ways, all) = ways(desk, pay, &open, &[], &why_number(desk, pay, &open));
            complete &= all;
            let sure = if named.cut { Sureness::Likely } else { Sureness::Sure };
            found.extend(ways.into_iter().map(|way| (way, sure)));
        }
        settle(desk, pay, found, complete);
    }
}

/// The same for those that name lines, and are that sum only with credit notes and corrections that go with them, or for some of them alone.
pub(super) fn nearly(desk: &mut Desk<'_>, credits: &dyn Fn(&Desk<'_>, usize, &[usize]) -> Vec<usize>) {
    for pay in desk.waiting() {
        let payment = &desk.pays[pay];
        let all = readings(&payment.found.slots);
        let [named] = all.as_slice() else { continue };
        if !named.strong || named.cut || desk.pending[pay].is_some() {
            continue;
        }
        let open: Vec<usize> = named.rows.iter().copied().filter(|row| is_open(payment, &desk.rows[*row])).collect();
        if open.is_empty() {
            continue;
        }
        let more = credits(desk, pay, &open);
        let (mut found, mut complete) = (Vec::new(), true);
        if !more.is_empty() {
            let lines = |parts: &Parts| parts.iter().map(|part| part.row).collect::<Vec<_>>();
            let (ways_, all) = ways(desk, pay, &open, &more, &|_| Why::Sum { lines: 0, credits: 0, named: 0 });
            let explained = ways_.into_iter().map(|mut parts| {
                let lines = lines(&parts);
                parts.iter_mut().for_each(|part| part.why = why_number(desk, pay, &lines)(part.row));
                parts
            });
            found.extend(explained.map(|way| (way, Sureness::Sure)));
            complete = all;
        }
        if found.is_empty() && complete && open.len() > 1 {
            let (ways, all) = ways(desk, pay, &[], &open, &why_number(desk, pay, &open));
            found.extend(ways.into_iter().map(|way| (way, Sureness::Sure)));
            complete = all;
        }
        settle(desk, pay, found, complete);
    }
}

/// What is named, where the amounts differ: a part of it, or all of it and something is left over.
pub(super) fn loosely(desk: &mut Desk<'_>) {
    for pay in desk.waiting() {
        let payment = &desk.pays[pay];
        let all = readings(&payment.found.slots);
        let [named] = all.as_slice() else { continue };
        let towards = |row: &usize| is_open(payment, &desk.rows[*row]) && desk.rows[*row].owed.signum() == payment.rest.signum();
        let open: Vec<usize> = named.rows.iter().copied().filter(towards).collect();
        if open.is_empty() || desk.pending[pay].is_some() {
            continue;
        }
        let against = open.iter().any(|row| payment.contradicts(&desk.rows[*row]));
        let doubtful = !named.strong || named.cut || against || is_about_costs(&payment.payment.remittance);
        let parts = fill(desk, pay, &open, &why_number(desk, pay, &open));
        let whole = parts.len() == open.len() && parts.iter().all(|part| part.amount == desk.rows[part.row].owed);
        // Of several that are named, which one was paid in part, nobody knows.
        let sure = if doubtful || open.len() > 1 && !whole { Sureness::Likely } else { Sureness::Sure };
        desk.decide(pay, vec![parts], sure);
    }
}

/// As much of each as there is, the first due first.
pub(super) fn fill(desk: &Desk<'_>, pay: usize, rows: &[usize], why: &dyn Fn(usize) -> Why) -> Parts {
    let mut left = desk.pays[pay].rest;
    let mut parts = Vec::new();
    for &row in rows {
        let owed = desk.rows[row].owed;
        let amount = if owed.unsigned_abs() <= left.unsigned_abs() { owed } else { left };
        if amount != 0 {
            left -= amount;
            parts.push(Part { row, amount, discount: None, why: why(row) });
        }
    }
    parts
}

fn settle(desk: &mut Desk<'_>, pay: usize, mut found: Vec<(Parts, Sureness)>, complete: bool) {
    let mut ways: Vec<Parts> = Vec::new();
    let sure = found.iter().map(|(_, sure)| *sure).max().unwrap_or(Sureness::Sure);
    for (way, _) in found.drain(..) {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    if !ways.is_empty() {
        desk.decide(pay, ways, if complete { sure } else { Sureness::Likely });
    }
}
