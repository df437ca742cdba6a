//! Which debit a return takes back. The bank's fee is what the return has more than the debit.

use std::collections::{HashMap, HashSet};

use super::{
    BackProposal, Payment, PaymentKind, Released, Sureness, TakesBack, WhyBack,
    desk::{Desk, EARLY, Mandate, Role},
    reasons,
};
use crate::statements::reading::CurrencyCode;

/// At most so many debits are looked at for one return.
const LOOK: usize = 64;
/// A person is shown so many at most.
const MOST: usize = 4;

/// How a debit was found, the best first.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Id,
    Number,
    Mandate,
    Amount,
}

const LEVELS: [Level; 4] = [Level::Id, Level::Number, Level::Mandate, Level::Amount];

/// What returns are looked up in.
pub(super) struct Debits<'a> {
    by_id: HashMap<&'a str, Vec<usize>>,
    /// Who names, or has paid, a row that some return names.
    by_row: HashMap<usize, Vec<usize>>,
    /// By currency, mandate, amount and day; and once more without the mandate.
    sorted: Vec<(CurrencyCode, Mandate, i64, i64, usize)>,
    /// What stands in the books for each debit.
    pub(super) standing: HashMap<&'a str, Vec<usize>>,
    rows: HashMap<&'a str, usize>,
}

/// Whether a payment takes payments of that other kind back.
fn takes(payment: &Payment, other: &Payment) -> bool {
    match payment.kind {
        PaymentKind::Returned => other.kind == PaymentKind::Debit && !other.reversal,
        PaymentKind::Debit => payment.reversal && other.kind == PaymentKind::Refund && !other.reversal,
        PaymentKind::Refund => false,
    }
}

/// Payments that still have to find what they take back.
fn waiting(desk: &Desk<'_>) -> Vec<usize> {
    (0..desk.pays.len()).filter(|at| desk.pays[*at].role == Role::Back && desk.pays[*at].rest != 0).collect()
}

impl<'a> Debits<'a> {
    /// Nothing at all where nothing waits.
    fn new(desk: &Desk<'a>, returns: &[usize]) -> Self {
        let mut all =
            Self { by_id: HashMap::new(), by_row: HashMap::new(), sorted: Vec::new(), standing: HashMap::new(), rows: HashMap::new() };
        for back in returns.iter().map(|at| &desk.pays[*at]) {
            if let Some(id) = back.payment.reference() {
                all.by_id.entry(id).or_default();
            }
            for answer in back.found.slots.iter().flat_map(|slot| &slot.answers) {
                all.by_row.entry(answer.row).or_default();
            }
        }
        all.rows = desk.rows.iter().enumerate().map(|(at, row)| (row.item.id.as_str(), at)).collect();
        for (at, standing) in desk.books.allocations.iter().enumerate() {
            all.standing.entry(standing.payment.as_str()).or_default().push(at);
        }
        let gone = |pay: &super::desk::Pay<'_>| pay.role != Role::Settles;
        for (at, pay) in desk.pays.iter().enumerate().filter(|(_, pay)| !gone(pay)) {
            if let Some(same) = pay.payment.reference().and_then(|id| all.by_id.get_mut(id)) {
                same.push(at);
            }
            let named = pay.found.slots.iter().flat_map(|slot| slot.answers.iter().map(|answer| answer.row));
            let paid = all.standing.get(pay.payment.id.as_str()).into_iter().flatten();
            let paid = paid.filter_map(|at| all.rows.get(desk.books.allocations[*at].item.as_str()).copied());
            for row in named.chain(paid) {
                if let Some(debits) = all.by_row.get_mut(&row)
                    && debits.last() != Some(&at)
                {
                    debits.push(at);
                }
            }
            all.sorted.push((pay.currency(), None, pay.payment.amount_minor, pay.day, at));
            if pay.mandate.is_some() {
                all.sorted.push((pay.currency(), pay.mandate, pay.payment.amount_minor, pay.day, at));
            }
        }
        for (pay, part) in &desk.made {
            if let Some(debits) = all.by_row.get_mut(&part.row)
                && !debits.contains(pay)
            {
                debits.push(*pay);
            }
        }
        all.sorted.sort_unstable();
        all
    }

