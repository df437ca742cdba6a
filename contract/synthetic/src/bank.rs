//! A bank: books, and the truth about them.

use eyelevel_contract::{civil::Date, ids::Id, statements::matching::Books};

use crate::{
    chance::Chance,
    draft::Draft,
    faults,
    recipe::Recipe,
    series::{Plan, contracts},
    together,
};

/// What happened.
#[derive(Clone, Debug, Default)]
pub struct Truth {
    /// Payment, item, amount (with the sign of the item's side), discount.
    pub allocations: Vec<(Id, Id, i64, i64)>,
    /// The same of debits that came back: true as long as the return is not known to be theirs.
    pub purposes: Vec<(Id, Id, i64, i64)>,
    /// The payment that takes back, the debit, the fee.
    pub takes_back: Vec<(Id, Id, i64)>,
    /// Debits of which one is too many. Which of them one calls so does not matter.
    pub twins: Vec<(Id, Id)>,
    /// The finding's word, and the line that it is about.
    pub findings: Vec<(&'static str, Vec<Id>)>,
    /// What may be found, and need not be.
    pub allowed: Vec<(&'static str, Vec<Id>)>,
}

/// The books of an account, nothing of which is allocated yet.
#[derive(Clone, Debug)]
pub struct Bank {
    pub books: Books,
    pub truth: Truth,
    /// The day on which somebody looks at it.
    pub as_of: Date,
}

/// The bank of a recipe.
#[must_use]
pub fn bank(recipe: &Recipe) -> Bank {
    let mut draft = Draft::new(recipe);
    let (contracts, plans) = contracts(recipe, &mut Chance::new(recipe.seed ^ 0x0bad_5eed));
    let places: Vec<usize> = plans.iter().map(|plan| draft.invoice(&contracts[plan.contract], plan)).collect();
    let mut by_contract: Vec<Vec<(usize, &Plan)>> = contracts.iter().map(|_| Vec::new()).collect();
    for (place, plan) in places.into_iter().zip(&plans) {
        by_contract[plan.contract].push((place, plan));
    }
    for (contract, invoices) in contracts.iter().zip(&by_contract) {
        if contract.together {
            together::run(&mut draft, contract, invoices);
            continue;
        }
        if contract.is_arbitrary && invoices.len() > 14 {
            draft.truth.findings.push(("no_rhythm", invoices.iter().map(|(item, _)| draft.item(*item)).collect()));
        }
        for (item, plan) in invoices {
            faults::run(&mut draft, contract, *item);
            // Without a mandate, nobody can tell which invoices belong together; unless there are few others.
            match (plan.off, contract.mandate.is_some()) {
                (true, true) => draft.truth.findings.push(("off_rhythm", vec![draft.item(*item)])),
                (true, false) => draft.truth.allowed.push(("off_rhythm", vec![draft.item(*item)])),
                _ => {}
            }
        }
    }
    let days = draft.books.payments.iter().map(|one| one.booking_date).chain(draft.books.items.iter().map(|one| one.date));
    let as_of = days.max().unwrap_or(Date::EPOCH).plus_days(60);
    Bank { books: draft.books, truth: draft.truth, as_of }
}
