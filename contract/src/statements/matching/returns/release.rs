//! What a debit that went back had settled.

use super::Debits;
use crate::statements::matching::{
    Released,
    desk::{Desk, Part},
};

/// Takes a debit off the desk: what it had settled is open again.
pub(super) fn release(desk: &mut Desk<'_>, debits: &Debits<'_>, debit: usize) -> Vec<Released> {
    desk.undo(debit);
    let mut all = Vec::new();
    for at in debits.standing.get(desk.pays[debit].payment.id.as_str()).into_iter().flatten() {
        let standing = &desk.books.allocations[*at];
        let discount_minor = standing.discount.as_ref().map_or(0, |taken| taken.amount_minor);
        if let Some(row) = debits.rows.get(standing.item.as_str()) {
            desk.take(*row, -standing.amount_minor - discount_minor);
        }
        let (item, why) = (standing.item.clone(), standing.why.clone());
        all.push(Released { item, amount_minor: standing.amount_minor, discount_minor, stood: true, why });
    }
    if desk.made.iter().all(|(pay, _)| *pay != debit) {
        return all;
    }
    let (undone, kept) = std::mem::take(&mut desk.made).into_iter().partition(|(pay, _)| *pay == debit);
    desk.made = kept;
    let undone: Vec<(usize, Part)> = undone;
    for (_, part) in undone {
        let discount_minor = part.discount.as_ref().map_or(0, |taken| taken.amount_minor);
        desk.take(part.row, -part.amount - discount_minor);
        let item = desk.rows[part.row].item.id.clone();
        all.push(Released { item, amount_minor: part.amount, discount_minor, stood: false, why: part.why });
    }
    all
}
