//! Refunds that give back a debit too many: not a credit note's, but a debit's that belongs to nothing.

use std::collections::HashMap;

use super::{
    Sureness, TakesBack, WhyBack,
    desk::{Desk, Role},
};
use crate::statements::reading::CurrencyCode;

/// Debits of which nothing is allocated and refunds of the same amount, each the other's only partner.
pub(super) fn run(desk: &mut Desk<'_>) -> Vec<TakesBack> {
    let mut debits: HashMap<(CurrencyCode, i64), Vec<usize>> = HashMap::new();
    let mut refunds = Vec::new();
    for at in desk.waiting() {
        let pay = &desk.pays[at];
        if pay.rest.abs() != pay.payment.amount_minor || desk.pending[at].is_some() {
            continue;
        }
        if pay.rest > 0 {
            debits.entry((pay.currency(), pay.rest)).or_default().push(at);
        } else {
            refunds.push(at);
        }
    }
    let mut claims: HashMap<usize, usize> = HashMap::new();
    let mut found = Vec::new();
    for refund in refunds {
        let pay = &desk.pays[refund];
        let same = debits.get(&(pay.currency(), -pay.rest)).into_iter().flatten();
        let all: Vec<(usize, WhyBack)> = same.filter_map(|debit| Some((*debit, why(desk, refund, *debit)?))).take(2).collect();
        all.iter().for_each(|(debit, _)| *claims.entry(*debit).or_default() += 1);
        found.push((refund, all));
    }
    let mut made = Vec::new();
    for (refund, all) in found {
        let [(debit, why)] = all.as_slice() else { continue };
        if claims.get(debit) != Some(&1) {
            continue;
        }
        made.push(TakesBack {
            payment: desk.pays[refund].payment.id.clone(),
            debit: desk.pays[*debit].payment.id.clone(),
            amount_minor: desk.pays[*debit].rest,
            fee_minor: 0,
            why: why.clone(),
            sure: Sureness::Sure,
            released: Vec::new(),
        });
        desk.pays[*debit].role = Role::Undone;
        desk.pays[*debit].rest = 0;
        desk.pays[refund].rest = 0;
        desk.turns += 1;
    }
    made
}

/// What ties a refund to a debit; the amount alone does not.
fn why(desk: &Desk<'_>, refund: usize, debit: usize) -> Option<WhyBack> {
    let (one, other) = (&desk.pays[refund], &desk.pays[debit]);
    let days = one.day - other.day;
    if !(0..=desk.settings.horizon_days).contains(&days) || one.mandate.is_some() && other.mandate.is_some() && one.mandate != other.mandate
    {
        return None;
    }
    if let Some(id) = one.payment.reference()
        && other.payment.reference() == Some(id)
    {
        return Some(WhyBack::EndToEndId { id: id.to_owned() });
    }
    let rows = |at: usize| desk.pays[at].found.slots.iter().flat_map(|slot| slot.answers.iter().map(|answer| answer.row));
    if let Some(row) = rows(refund).find(|row| rows(debit).any(|other| other == *row)) {
        return Some(WhyBack::Number { number: desk.rows[row].item.number.clone() });
    }
    let names_others = rows(refund).next().is_some() && rows(debit).next().is_some();
    let mandate = one.payment.mandate().filter(|_| one.mandate == other.mandate && !names_others)?;
    Some(WhyBack::Mandate { mandate: mandate.to_owned(), days })
}
