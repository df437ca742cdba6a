//! The books as they stood on a day, to be asked.

use std::collections::{HashMap, HashSet};

use super::FindingSettings;
use crate::{
    civil::Date,
    ids::Id,
    statements::{
        matching::{
            Again, Allocation, Books, Item, ItemKind, Matching, Payment, PaymentKind, Proposal, Sureness, TakesBack, is_an_amount, provided,
        },
        reading::CurrencyCode,
    },
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
    /// Items that a proposal explains in the best of its ways, and those that one explains in another.
    proposed: HashSet<&'a Id>,
    possible: HashSet<&'a Id>,
    again: HashMap<&'a Id, &'a Again>,
    /// What nobody has explained, by currency and mandate: the days of debits, and of items.
    loose_payments: Loose<'a>,
    loose_items: Loose<'a>,
    /// Amounts of debits of which something is left.
    refundable: HashSet<(CurrencyCode, i64)>,
    /// Returns of which nobody knows what they take back.
    loose_returns: Vec<(CurrencyCode, i64, Date)>,
    /// Returns and refunds of which a person has to say what they take back.
    back_proposed: HashSet<&'a Id>,
    /// Debits that may have gone back.
    doubtful: HashSet<&'a Id>,
    /// Whether credit notes are open.
    has_credits: bool,
}

/// Sorted days.
type Loose<'a> = HashMap<(CurrencyCode, Option<&'a str>), Vec<i64>>;

/// Whether something of that mandate, or of none, lies between two days; where the mandate is not known, something of any.
fn is_loose(all: &Loose<'_>, currency: CurrencyCode, mandate: Option<&str>, days: (i64, i64)) -> bool {
    let within = |all: &Vec<i64>| all.get(all.partition_point(|day| *day < days.0)).is_some_and(|day| *day <= days.1);
    match mandate {
        Some(_) => [mandate, None].iter().any(|mandate| all.get(&(currency, *mandate)).is_some_and(within)),
        None => all.iter().any(|(key, all)| key.0 == currency && within(all)),
    }
}

