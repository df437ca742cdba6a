use std::collections::{BTreeMap, BTreeSet};

use super::{Because, Standing, Was, pairs};
use crate::civil::Date;
use crate::ids::Id;
use crate::statements::matching::{Allocation, Matching, TakesBack, WhyBack};

/// A pair to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub lowers: Id,
    pub raises: Id,
    pub amount: i64,
    pub because: Because,
}

/// A cash discount to be posted, and allocated to what it is a discount of.
#[derive(Clone, Debug, PartialEq)]
pub struct Discount {
    pub item: Id,
    pub amount: i64,
    /// The payment that took it.
    pub payment: Id,
    pub basis_points: i64,
    pub until: Date,
}

/// What is to be written, in this order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Pairs that are taken back, because their debit came back, and why.
    pub releases: Vec<(Id, WhyBack)>,
    /// Discounts that go back with them: the standing pair of each, and why.
    pub undone: Vec<(Id, WhyBack)>,
    pub discounts: Vec<Discount>,
    pub pairs: Vec<Pair>,
    /// What the bank kept of a return.
    pub fees: Vec<(Id, i64)>,
}

/// What a matching writes into the ledger. Never again: pairs that a person has taken back; a payment that would make one of them waits for a
/// person as a whole.
#[must_use]
pub fn plan(matching: &Matching, standing: &[Standing], never: &BTreeSet<(Id, Id)>) -> Plan {
    let mut plan = Plan::default();
    for back in &matching.takes_back {
        if !never.contains(&(back.debit.clone(), back.payment.clone())) {
            take_back(&mut plan, back, standing);
        }
    }
    let mut by_payment: BTreeMap<&Id, Vec<&Allocation>> = BTreeMap::new();
    for one in &matching.allocations {
        by_payment.entry(&one.payment).or_default().push(one);
    }
    for (payment, all) in by_payment {
        settle(&mut plan, payment, &all, never);
    }
    plan
}

fn take_back(plan: &mut Plan, back: &TakesBack, standing: &[Standing]) {
    if back.released.iter().any(|released| released.stood) {
        let of_debit = |because: &Option<Because>| matches!(because, Some(Because::Matched { payment, .. }) if *payment == back.debit);
        for pair in standing {
            match &pair.because {
                Some(Because::TakenBack { .. }) => {}
                Some(Because::Discount { payment, .. }) if *payment == back.debit => plan.undone.push((pair.id.clone(), back.why.clone())),
                because if pair.lowers == back.debit || of_debit(because) => plan.releases.push((pair.id.clone(), back.why.clone())),
                _ => {}
            }
        }
    }
    plan.pairs.push(Pair {
        lowers: back.debit.clone(),
        raises: back.payment.clone(),
        amount: back.amount_minor,
        because: Because::TakenBack { why: back.why.clone(), was: was(back) },
    });
    if back.fee_minor > 0 {
        plan.fees.push((back.payment.clone(), back.fee_minor));
    }
}

fn was(back: &TakesBack) -> Vec<Was> {
    back.released.iter().map(|released| Was { item: released.item.clone(), amount: released.amount_minor }).collect()
}

fn settle(plan: &mut Plan, payment: &Id, all: &[&Allocation], never: &BTreeSet<(Id, Id)>) {
    let made = pairs_of(payment, all);
    if made.iter().any(|pair| never.contains(&(pair.lowers.clone(), pair.raises.clone()))) {
        return;
    }
    for one in all {
        if let Some(taken) = &one.discount {
            plan.discounts.push(Discount {
                item: one.item.clone(),
                amount: taken.amount_minor.abs(),
                payment: payment.clone(),
                basis_points: taken.basis_points,
                until: taken.until,
            });
        }
    }
    plan.pairs.extend(made);
}

/// The allocations of one payment as pairs of postings.
#[must_use]
pub fn pairs_of(payment: &Id, all: &[&Allocation]) -> Vec<Pair> {
    let total: i64 = all.iter().map(|one| one.amount_minor).sum();
    let end = |amount: i64| (amount > 0).then(|| (payment.clone(), amount));
    let side =
        |sign: i64| all.iter().filter(move |one| one.amount_minor * sign > 0).map(move |one| (one.item.clone(), one.amount_minor * sign));
    // The payment last: credit notes go to what they were settled with first.
    let lowers: Vec<_> = side(-1).chain(end(total)).collect();
    let raises: Vec<_> = side(1).chain(end(-total)).collect();
    let pair = |(lowers, raises, amount): (Id, Id, i64)| {
        let why = all.iter().find(|one| one.item == raises || one.item == lowers)?.why.clone();
        Some(Pair { lowers, raises, amount, because: Because::Matched { payment: payment.clone(), why } })
    };
    pairs(&lowers, &raises).into_iter().filter_map(pair).collect()
}
