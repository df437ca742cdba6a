//! The lines of an account spread out on a desk: sorted, with what is left of each while the rules take from it.

use std::collections::{HashMap, HashSet};

use super::{
    Allocation, Books, DiscountTaken, Item, Payment, PaymentKind, Proposal, Settings, Sureness, Way, Why,
    changes::{Changes, Round},
    numbers::Found,
    provided,
};
use crate::statements::reading::CurrencyCode;

/// A mandate, or none.
pub(super) type Mandate = Option<u32>;

/// An item.
pub(super) struct Row<'a> {
    pub(super) item: &'a Item,
    /// What is left, with the sign of what the partner owes by it.
    pub(super) owed: i64,
    /// The item's own day, as days since 1970.
    pub(super) day: i64,
    /// The day on which it is due, else its own.
    pub(super) due: i64,
    pub(super) mandate: Mandate,
}

/// What becomes of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It settles items.
    Settles,
    /// It takes another payment back, or it is held: nothing is allocated from it.
    Back,
    /// It was taken back: nothing is allocated from it either.
    Undone,
}

/// A payment.
pub(super) struct Pay<'a> {
    pub(super) payment: &'a Payment,
    /// What is left, with the sign of what it settles: a debit's is positive.
    pub(super) rest: i64,
    pub(super) day: i64,
    pub(super) mandate: Mandate,
    pub(super) role: Role,
    pub(super) found: Found,
}

/// What of a payment goes to one item.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) row: usize,
    /// With the sign of what the item asks for.
    pub(super) amount: i64,
    pub(super) discount: Option<DiscountTaken>,
    pub(super) why: Why,
}

/// One answer: all parts of a payment, in the order of the rows.
pub(super) type Parts = Vec<Part>;

/// What is known of a payment that nobody may allocate without a person.
pub(super) struct Pending {
    pub(super) sure: Sureness,
    pub(super) ways: Vec<Parts>,
}

pub(super) struct Desk<'a> {
    pub(super) books: &'a Books,
    pub(super) settings: &'a Settings,
    /// By due day and id.
    pub(super) rows: Vec<Row<'a>>,
    /// By booking day and id.
    pub(super) pays: Vec<Pay<'a>>,
    /// What was made, with the payment's place.
    pub(super) made: Vec<(usize, Part)>,
    /// For each payment.
    pub(super) pending: Vec<Option<Pending>>,
    /// For each payment, the one for whose items it comes a second time.
    pub(super) repeats: Vec<Option<usize>>,
    /// How often something was made.
    pub(super) turns: usize,
    pub(super) changes: Changes,
    pub(super) round: Round,
}

impl Row<'_> {
    pub(super) fn currency(&self) -> CurrencyCode {
        self.item.currency
    }

    /// The last day on which a payment for it is prompt.
    pub(super) fn prompt_until(&self, settings: &Settings) -> i64 {
        self.due + if self.item.due.is_some() { settings.prompt_days } else { settings.undated_days }
    }

    /// Whether nothing of it is settled.
    pub(super) fn is_whole(&self) -> bool {
        self.owed == self.item.kind.sign() * self.item.amount_minor
    }
}

impl Pay<'_> {
    pub(super) fn currency(&self) -> CurrencyCode {
        self.payment.currency
    }

    /// Whether some of it waits for an item.
    pub(super) fn waits(&self) -> bool {
        self.role == Role::Settles && self.rest != 0
    }

    /// The day on which the money moved, for cash discounts: what the payer can show.
    pub(super) fn paid(&self) -> i64 {
        self.payment.value_date.map_or(self.day, |date| date.days().min(self.day))
    }

    /// Whether a mandate speaks against an item.
    pub(super) fn contradicts(&self, row: &Row<'_>) -> bool {
        self.mandate.is_some() && row.mandate.is_some() && self.mandate != row.mandate
    }

    /// Whether it comes when debits for an item come at all.
    pub(super) fn is_near(&self, row: &Row<'_>, settings: &Settings) -> bool {
        self.day >= row.day - EARLY && self.day <= row.due + settings.horizon_days
    }
}

/// A debit may be booked so many days before the invoice's own date: invoices are written a little later.
pub(super) const EARLY: i64 = 3;

/// Whether sums of some hundreds of such amounts stay in range; nobody owes more.
pub(in super::super) const fn is_an_amount(minor: i64) -> bool {
    minor.unsigned_abs() <= 1_000_000_000_000_000
}

/// Sorted by a day and an id. The beginning of the id is compared first: it lies beside the day, the id somewhere else.
fn in_order<'a, T: 'a>(all: impl Iterator<Item = &'a T>, key: impl Fn(&'a T) -> (i64, &'a str)) -> impl Iterator<Item = &'a T> {
    let near = |one: &'a T| {
        let (day, id) = key(one);
        let mut begin = [0; 16];
        begin.iter_mut().zip(id.bytes()).for_each(|(to, byte)| *to = byte);
        (day, u128::from_be_bytes(begin), one)
    };
    let mut all: Vec<(i64, u128, &'a T)> = all.map(near).collect();
    all.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| key(a.2).cmp(&key(b.2))));
    all.into_iter().map(|(.., one)| one)
}

