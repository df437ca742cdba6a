//! Contracts that are debited once a month for everything.

use eyelevel_contract::{civil::Date, statements::matching::PaymentKind};

use crate::{
    draft::Draft,
    series::{Contract, Plan},
};

pub(crate) fn run(draft: &mut Draft, contract: &Contract, invoices: &[(usize, &Plan)]) {
    let month = |date: Date| (date.year(), date.month());
    for all in invoices.chunk_by(|(_, a), (_, b)| month(a.date) == month(b.date)) {
        let mut lines: Vec<usize> = all.iter().map(|(item, _)| *item).collect();
        let day = all.iter().map(|(_, plan)| plan.date).max().unwrap_or(Date::EPOCH).plus_days(draft.chance.between(3, 9));
        // Everything is due when it is debited, or says nothing.
        for line in &lines {
            let item = &mut draft.books.items[*line];
            item.due = item.due.and(Some(day));
            item.discounts.clear();
            item.end_to_end_id = None;
        }
        if lines.len() > 2 && draft.chance.often(draft.recipe.missing * 2) {
            // One is forgotten.
            let item = draft.item(lines.remove(0));
            draft.finding("not_debited", vec![item]);
        }
        let mut sum: i64 = lines.iter().map(|line| draft.books.items[*line].amount_minor).sum();
        let mut named = lines.clone();
        if draft.chance.often(draft.recipe.credited * 4) {
            let of = lines[0];
            let invoice = &draft.books.items[of];
            let (date, less) = (invoice.date, (invoice.amount_minor / 3).max(1));
            let linked = draft.chance.often(500);
            let credit = draft.less(of, date, less, true, linked);
            sum -= less;
            lines.push(credit);
            if draft.chance.often(700) {
                named.push(credit);
            }
        }
        let payment = draft.pay(PaymentKind::Debit, contract, day, sum, &named);
        for line in lines {
            let item = &draft.books.items[line];
            let owed = item.kind.sign() * item.amount_minor;
            draft.belongs(payment, line, owed, 0);
        }
    }
}
