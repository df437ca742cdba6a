//! Whether a debit can be the one that a return takes back.

use super::Level;
use crate::statements::matching::{
    Payment, PaymentKind,
    desk::{Desk, EARLY, Role},
    reasons,
};

/// Payments that still have to find what they take back.
pub(super) fn waiting(desk: &Desk<'_>) -> Vec<usize> {
    (0..desk.pays.len()).filter(|at| desk.pays[*at].role == Role::Back && desk.pays[*at].rest != 0).collect()
}

/// Whether a payment takes payments of that other kind back.
fn takes(payment: &Payment, other: &Payment) -> bool {
    match payment.kind {
        PaymentKind::Returned => other.kind == PaymentKind::Debit && !other.reversal,
        PaymentKind::Debit => payment.reversal && other.kind == PaymentKind::Refund && !other.reversal,
        PaymentKind::Refund => false,
    }
}

pub(super) fn days_between(desk: &Desk<'_>, back: usize, debit: usize) -> i64 {
    desk.pays[back].day - desk.pays[debit].day
}

pub(super) fn is_in_time(desk: &Desk<'_>, back: usize, debit: usize) -> bool {
    (0..=reasons::days(desk.pays[back].payment.reason.as_deref())).contains(&days_between(desk, back, debit))
}

/// The fee that a return of that debit would have; nothing if it can't be.
pub(super) fn fee(desk: &Desk<'_>, back: usize, debit: usize) -> Option<i64> {
    let (back, debit) = (desk.pays[back].payment, desk.pays[debit].payment);
    let fee = back.open_minor - debit.amount_minor;
    let fits = match back.fee_minor {
        Some(stated) => fee == stated,
        None => fee >= 0,
    };
    fits.then_some(fee)
}

pub(super) fn fits(desk: &Desk<'_>, back: usize, debit: usize, level: Level) -> bool {
    let (one, other) = (&desk.pays[back], &desk.pays[debit]);
    let same = one.currency() == other.currency() && takes(one.payment, other.payment) && other.role == Role::Settles;
    if fee(desk, back, debit).is_none_or(|fee| fee > desk.settings.largest_fee_minor) {
        return false;
    }
    let days = days_between(desk, back, debit);
    if !same || days < -EARLY || days > reasons::Course::Unauthorised.days() {
        return false;
    }
    let (a, b) = (one.payment.reference(), other.payment.reference());
    let other_id = a.is_some() && b.is_some() && a != b;
    let other_mandate = one.mandate.is_some() && other.mandate.is_some() && one.mandate != other.mandate;
    match level {
        Level::Id => true,
        Level::Number => !other_id && !other_mandate,
        Level::Mandate | Level::Amount => !other_id && !other_mandate && is_in_time(desk, back, debit) && !names_others(desk, back, debit),
    }
}

/// Whether a return repeats the whole text of a debit.
pub(super) fn is_echoed(desk: &Desk<'_>, back: usize, debit: usize) -> bool {
    const LEAST: usize = 6;
    let words = |at: usize| desk.pays[at].payment.remittance.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = words(debit);
    text.len() >= LEAST && words(back).contains(&text)
}

/// Whether both name numbers for certain, and no number in common.
fn names_others(desk: &Desk<'_>, back: usize, debit: usize) -> bool {
    let strong = |at: usize| desk.pays[at].found.slots.iter().flat_map(|slot| slot.answers.iter().filter(|answer| answer.strong));
    let rows = |at: usize| strong(at).map(|answer| answer.row);
    rows(back).next().is_some() && rows(debit).next().is_some() && !rows(back).any(|row| rows(debit).any(|other| row == other))
}