impl<'a> Desk<'a> {
    pub(super) fn new(books: &'a Books, settings: &'a Settings) -> Self {
        let mut mandates: HashMap<&str, u32> = HashMap::new();
        let mut numbered = |mandate: Option<&'a str>| {
            let next = u32::try_from(mandates.len()).unwrap_or(u32::MAX);
            mandate.and_then(provided).map(|mandate| *mandates.entry(mandate).or_insert(next))
        };
        let due = |item: &Item| item.due.unwrap_or(item.date).days();
        let row = |item: &'a Item| Row {
            item,
            owed: item.kind.sign() * item.open_minor,
            day: item.date.days(),
            due: due(item),
            mandate: numbered(item.mandate.as_deref()),
        };
        let known = books.items.iter().filter(|item| is_an_amount(item.amount_minor) && is_an_amount(item.open_minor));
        let rows: Vec<Row<'a>> = in_order(known, |item| (due(item), &item.id)).map(row).collect();
        let undone: HashSet<&str> = books.taken_back.iter().map(|back| back.debit.as_str()).collect();
        let role = |payment: &Payment| match payment.kind {
            _ if undone.contains(payment.id.as_str()) => Role::Undone,
            PaymentKind::Debit | PaymentKind::Refund if !payment.reversal => Role::Settles,
            _ => Role::Back,
        };
        let pay = |payment: &'a Payment| Pay {
            payment,
            rest: -payment.kind.sign() * payment.open_minor,
            day: payment.booking_date.days(),
            mandate: numbered(payment.mandate.as_deref()),
            role: role(payment),
            found: Found::default(),
        };
        let known = books.payments.iter().filter(|one| is_an_amount(one.amount_minor) && is_an_amount(one.open_minor));
        let pays: Vec<Pay<'a>> = in_order(known, |one| (one.booking_date.days(), &one.id)).map(pay).collect();
        let (pending, repeats) = (pays.iter().map(|_| None).collect(), vec![None; pays.len()]);
        let changes = Changes::everything();
        Self { books, settings, rows, pays, made: Vec::new(), pending, repeats, turns: 0, changes, round: Round::default() }
    }

    /// Takes from what a row asks for; less than nothing is given back to it.
    pub(super) fn take(&mut self, row: usize, amount: i64) {
        self.changes.row(row, &self.rows[row]);
        self.rows[row].owed -= amount;
        self.changes.row(row, &self.rows[row]);
    }

    /// Takes from what is left of a payment.
    pub(super) fn spend(&mut self, pay: usize, amount: i64) {
        self.changes.pay(&self.pays[pay]);
        self.pays[pay].rest -= amount;
        self.changes.pay(&self.pays[pay]);
        self.pending[pay] = None;
        self.repeats[pay] = None;
    }

    /// Takes a payment off the desk: nothing is allocated from it.
    pub(super) fn undo(&mut self, pay: usize) {
        self.spend(pay, self.pays[pay].rest);
        self.pays[pay].role = Role::Undone;
        self.turns += 1;
    }

    /// Makes allocations. Nothing exceeds either side: what does not fit is not made at all.
    pub(super) fn make(&mut self, pay: usize, parts: Parts) {
        if !self.fits(pay, &parts) {
            return;
        }
        for part in parts {
            self.take(part.row, part.amount + part.discount.as_ref().map_or(0, |taken| taken.amount_minor));
            self.spend(pay, part.amount);
            self.made.push((pay, part));
        }
        self.turns += 1;
    }

    fn fits(&self, pay: usize, parts: &[Part]) -> bool {
        let pay = &self.pays[pay];
        let within = |taken: i64, of: i64| taken.signum() == of.signum() && taken.unsigned_abs() <= of.unsigned_abs();
        let fits = |part: &Part| {
            let row = &self.rows[part.row];
            let taken = part.amount + part.discount.as_ref().map_or(0, |taken| taken.amount_minor);
            row.currency() == pay.currency() && within(taken, row.owed)
        };
        let alone = parts.windows(2).all(|two| two[0].row < two[1].row);
        alone && pay.waits() && parts.iter().all(fits) && within(parts.iter().map(|part| part.amount).sum(), pay.rest)
    }

    /// Keeps what a person has to decide. What an earlier rule has said of this payment stays.
    pub(super) fn propose(&mut self, pay: usize, sure: Sureness, ways: Vec<Parts>) {
        if self.pending[pay].is_none() && !ways.is_empty() {
            self.pending[pay] = Some(Pending { sure, ways });
        }
    }

    /// Makes the only answer if it is sure, else proposes it; several are for a person.
    pub(super) fn decide(&mut self, pay: usize, mut ways: Vec<Parts>, sure: Sureness) {
        match (ways.len(), sure) {
            (1, Sureness::Sure) => self.make(pay, ways.remove(0)),
            (1, _) => self.propose(pay, Sureness::Likely, ways),
            _ => self.propose(pay, Sureness::Unclear, ways),
        }
    }

    pub(super) fn allocation(&self, pay: usize, part: &Part, sure: Sureness) -> Allocation {
        Allocation {
            payment: self.pays[pay].payment.id.clone(),
            item: self.rows[part.row].item.id.clone(),
            amount_minor: part.amount,
            discount: part.discount.clone(),
            why: part.why.clone(),
            sure,
        }
    }

    pub(super) fn proposal(&self, pay: usize, pending: &Pending) -> Proposal {
        let way = |parts: &Parts| Way { allocations: parts.iter().map(|part| self.allocation(pay, part, pending.sure)).collect() };
        Proposal { payment: self.pays[pay].payment.id.clone(), sure: pending.sure, ways: pending.ways.iter().map(way).collect() }
    }
}
