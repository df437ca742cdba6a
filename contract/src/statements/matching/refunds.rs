//! Refunds that give back a debit too many: not a credit note's, but a debit's that belongs to nothing.

use std::collections::HashMap;

use super::{BackProposal, Sureness, TakesBack, WhyBack, desk::Desk};
use crate::statements::reading::CurrencyCode;

/// A person is shown so many debits at most.
const MOST: usize = 4;

/// Debits of which nothing is allocated and refunds of the same amount. Sure is what is each other's only partner, and nothing else.
pub(super) fn run(desk: &mut Desk<'_>) -> (Vec<TakesBack>, Vec<BackProposal>) {
    let mut debits: HashMap<(CurrencyCode, i64), Vec<usize>> = HashMap::new();
    let mut refunds = Vec::new();
    for at in desk.all_waiting() {
        let pay = &desk.pays[at];
        if pay.rest.abs() != pay.payment.amount_minor {
            continue;
        }
        if pay.rest > 0 {
            debits.entry((pay.currency(), pay.rest)).or_default().push(at);
        } else if desk.pending[at].is_none() {
            refunds.push(at);
        }
    }
    let mut claims: HashMap<usize, usize> = HashMap::new();
    let mut found = Vec::new();
    for refund in refunds {
        let pay = &desk.pays[refund];
        // The last ones first.
        let same = debits.get(&(pay.currency(), -pay.rest)).into_iter().flatten().rev();
        let all: Vec<(usize, WhyBack)> = same.filter_map(|debit| Some((*debit, why(desk, refund, *debit)?))).take(MOST).collect();
        all.iter().for_each(|(debit, _)| *claims.entry(*debit).or_default() += 1);
        found.push((refund, all));
    }
    let (mut made, mut proposals) = (Vec::new(), Vec::new());
    for (refund, all) in found {
        let sure = match all.as_slice() {
            [] => continue,
            [(debit, _)] if claims.get(debit) == Some(&1) && desk.pending[*debit].is_none() => Sureness::Sure,
            [_] => Sureness::Likely,
            _ => Sureness::Unclear,
        };
        let payment = desk.pays[refund].payment.id.clone();
        let mut ways: Vec<TakesBack> = all.iter().map(|(debit, why)| takes_back(desk, refund, *debit, why.clone(), sure)).collect();
        if sure == Sureness::Sure {
            desk.undo(all[0].0);
            desk.spend(refund, desk.pays[refund].rest);
            made.append(&mut ways);
        } else {
            proposals.push(BackProposal { payment, sure, ways });
        }
    }
    (made, proposals)
}

fn takes_back(desk: &Desk<'_>, refund: usize, debit: usize, why: WhyBack, sure: Sureness) -> TakesBack {
    let (payment, debit) = (desk.pays[refund].payment.id.clone(), &desk.pays[debit]);
    let (debit, amount_minor) = (debit.payment.id.clone(), debit.rest);
    TakesBack { payment, debit, amount_minor, fee_minor: 0, why, sure, released: Vec::new() }
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