    /// Debits of the time that the reason allows whose amount is what was returned, less a fee between these; a few at most.
    fn by_amount(&self, desk: &Desk<'_>, back: usize, mandate: Mandate, fees: (i64, i64)) -> Vec<usize> {
        let pay = &desk.pays[back];
        let (currency, returned) = (pay.currency(), pay.payment.open_minor);
        let first = pay.day - reasons::days(pay.payment.reason.as_deref());
        let mut all = Vec::new();
        let mut amount = returned.saturating_sub(fees.1);
        while all.len() <= LOOK {
            // On to the next amount that there is, and in it to the first day.
            let next = self.sorted.partition_point(|debit| (debit.0, debit.1, debit.2) < (currency, mandate, amount));
            let Some(debit) =
                self.sorted.get(next).filter(|debit| (debit.0, debit.1) == (currency, mandate) && debit.2 <= returned - fees.0)
            else {
                break;
            };
            amount = debit.2;
            let from = self.sorted.partition_point(|debit| (debit.0, debit.1, debit.2, debit.3) < (currency, mandate, amount, first));
            let run = self.sorted[from..].iter().take_while(|debit| (debit.0, debit.1, debit.2) == (currency, mandate, amount));
            all.extend(run.take_while(|debit| debit.3 <= pay.day + EARLY).take(LOOK).map(|debit| debit.4));
            amount += 1;
        }
        all
    }

    /// The debits that a return may take back, as far as that kind of evidence goes.
    fn candidates(&self, desk: &Desk<'_>, back: usize, level: Level) -> Vec<usize> {
        let pay = &desk.pays[back];
        let fits = |debit: &usize| fits(desk, back, *debit, level);
        let fees = pay.payment.fee_minor.map_or((0, desk.settings.largest_fee_minor), |fee| (fee, fee));
        let mut all: Vec<usize> = match level {
            Level::Id => pay.payment.reference().and_then(|id| self.by_id.get(id)).into_iter().flatten().copied().filter(fits).collect(),
            Level::Number => {
                let rows = pay.found.slots.iter().flat_map(|slot| &slot.answers);
                rows.filter_map(|answer| self.by_row.get(&answer.row)).flatten().copied().filter(fits).take(LOOK).collect()
            }
            Level::Mandate if pay.mandate.is_none() => Vec::new(),
            Level::Mandate => self.by_amount(desk, back, pay.mandate, fees).into_iter().filter(fits).collect(),
            Level::Amount => self.by_amount(desk, back, None, fees).into_iter().filter(fits).collect(),
        };
        all.sort_unstable();
        all.dedup();
        // Those first whose text the bank repeats, then the last ones: banks are quick.
        all.sort_by_key(|debit| (!is_echoed(desk, back, *debit), days_between(desk, back, *debit).abs(), *debit));
        // An id is used again: then the one that the reason leaves time for.
        if matches!(level, Level::Id | Level::Number) && all.len() > 1 {
            let in_time: Vec<usize> = all.iter().copied().filter(|debit| is_in_time(desk, back, *debit)).collect();
            if !in_time.is_empty() {
                all = in_time;
            }
        }
        all
    }
}

fn days_between(desk: &Desk<'_>, back: usize, debit: usize) -> i64 {
    desk.pays[back].day - desk.pays[debit].day
}

fn is_in_time(desk: &Desk<'_>, back: usize, debit: usize) -> bool {
    (0..=reasons::days(desk.pays[back].payment.reason.as_deref())).contains(&days_between(desk, back, debit))
}

/// The fee that a return of that debit would have; nothing if it can't be.
fn fee(desk: &Desk<'_>, back: usize, debit: usize) -> Option<i64> {
    let (back, debit) = (desk.pays[back].payment, desk.pays[debit].payment);
    let fee = back.open_minor - debit.amount_minor;
    let fits = match back.fee_minor {
        Some(stated) => fee == stated,
        None => fee >= 0,
    };
    fits.then_some(fee)
}

