//! The books as they stood on a day, to be asked.

use std::collections::{HashMap, HashSet};

use super::FindingSettings;
use crate::{
    civil::Date,
    ids::Id,
    statements::matching::{Again, Allocation, Books, Item, Matching, Payment, Proposal, TakesBack, is_an_amount},
};

pub(super) struct Facts<'a> {
    pub(super) books: &'a Books,
    pub(super) as_of: Date,
    pub(super) settings: &'a FindingSettings,
    items: HashMap<&'a Id, &'a Item>,
    payments: HashMap<&'a Id, &'a Payment>,
    /// With their payments, the first first.
    of_item: HashMap<&'a Id, Vec<(&'a Payment, &'a Allocation)>>,
    of_payment: HashMap<&'a Id, Vec<&'a Allocation>>,
    /// Debits that went back, and what took them.
    undone: HashMap<&'a Id, &'a TakesBack>,
    /// What each return takes back.
    pub(super) backs: HashMap<&'a Id, &'a TakesBack>,
    /// What debits that went back had been for.
    presented: HashMap<&'a Id, Vec<&'a TakesBack>>,
    proposals: HashMap<&'a Id, &'a Proposal>,
    /// Items that a proposal may explain.
    proposed: HashSet<&'a Id>,
    again: HashMap<&'a Id, &'a Again>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(books: &'a Books, matching: &'a Matching, as_of: Date, settings: &'a FindingSettings) -> Self {
        let payments: HashMap<&Id, &Payment> = books.payments.iter().map(|payment| (&payment.id, payment)).collect();
        let in_time = |id: &Id| payments.get(id).is_some_and(|payment| payment.booking_date <= as_of);
        let mut of_item: HashMap<&Id, Vec<(&Payment, &Allocation)>> = HashMap::new();
        let mut of_payment: HashMap<&Id, Vec<&Allocation>> = HashMap::new();
        for one in &books.allocations {
            of_payment.entry(&one.payment).or_default().push(one);
            if let Some(payment) = payments.get(&one.payment) {
                of_item.entry(&one.item).or_default().push((payment, one));
            }
        }
        for all in of_item.values_mut() {
            all.sort_by(|(a, _), (b, _)| (a.booking_date, &a.id).cmp(&(b.booking_date, &b.id)));
        }
        for all in of_payment.values_mut() {
            all.sort_by(|a, b| a.item.cmp(&b.item));
        }
        let backs: Vec<&TakesBack> = books.taken_back.iter().filter(|back| in_time(&back.payment)).collect();
        let mut presented: HashMap<&Id, Vec<&TakesBack>> = HashMap::new();
        for back in &backs {
            back.released.iter().for_each(|one| presented.entry(&one.item).or_default().push(back));
        }
        let proposals: Vec<&Proposal> = matching.proposals.iter().filter(|one| in_time(&one.payment)).collect();
        let ways = proposals.iter().flat_map(|proposal| proposal.ways.iter().flat_map(|way| &way.allocations));
        Self {
            books,
            as_of,
            settings,
            items: books.items.iter().map(|item| (&item.id, item)).collect(),
            of_item,
            of_payment,
            undone: backs.iter().map(|back| (&back.debit, *back)).collect(),
            presented,
            proposed: ways.map(|one| &one.item).collect(),
            proposals: proposals.into_iter().map(|one| (&one.payment, one)).collect(),
            again: matching.again.iter().filter(|one| in_time(&one.payment)).map(|one| (&one.payment, one)).collect(),
            backs: backs.into_iter().map(|back| (&back.payment, back)).collect(),
            payments,
        }
    }

    /// The items of that day.
    pub(super) fn items(&self) -> impl Iterator<Item = &'a Item> + '_ {
        let known = |item: &&Item| item.date <= self.as_of && is_an_amount(item.amount_minor) && is_an_amount(item.open_minor);
        self.books.items.iter().filter(known)
    }

    /// The payments of that day.
    pub(super) fn payments(&self) -> impl Iterator<Item = &'a Payment> + '_ {
        let known = |one: &&Payment| one.booking_date <= self.as_of && is_an_amount(one.amount_minor) && is_an_amount(one.open_minor);
        self.books.payments.iter().filter(known)
    }

    pub(super) fn item(&self, id: &Id) -> Option<&'a Item> {
        self.items.get(id).copied()
    }

    pub(super) fn payment(&self, id: &Id) -> Option<&'a Payment> {
        self.payments.get(id).copied()
    }

    /// What is allocated on an item until the day.
    pub(super) fn on_item(&self, item: &Item) -> Vec<(&'a Payment, &'a Allocation)> {
        let all = self.of_item.get(&item.id).into_iter().flatten();
        all.filter(|(payment, _)| payment.booking_date <= self.as_of).copied().collect()
    }

    /// What was open of an item on the day.
    pub(super) fn open(&self, item: &Item) -> i64 {
        let later = self.of_item.get(&item.id).into_iter().flatten().filter(|(payment, _)| payment.booking_date > self.as_of);
        item.open_minor + item.kind.sign() * later.map(|(_, one)| one.settled_minor()).sum::<i64>()
    }

    pub(super) fn of_payment(&self, payment: &Payment) -> &[&'a Allocation] {
        self.of_payment.get(&payment.id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_undone(&self, payment: &Payment) -> bool {
        self.undone.contains_key(&payment.id)
    }

    /// The returns of debits that had been for an item.
    pub(super) fn returns_of(&self, item: &Item) -> &[&'a TakesBack] {
        self.presented.get(&item.id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_proposed(&self, item: &Item) -> bool {
        self.proposed.contains(&item.id)
    }

    pub(super) fn proposal(&self, payment: &Payment) -> Option<&'a Proposal> {
        self.proposals.get(&payment.id).copied()
    }

    pub(super) fn again(&self, payment: &Payment) -> Option<&'a Again> {
        self.again.get(&payment.id).copied()
    }

    /// When an item is due, and whether it says so itself.
    pub(super) fn due(&self, item: &Item) -> (Date, bool) {
        item.due.map_or_else(|| (item.date.plus_days(self.settings.undated_days), false), |due| (due, true))
    }

    /// How many days have passed since.
    pub(super) fn since(&self, day: Date) -> i64 {
        self.as_of.days() - day.days()
    }
}
