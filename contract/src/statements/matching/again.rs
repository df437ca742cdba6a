//! Payments that ask for what another has paid already.

use std::collections::{HashMap, HashSet};

use super::{
    Again, Sureness, Why,
    by_id::Ids,
    desk::{Desk, Mandate, Role},
    named::readings,
};
use crate::{ids::Id, statements::reading::CurrencyCode};

/// Who has paid what, standing in the books or just made.
struct Paid<'a> {
    /// The first payment of each row, where it is known.
    by_row: HashMap<usize, usize>,
    /// The rows of each payment.
    rows: HashMap<&'a str, Vec<usize>>,
    /// Payments that have paid something, by currency, mandate, amount and day.
    sorted: Vec<(CurrencyCode, Mandate, i64, i64, usize)>,
}

impl<'a> Paid<'a> {
    fn new(desk: &Desk<'a>) -> Self {
        let places: HashMap<&str, usize> = if desk.books.allocations.is_empty() {
            HashMap::new()
        } else {
            desk.rows.iter().enumerate().map(|(at, row)| (row.item.id.as_str(), at)).collect()
        };
        let standing = desk.books.allocations.iter();
        let standing = standing.filter_map(|one| Some((one.payment.as_str(), *places.get(one.item.as_str())?)));
        let made = desk.made.iter().map(|(pay, part)| (desk.pays[*pay].payment.id.as_str(), part.row));
        let mut rows: HashMap<&'a str, Vec<usize>> = HashMap::new();
        standing.chain(made).for_each(|(payment, row)| rows.entry(payment).or_default().push(row));
        let mut all = Self { by_row: HashMap::new(), rows, sorted: Vec::new() };
        // In the order of the payments: the first one stays.
        for (at, pay) in desk.pays.iter().enumerate().filter(|(_, pay)| pay.role == Role::Settles) {
            let Some(rows) = all.rows.get_mut(pay.payment.id.as_str()) else { continue };
            rows.sort_unstable();
            for row in rows {
                all.by_row.entry(*row).or_insert(at);
            }
            all.sorted.push((pay.currency(), pay.mandate, pay.payment.kind.sign() * pay.payment.amount_minor, pay.day, at));
        }
        all.sorted.sort_unstable();
        all
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

/// `repeats`: payments that come a second time for what the other one likely pays.
/// `doubtful`: debits that a return may have taken back; then what comes after them need not be the same again.
pub(super) fn run(desk: &Desk<'_>, ids: &Ids<'_>, repeats: &[(usize, usize)], doubtful: &HashSet<usize>) -> Vec<(usize, Again)> {
    let waiting = desk.waiting();
    if waiting.is_empty() {
        return Vec::new();
    }
    let paid = Paid::new(desk);
    let repeats: HashMap<usize, usize> = repeats.iter().copied().collect();
    let is_new = |pay: &usize| desk.pending[*pay].is_none() && desk.pays[*pay].rest.abs() == desk.pays[*pay].payment.amount_minor;
    let one = |pay: usize| {
        let again = named(desk, ids, &paid, pay).or_else(|| alike(desk, &paid, pay)).or_else(|| {
            let first = *repeats.get(&pay)?;
            let rows: Vec<usize> =
                desk.pending[first].iter().flat_map(|pending| pending.ways.iter().flatten()).map(|part| part.row).collect();
            let days = desk.pays[pay].day - desk.pays[first].day;
            Some(again(desk, pay, Some(first), &rows, Sureness::Likely, Why::Amount { days }))
        });
        let (mut again, first) = again?;
        if first.is_some_and(|first| doubtful.contains(&first)) || doubtful.contains(&pay) {
            again.sure = Sureness::Likely;
        }
        Some((pay, again))
    };
    waiting.into_iter().filter(is_new).filter_map(one).collect()
}

type Found = (Again, Option<usize>);

fn again(desk: &Desk<'_>, pay: usize, first: Option<usize>, rows: &[usize], sure: Sureness, why: Why) -> Found {
    let items: Vec<Id> = rows.iter().map(|row| desk.rows[*row].item.id.clone()).collect();
    let id = |pay: usize| desk.pays[pay].payment.id.clone();
    (Again { payment: id(pay), first: first.map(id), items, sure, why }, first)
}

/// It names what is paid, with the same amount.
fn named(desk: &Desk<'_>, ids: &Ids<'_>, paid: &Paid<'_>, pay: usize) -> Option<Found> {
    let payment = &desk.pays[pay];
    let is_it = |rows: &[usize]| {
        let whole = |row: &usize| desk.rows[*row].item.kind.sign() * desk.rows[*row].item.amount_minor;
        let settled = |row: &usize| desk.rows[*row].owed == 0 && desk.rows[*row].currency() == payment.currency();
        let first = rows.first().and_then(|row| paid.by_row.get(row));
        let as_first = || {
            first.is_some_and(|first| {
                let first = desk.pays[*first].payment;
                (first.kind, first.amount_minor) == (payment.payment.kind, payment.payment.amount_minor)
            })
        };
        !rows.is_empty() && rows.iter().all(settled) && (rows.iter().map(whole).sum::<i64>() == payment.rest || as_first())
    };
    let announced = ids.rows(desk, pay);
    let (rows, why) = if is_it(announced) {
        (announced.to_vec(), Why::EndToEndId { id: payment.payment.reference().unwrap_or_default().to_owned() })
    } else {
        let rows = readings(&payment.found.slots).into_iter().map(|named| named.rows).find(|rows| is_it(rows))?;
        let number = &desk.rows[rows[0]].item.number;
        (rows, Why::Number { number: number.clone(), written: number.clone() })
    };
    let first = rows.first().and_then(|row| paid.by_row.get(row)).copied();
    Some(again(desk, pay, first, &rows, Sureness::Sure, why))
}

/// It is like one that has paid: the same amount and mandate, a few days apart.
fn alike(desk: &Desk<'_>, paid: &Paid<'_>, pay: usize) -> Option<Found> {
    let payment = &desk.pays[pay];
    if payment.found.unknown || !payment.found.slots.is_empty() {
        return None;
    }
    let first = paid.nearest(desk, pay)?;
    let rows = paid.rows.get(desk.pays[first].payment.id.as_str())?;
    // What is still open may be paid in equal parts.
    if rows.iter().any(|row| desk.rows[*row].owed != 0) {
        return None;
    }
    let days = payment.day - desk.pays[first].day;
    let why = match payment.payment.mandate() {
        Some(mandate) => Why::Mandate { mandate: mandate.to_owned(), days },
        None => Why::Amount { days },
    };
    Some(again(desk, pay, Some(first), rows, Sureness::Likely, why))
}