fn fits(desk: &Desk<'_>, back: usize, debit: usize, level: Level) -> bool {
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
fn is_echoed(desk: &Desk<'_>, back: usize, debit: usize) -> bool {
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

/// What returns take back.
#[derive(Default)]
pub(super) struct Backs {
    /// What is sure.
    pub(super) made: Vec<TakesBack>,
    /// What a person has to decide.
    pub(super) proposals: Vec<BackProposal>,
    /// Debits that may have gone back.
    pub(super) doubtful: HashSet<usize>,
}

/// Finds them.
pub(super) fn run(desk: &mut Desk<'_>) -> Backs {
    let mut backs = Backs::default();
    let mut left = waiting(desk);
    if left.is_empty() {
        return backs;
    }
    let debits = Debits::new(desk, &left);
    for level in LEVELS {
        let found: Vec<(usize, Vec<usize>)> = left.iter().map(|back| (*back, debits.candidates(desk, *back, level))).collect();
        let mut claims: HashMap<usize, usize> = HashMap::new();
        for debit in found.iter().flat_map(|(_, all)| all) {
            *claims.entry(*debit).or_default() += 1;
        }
        left.clear();
        for (back, all) in found {
            match all.as_slice() {
                [] => left.push(back),
                [debit] if claims[debit] == 1 && level != Level::Amount => {
                    let mut takes = takes_back(desk, back, *debit, level, Sureness::Sure);
                    takes.released = release(desk, &debits, *debit);
                    desk.pays[back].rest = 0;
                    backs.made.push(takes);
                }
                _ => {
                    let sure = if all.len() == 1 { Sureness::Likely } else { Sureness::Unclear };
                    let ways = all.iter().take(MOST).map(|debit| takes_back(desk, back, *debit, level, sure)).collect();
                    backs.doubtful.extend(&all);
                    backs.proposals.push(BackProposal { payment: desk.pays[back].payment.id.clone(), sure, ways });
                }
            }
        }
    }
    backs
}

fn takes_back(desk: &Desk<'_>, back: usize, debit: usize, level: Level, sure: Sureness) -> TakesBack {
    let (one, other) = (&desk.pays[back], &desk.pays[debit]);
    let days = days_between(desk, back, debit);
    let number = || {
        let mut rows = one.found.slots.iter().flat_map(|slot| &slot.answers);
        rows.next().map(|answer| desk.rows[answer.row].item.number.clone()).unwrap_or_default()
    };
    TakesBack {
        payment: one.payment.id.clone(),
        debit: other.payment.id.clone(),
        amount_minor: other.payment.amount_minor,
        fee_minor: fee(desk, back, debit).unwrap_or(0),
        why: match level {
            Level::Id => WhyBack::EndToEndId { id: one.payment.reference().unwrap_or_default().to_owned() },
            Level::Number => WhyBack::Number { number: number() },
            Level::Mandate => WhyBack::Mandate { mandate: one.payment.mandate().unwrap_or_default().to_owned(), days },
            Level::Amount => WhyBack::Amount { days },
        },
        sure,
        released: Vec::new(),
    }
}

/// Takes a debit off the desk: what it had settled is open again.
fn release(desk: &mut Desk<'_>, debits: &Debits<'_>, debit: usize) -> Vec<Released> {
    desk.pays[debit].role = Role::Undone;
    desk.pays[debit].rest = 0;
    desk.pending[debit] = None;
    let mut all = Vec::new();
    for at in debits.standing.get(desk.pays[debit].payment.id.as_str()).into_iter().flatten() {
        let standing = &desk.books.allocations[*at];
        let discount_minor = standing.discount.as_ref().map_or(0, |taken| taken.amount_minor);
        if let Some(row) = debits.rows.get(standing.item.as_str()) {
            desk.rows[*row].owed += standing.amount_minor + discount_minor;
        }
        let (item, why) = (standing.item.clone(), standing.why.clone());
        all.push(Released { item, amount_minor: standing.amount_minor, discount_minor, stood: true, why });
    }
    let (undone, kept) = std::mem::take(&mut desk.made).into_iter().partition(|(pay, _)| *pay == debit);
    desk.made = kept;
    let undone: Vec<(usize, super::desk::Part)> = undone;
    for (_, part) in undone {
        let discount_minor = part.discount.as_ref().map_or(0, |taken| taken.amount_minor);
        desk.rows[part.row].owed += part.amount + discount_minor;
        let item = desk.rows[part.row].item.id.clone();
        all.push(Released { item, amount_minor: part.amount, discount_minor, stood: false, why: part.why });
    }
    all
}
