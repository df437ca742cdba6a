//! In which ways a payment can be made of items.

use super::{
    Why,
    asks::{Ask, asks},
    desk::{Desk, Part, Parts, Pay, Row},
    sums::{Answers, Choice, add_up},
};

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
        let choice =
            |(at, offers): (usize, &Vec<Ask>)| Choice { asks: offers.iter().map(|ask| ask.amount).collect(), must: at < must.len() };
        add_up(&offers.iter().enumerate().map(choice).collect::<Vec<_>>(), payment.rest)
    };
    let parts = |way: Vec<Option<usize>>| {
        let taken = way.into_iter().enumerate().filter_map(|(at, which)| which.map(|which| (rows[at], &offers[at][which])));
        let part = |(row, ask): (usize, &Ask)| Part { row, amount: ask.amount, discount: ask.discount.clone(), why: why(row) };
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

/// That a payment is the sum of these lines.
pub(super) fn sum_of(desk: &Desk<'_>, lines: &[usize], named: usize) -> Why {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let credits = lines.iter().filter(|line| desk.rows[**line].owed < 0).count();
    Why::Sum { lines: count(lines.len()), credits: count(credits), named: count(named) }
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
