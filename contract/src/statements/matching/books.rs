//! Books, before and after.

use std::collections::{HashMap, HashSet};

use super::{Allocation, Books, Matching};
use crate::ids::Id;

impl Allocation {
    /// What it takes from the item's side: the amount, and the discount if one was taken.
    #[must_use]
    pub fn settled_minor(&self) -> i64 {
        self.amount_minor + self.discount.as_ref().map_or(0, |taken| taken.amount_minor)
    }
}

impl Books {
    /// The books once everything that is sure was made of them.
    #[must_use]
    pub fn with(&self, matching: &Matching) -> Self {
        let mut books = self.clone();
        let mut taken: HashMap<&Id, i64> = HashMap::new();
        let mut settled: HashMap<&Id, i64> = HashMap::new();
        // Nothing is left of either: of the debit, because it went back; of the return, because debit and fee are all of it.
        let gone: HashSet<&Id> = matching.takes_back.iter().flat_map(|back| [&back.payment, &back.debit]).collect();
        let mut released: HashSet<(&Id, &Id)> = HashSet::new();
        for back in &matching.takes_back {
            for one in back.released.iter().filter(|one| one.stood) {
                *settled.entry(&one.item).or_default() -= one.amount_minor + one.discount_minor;
                released.insert((&back.debit, &one.item));
            }
        }
        for one in &matching.allocations {
            *taken.entry(&one.payment).or_default() += one.amount_minor;
            *settled.entry(&one.item).or_default() += one.settled_minor();
        }
        books.allocations.retain(|one| !released.contains(&(&one.payment, &one.item)));
        for item in &mut books.items {
            item.open_minor -= item.kind.sign() * settled.get(&item.id).copied().unwrap_or(0);
        }
        for payment in &mut books.payments {
            payment.open_minor += payment.kind.sign() * taken.get(&payment.id).copied().unwrap_or(0);
            if gone.contains(&payment.id) {
                payment.open_minor = 0;
            }
        }
        books.allocations.extend(matching.allocations.iter().cloned());
        books.taken_back.extend(matching.takes_back.iter().cloned());
        books
    }
}
