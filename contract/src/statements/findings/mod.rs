//! What does not add up: a verdict with its numbers, the lines that it speaks of, as of a day.
//!
//! One cause, one finding: an invoice whose debit came back is *returned*, not also *not debited*; what a proposal may explain is neither
//! *not debited* nor *no invoice* before a person has decided; an agreed cash discount is none at all.

mod deadline;
mod debits;
mod facts;
mod returned;
mod rhythm;
mod types;

pub use deadline::{Claim, claim_until};
pub use rhythm::Rhythm;
pub use types::*;

use crate::{
    civil::Date,
    statements::matching::{Books, Matching},
};

/// Everything that does not add up on that day. The books are those in which everything sure is made ([`Books::with`]), the matching is what
/// was found in them: its proposals, and what asks again. Lines after the day are left out.
#[must_use]
pub fn find(books: &Books, matching: &Matching, as_of: Date, settings: &FindingSettings) -> Vec<Finding> {
    let facts = facts::Facts::new(books, matching, as_of, settings);
    let mut all = Vec::new();
    debits::of_items(&facts, &mut all);
    debits::of_payments(&facts, &mut all);
    returned::find(&facts, &mut all);
    rhythm::find(&facts, &mut all);
    all.sort_by(|a, b| a.order().cmp(&b.order()));
    all
}
