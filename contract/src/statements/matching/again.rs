//! Payments that ask for what another has paid already.

use std::collections::{HashMap, HashSet};

use super::{
    Again, Sureness, Why,
    by_id::Ids,
    desk::{Desk, Mandate, Pay, Role},
    readings::readings,
};
use crate::{ids::Id, statements::reading::CurrencyCode};

/// Who has paid what, standing in the books or just made.
struct Paid {
    /// Payments with their rows, by the payment.
    rows: Vec<(usize, usize)>,
    /// The same by the row, the first payment of each first.
    payers: Vec<(usize, usize)>,
    /// Payments that have paid something, by currency, mandate, amount and day.
    sorted: Vec<(CurrencyCode, Mandate, i64, i64, usize)>,
}

impl Paid {
    fn new(desk: &Desk<'_>) -> Self {
        let mut rows: Vec<(usize, usize)> = desk.made.iter().map(|(pay, part)| (*pay, part.row)).collect();
        if !desk.books.allocations.is_empty() {
            let items: HashMap<&str, usize> = desk.rows.iter().enumerate().map(|(at, row)| (row.item.id.as_str(), at)).collect();
            let pays: HashMap<&str, usize> = desk.pays.iter().enumerate().map(|(at, pay)| (pay.payment.id.as_str(), at)).collect();
            let standing = desk.books.allocations.iter();
            rows.extend(standing.filter_map(|one| Some((*pays.get(one.payment.as_str())?, *items.get(one.item.as_str())?))));
        }
        rows.retain(|(pay, _)| desk.pays[*pay].role == Role::Settles);
        rows.sort_unstable();
        let mut payers: Vec<(usize, usize)> = rows.iter().map(|(pay, row)| (*row, *pay)).collect();
        payers.sort_unstable();
        let whose = rows.chunk_by(|a, b| a.0 == b.0).map(|run| run[0].0);
        let key = |at: usize| {
            let pay = &desk.pays[at];
            (pay.currency(), pay.mandate, pay.payment.kind.sign() * pay.payment.amount_minor, pay.day, at)
        };
        let mut sorted: Vec<_> = whose.map(key).collect();
        sorted.sort_unstable();
        Self { rows, payers, sorted }
    }

    /// The rows that a payment has paid.
    fn rows(&self, pay: usize) -> Vec<usize> {
        let from = self.rows.partition_point(|one| one.0 < pay);
        self.rows[from..].iter().take_while(|one| one.0 == pay).map(|one| one.1).collect()
    }

    /// The first payment that has paid a row.
    fn payer(&self, row: usize) -> Option<usize> {
        self.payers.get(self.payers.partition_point(|one| one.0 < row)).filter(|one| one.0 == row).map(|one| one.1)
    }

    /// The nearest payment of the same amount and mandate that has paid something.
    fn nearest(&self, desk: &Desk<'_>, pay: usize) -> Option<usize> {
        let payment = &desk.pays[pay];
        let days = desk.settings.again_days;
        let key = (payment.currency(), payment.mandate, payment.payment.kind.sign() * payment.payment.amount_minor);
        let from = self.sorted.partition_point(|paid| (paid.0, paid.1, paid.2, paid.3) < (key.0, key.1, key.2, payment.day - days));
        let near = self.sorted[from..].iter().take_while(|paid| (paid.0, paid.1, paid.2) == key && paid.3 <= payment.day + days);
        let alike = |other: usize| {
            let text = &desk.pays[other].payment.remittance;
            payment.mandate.is_some() || !text.trim().is_empty() && *text == payment.payment.remittance
        };
        let near = near.filter(|paid| paid.4 != pay && alike(paid.4));
        near.min_by_key(|paid| ((paid.3 - payment.day).abs(), paid.4)).map(|paid| paid.4)
    }
}

