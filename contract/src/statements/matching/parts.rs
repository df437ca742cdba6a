//! Payments of another amount than the one line that they can be for: proposals, never more.

use std::collections::HashSet;

use super::{
    Sureness, Why,
    collective::Shelves,
    desk::{Desk, Part},
};

/// `is_again`: what asks for what is paid already is no part of anything.
pub(super) fn run(desk: &mut Desk<'_>, shelves: &Shelves, is_again: &HashSet<usize>) {
    for pay in desk.all_waiting() {
        let payment = &desk.pays[pay];
        // What is left over from what it named is for nothing else.
        let begun = payment.rest.abs() != payment.payment.amount_minor;
        if begun || is_again.contains(&pay) || desk.pending[pay].is_some() || payment.mandate.is_none() || payment.found.unknown {
            continue;
        }
        let prompt = |row: &usize| {
            let row = &desk.rows[*row];
            let in_time = (row.due..=row.prompt_until(desk.settings)).contains(&payment.day);
            row.mandate == payment.mandate && row.owed.signum() == payment.rest.signum() && in_time
        };
        let mut near = shelves.lines(desk, pay).into_iter().filter(prompt);
        let (Some(row), None) = (near.next(), near.next()) else { continue };
        let line = &desk.rows[row];
        let amount = if line.owed.unsigned_abs() <= payment.rest.unsigned_abs() { line.owed } else { payment.rest };
        let why = Why::Part { days: payment.day - line.due };
        let part = Part { row, amount, discount: None, why };
        desk.decide(pay, vec![vec![part]], Sureness::Likely);
    }
}