impl<'a> Facts<'a> {
    pub(super) fn new(books: &'a Books, matching: &'a Matching, as_of: Date, settings: &'a FindingSettings) -> Self {
        let payments: HashMap<&Id, &Payment> = books.payments.iter().map(|payment| (&payment.id, payment)).collect();
        let in_time = |id: &Id| payments.get(id).is_some_and(|payment| payment.booking_date <= as_of);
        let items: HashMap<&Id, &Item> = books.items.iter().map(|item| (&item.id, item)).collect();
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
        let ways = |proposal: &&'a Proposal, best: bool| {
            let (first, others) = proposal.ways.split_at(proposal.ways.len().min(1));
            let ways = if best { first } else { others };
            ways.iter().flat_map(|way| way.allocations.iter().map(|one| &one.item)).collect::<Vec<_>>()
        };
        let again: HashMap<&Id, &Again> =
            matching.again.iter().filter(|one| in_time(&one.payment)).map(|one| (&one.payment, one)).collect();
        let undone: HashMap<&Id, &TakesBack> = backs.iter().map(|back| (&back.debit, *back)).collect();
        let (mut loose_payments, mut loose_items) = (Loose::new(), Loose::new());
        let returned = books.payments.iter().filter(|one| one.kind == PaymentKind::Returned && one.open_minor != 0 && in_time(&one.id));
        let mut loose_returns: Vec<_> = returned.map(|one| (one.currency, one.open_minor, one.booking_date)).collect();
        loose_returns.sort_unstable();
        // Of some that went back, nobody knows what they had been for.
        let unknown = |one: &Payment| undone.get(&one.id).is_some_and(|back| back.released.is_empty());
        let left = |one: &&Payment| one.kind == PaymentKind::Debit && (one.open_minor != 0 || unknown(one)) && in_time(&one.id);
        let debits: Vec<&Payment> = books.payments.iter().filter(left).collect();
        for one in &debits {
            if !again.contains_key(&one.id) {
                let mandate = one.mandate.as_deref().and_then(provided);
                loose_payments.entry((one.currency, mandate)).or_default().push(one.booking_date.days());
            }
        }
        for item in books.items.iter().filter(|item| item.kind == ItemKind::Invoice && item.open_minor != 0 && item.date <= as_of) {
            let mandate = item.mandate.as_deref().and_then(provided);
            loose_items.entry((item.currency, mandate)).or_default().push(item.date.days());
        }
        // If a debit went back, what it paid is open again.
        let doubtful: HashSet<&Id> = matching.back_proposals.iter().flat_map(|back| back.ways.iter().map(|way| &way.debit)).collect();
        for item in
            of_payment.iter().filter(|(id, _)| doubtful.contains(*id)).flat_map(|(_, all)| all).filter_map(|one| items.get(&one.item))
        {
            let mandate = item.mandate.as_deref().and_then(provided);
            loose_items.entry((item.currency, mandate)).or_default().push(item.date.days());
        }
        loose_payments.values_mut().chain(loose_items.values_mut()).for_each(|days| days.sort_unstable());
        Self {
            loose_payments,
            loose_items,
            loose_returns,
            back_proposed: matching.back_proposals.iter().map(|back| &back.payment).collect(),
            doubtful,
            refundable: debits.iter().map(|one| (one.currency, one.open_minor)).collect(),
            has_credits: books.items.iter().any(|item| item.kind.sign() * item.open_minor < 0),
            books,
            as_of,
            settings,
            items,
            of_item,
            of_payment,
            undone,
            presented,
            proposed: proposals.iter().flat_map(|proposal| ways(proposal, true)).collect(),
            possible: proposals.iter().flat_map(|proposal| ways(proposal, false)).collect(),
            proposals: proposals.into_iter().map(|one| (&one.payment, one)).collect(),
            again,
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

    pub(super) fn is_back_proposed(&self, payment: &Payment) -> bool {
        self.back_proposed.contains(&payment.id)
    }

    pub(super) fn again(&self, payment: &Payment) -> Option<&'a Again> {
        self.again.get(&payment.id).copied()
    }

    /// Whether a debit that nobody has explained, and that came until then, may be for an item after all.
    pub(super) fn may_be_debited(&self, item: &Item, until: Date) -> Sureness {
        let first = item.date.days() - self.settings.early_days;
        let mandate = item.mandate.as_deref().and_then(provided);
        let loose = is_loose(&self.loose_payments, item.currency, mandate, (first, until.days()));
        if loose || self.possible.contains(&item.id) { Sureness::Likely } else { Sureness::Sure }
    }

    /// Whether a debit may be for an invoice that is still open after all.
    pub(super) fn may_have_invoice(&self, payment: &Payment) -> Sureness {
        let day = payment.booking_date.days();
        let days = (day - self.settings.horizon_days, day + self.settings.early_days);
        let mandate = payment.mandate.as_deref().and_then(provided);
        let loose = if payment.kind == PaymentKind::Debit {
            is_loose(&self.loose_items, payment.currency, mandate, days)
        } else {
            // A refund gives back a debit too many, if it is no credit note's.
            self.refundable.contains(&(payment.currency, payment.open_minor)) || self.has_credits
        };
        if loose || self.doubtful.contains(&payment.id) || self.may_be_returned(payment) { Sureness::Likely } else { Sureness::Sure }
    }

    /// Whether there is a return of about that amount of which nobody knows what it takes back.
    fn may_be_returned(&self, payment: &Payment) -> bool {
        let least = (payment.currency, payment.amount_minor, payment.booking_date);
        let most = (payment.currency, payment.amount_minor.saturating_add(self.settings.largest_fee_minor));
        let from = self.loose_returns.partition_point(|one| *one < least);
        let near = self.loose_returns[from..].iter().take_while(|one| (one.0, one.1) <= most);
        near.take(64).any(|one| one.2 >= payment.booking_date)
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