/// `doubtful`: debits that a return may have taken back; then what comes after them need not be the same again.
pub(super) fn run(desk: &Desk<'_>, ids: &Ids, doubtful: &HashSet<usize>) -> Vec<(usize, Again)> {
    let waiting = desk.all_waiting();
    if waiting.is_empty() {
        return Vec::new();
    }
    let paid = Paid::new(desk);
    let waits = |pay: &&Pay<'_>| pay.role == Role::Back && pay.rest != 0;
    let mut returns: Vec<Return> =
        desk.pays.iter().filter(waits).map(|pay| (pay.currency(), pay.rest.abs(), pay.day, pay.mandate)).collect();
    returns.sort_unstable();
    let is_new = |pay: &usize| desk.pending[*pay].is_none() && desk.pays[*pay].rest.abs() == desk.pays[*pay].payment.amount_minor;
    let one = |pay: usize| {
        let again = named(desk, ids, &paid, pay).or_else(|| alike(desk, &paid, pay)).or_else(|| {
            let first = desk.repeats[pay]?;
            let rows: Vec<usize> =
                desk.pending[first].iter().flat_map(|pending| pending.ways.iter().flatten()).map(|part| part.row).collect();
            let days = desk.pays[pay].day - desk.pays[first].day;
            Some(again(desk, pay, Some(first), &rows, Sureness::Likely, Why::Amount { days }))
        });
        let (mut again, first) = again?;
        let may_be_back = |pay: usize| doubtful.contains(&pay) || is_returned(desk, &returns, pay);
        if first.is_some_and(may_be_back) || may_be_back(pay) {
            again.sure = Sureness::Likely;
        }
        Some((pay, again))
    };
    waiting.into_iter().filter(is_new).filter_map(one).collect()
}

/// A return of which nobody knows what it takes back: currency, amount, day, mandate.
type Return = (CurrencyCode, i64, i64, Mandate);

/// Whether one of these may have taken back a payment.
fn is_returned(desk: &Desk<'_>, returns: &[Return], pay: usize) -> bool {
    /// More than these are as good as one.
    const LOOK: usize = 64;
    let payment = &desk.pays[pay];
    let (least, most) = (payment.payment.amount_minor, payment.payment.amount_minor + desk.settings.largest_fee_minor);
    let from = returns.partition_point(|one| (one.0, one.1) < (payment.currency(), least));
    let near = returns[from..].iter().take_while(|one| (one.0, one.1) <= (payment.currency(), most));
    let mut all = near.take(LOOK + 1).enumerate();
    all.any(|(n, one)| n == LOOK || one.2 >= payment.day && (one.3.is_none() || payment.mandate.is_none() || one.3 == payment.mandate))
}

type Found = (Again, Option<usize>);

fn again(desk: &Desk<'_>, pay: usize, first: Option<usize>, rows: &[usize], sure: Sureness, why: Why) -> Found {
    let items: Vec<Id> = rows.iter().map(|row| desk.rows[*row].item.id.clone()).collect();
    let id = |pay: usize| desk.pays[pay].payment.id.clone();
    (Again { payment: id(pay), first: first.map(id), items, sure, why }, first)
}

/// It names what is paid, with the same amount.
fn named(desk: &Desk<'_>, ids: &Ids, paid: &Paid, pay: usize) -> Option<Found> {
    let payment = &desk.pays[pay];
    let is_it = |rows: &[usize]| {
        let whole = |row: &usize| desk.rows[*row].item.kind.sign() * desk.rows[*row].item.amount_minor;
        let settled = |row: &usize| desk.rows[*row].owed == 0 && desk.rows[*row].currency() == payment.currency();
        let first = rows.first().and_then(|row| paid.payer(*row));
        let as_first = || {
            first.is_some_and(|first| {
                let first = desk.pays[first].payment;
                (first.kind, first.amount_minor) == (payment.payment.kind, payment.payment.amount_minor)
            })
        };
        !rows.is_empty() && rows.iter().all(settled) && (rows.iter().map(whole).sum::<i64>() == payment.rest || as_first())
    };
    let announced = ids.rows(pay);
    let (rows, why) = if is_it(announced) {
        (announced.to_vec(), Why::EndToEndId { id: payment.payment.reference().unwrap_or_default().to_owned() })
    } else {
        let rows = readings(&payment.found.slots).into_iter().map(|named| named.rows).find(|rows| is_it(rows))?;
        let number = &desk.rows[rows[0]].item.number;
        (rows, Why::Number { number: number.clone(), written: number.clone() })
    };
    let first = rows.first().and_then(|row| paid.payer(*row));
    Some(again(desk, pay, first, &rows, Sureness::Sure, why))
}

/// It is like one that has paid: the same amount and mandate, a few days apart.
fn alike(desk: &Desk<'_>, paid: &Paid, pay: usize) -> Option<Found> {
    let payment = &desk.pays[pay];
    if payment.found.unknown || !payment.found.slots.is_empty() {
        return None;
    }
    let first = paid.nearest(desk, pay)?;
    let rows = paid.rows(first);
    // What is still open may be paid in equal parts.
    if rows.iter().any(|row| desk.rows[*row].owed != 0) {
        return None;
    }
    let days = payment.day - desk.pays[first].day;
    let why = match payment.payment.mandate() {
        Some(mandate) => Why::Mandate { mandate: mandate.to_owned(), days },
        None => Why::Amount { days },
    };
    Some(again(desk, pay, Some(first), &rows, Sureness::Likely, why))
}
