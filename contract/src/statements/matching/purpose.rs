//! What a debit that was taken back had been for, where nothing was allocated from it yet: for the reader alone.

use super::{
    Released, Why,
    by_id::Ids,
    collective::Shelves,
    desk::{Desk, Pay},
    readings::readings,
};

/// The items that a debit is for by its id, by its text, else the one that was due then under its mandate. Whole items, and only if they come
/// to what was debited.
pub(super) fn of(desk: &Desk<'_>, ids: &Ids, shelves: &Shelves, pay: usize) -> Vec<Released> {
    let payment = &desk.pays[pay];
    let debited = -payment.payment.kind.sign() * payment.payment.amount_minor;
    let whole = |row: usize| desk.rows[row].item.kind.sign() * desk.rows[row].item.amount_minor;
    let is_it = |rows: &[usize]| {
        let same = rows.iter().all(|row| desk.rows[*row].currency() == payment.currency());
        !rows.is_empty() && same && rows.iter().map(|row| whole(*row)).sum::<i64>() == debited
    };
    let released = |rows: &[usize], why: &dyn Fn(usize) -> Why| {
        let one = |row: &usize| Released {
            item: desk.rows[*row].item.id.clone(),
            amount_minor: whole(*row),
            discount_minor: 0,
            stood: false,
            why: why(*row),
        };
        rows.iter().map(one).collect::<Vec<_>>()
    };
    let announced = ids.rows(pay);
    if is_it(announced) {
        return released(announced, &|_| Why::EndToEndId { id: payment.payment.reference().unwrap_or_default().to_owned() });
    }
    let fitting: Vec<_> = readings(&payment.found.slots).into_iter().filter(|named| is_it(&named.rows)).collect();
    if let [named] = fitting.as_slice() {
        let number = |row: usize| desk.rows[row].item.number.clone();
        return released(&named.rows, &|row| Why::Number { number: number(row), written: number(row) });
    }
    let due = due_then(desk, shelves, payment, debited);
    released(due.as_slice(), &|row| Why::Mandate {
        mandate: payment.payment.mandate().unwrap_or_default().to_owned(),
        days: payment.day - desk.rows[row].due,
    })
}

/// The one item of that mandate and amount for which the debit came promptly.
fn due_then(desk: &Desk<'_>, shelves: &Shelves, payment: &Pay<'_>, debited: i64) -> Vec<usize> {
    if payment.mandate.is_none() || payment.found.unknown {
        return Vec::new();
    }
    let is_it = |row: &usize| {
        let row = &desk.rows[*row];
        row.item.kind.sign() * row.item.amount_minor == debited && payment.day <= row.prompt_until(desk.settings)
    };
    let days = (payment.day - desk.settings.undated_days, payment.day);
    let found: Vec<usize> = shelves.run(payment.currency(), payment.mandate, days).filter(is_it).take(2).collect();
    if found.len() == 1 { found } else { Vec::new() }
}
