//! What becomes of an invoice that is debited by itself.

use eyelevel_contract::{civil::Date, statements::matching::PaymentKind};

use crate::{draft::Draft, returns, series::Contract};

const DEBIT: PaymentKind = PaymentKind::Debit;

/// The day on which it is debited if all goes well.
pub(crate) fn usual_day(draft: &mut Draft, item: usize) -> Date {
    let item = &draft.books.items[item];
    // Without a due day, within two weeks or so.
    let (from, most) = item.due.map_or((item.date.plus_days(3), 12), |due| (due, 3));
    from.plus_days(draft.chance.between(0, most))
}

pub(crate) fn run(draft: &mut Draft, contract: &Contract, item: usize) {
    let recipe = draft.recipe.clone();
    let chances: [(i64, Fault); 7] = [
        (recipe.missing, missing),
        (recipe.twice, twice),
        (recipe.late, late),
        (recipe.other_amount, other_amount),
        (recipe.returned, returns::run),
        (recipe.in_parts, in_parts),
        (recipe.credited, credited),
    ];
    settled(draft, contract, item, &chances);
    if draft.chance.often(recipe.no_invoice) {
        no_invoice(draft, contract, item);
    }
}

type Fault = fn(&mut Draft, &Contract, usize);

fn settled(draft: &mut Draft, contract: &Contract, item: usize, chances: &[(i64, Fault)]) {
    let mut at = draft.chance.between(0, 999);
    for (chance, fault) in chances {
        if at < *chance {
            return fault(draft, contract, item);
        }
        at -= chance;
    }
    if contract.discount.is_some() && draft.chance.often(600) {
        return discounted(draft, contract, item);
    }
    let day = usual_day(draft, item);
    paid(draft, contract, item, day);
}

/// Debited for what it is.
pub(crate) fn paid(draft: &mut Draft, contract: &Contract, item: usize, day: Date) -> usize {
    let amount = draft.books.items[item].amount_minor;
    let payment = draft.pay(DEBIT, contract, day, amount, &[item]);
    draft.belongs(payment, item, amount, 0);
    payment
}

fn missing(draft: &mut Draft, _: &Contract, item: usize) {
    let item = draft.item(item);
    draft.finding("not_debited", vec![item]);
}

fn late(draft: &mut Draft, contract: &Contract, item: usize) {
    let due = draft.books.items[item].due.unwrap_or(draft.books.items[item].date.plus_days(30));
    let days = draft.chance.between(20, 200);
    paid(draft, contract, item, due.plus_days(days));
    let item = draft.item(item);
    draft.finding("late", vec![item]);
}

fn twice(draft: &mut Draft, contract: &Contract, item: usize) {
    let day = usual_day(draft, item);
    let first = paid(draft, contract, item, day);
    // A debit that says nothing and comes when another is due is that one's, for all that anybody can know.
    let was_silent = draft.is_silent;
    let soon = was_silent || draft.chance.often(700);
    let after = if soon { draft.chance.between(0, 6) } else { draft.chance.between(20, 60) };
    let amount = draft.books.items[item].amount_minor;
    let again = draft.pay(DEBIT, contract, day.plus_days(after), amount, &[item]);
    draft.truth.twins.push((draft.payment(first), draft.payment(again)));
    draft.truth.allowed.extend([first, again].map(|one| ("no_invoice", vec![draft.payment(one)])));
    if after == 0 || !soon || was_silent != draft.is_silent {
        // They say the same.
        let (text, id) = (draft.books.payments[first].remittance.clone(), draft.books.payments[first].end_to_end_id.clone());
        draft.books.payments[again].remittance = text;
        draft.books.payments[again].end_to_end_id = id;
    }
    if draft.chance.often(300) {
        let days = draft.chance.between(after + 3, after + 60);
        let refund = draft.pay(PaymentKind::Refund, contract, day.plus_days(days), amount, &[item]);
        draft.truth.takes_back.push((draft.payment(refund), draft.payment(again), 0));
        // As long as the refund is not known to be for it.
        draft.truth.allowed.push(("twice", vec![draft.item(item)]));
    } else {
        let item = draft.item(item);
        draft.finding("twice", vec![item]);
    }
}

fn other_amount(draft: &mut Draft, contract: &Contract, item: usize) {
    let amount = draft.books.items[item].amount_minor;
    // No round part: that might be an agreed discount, or an instalment.
    let by = (amount * draft.chance.between(10, 200) / 1_000).max(1) + 7;
    let (day, more) = (usual_day(draft, item), draft.chance.often(500));
    let payment = draft.pay(DEBIT, contract, day, if more { amount + by } else { amount - by }, &[item]);
    draft.belongs(payment, item, if more { amount } else { amount - by }, 0);
    let item = draft.item(item);
    draft.finding("other_amount", vec![item]);
}

fn in_parts(draft: &mut Draft, contract: &Contract, item: usize) {
    let amount = draft.books.items[item].amount_minor;
    let (parts, every) = (draft.chance.between(2, 3), draft.chance.pick(&[3, 30]));
    let (first, each) = (usual_day(draft, item), amount / parts);
    for part in 0..parts {
        let of = if part == parts - 1 { amount - each * part } else { each };
        let payment = draft.pay(DEBIT, contract, first.plus_days(part * every), of, &[item]);
        draft.belongs(payment, item, of, 0);
    }
    let due = draft.books.items[item].due.unwrap_or(draft.books.items[item].date.plus_days(30));
    if first.days() + (parts - 1) * every - due.days() >= 10 {
        let item = draft.item(item);
        draft.finding("late", vec![item]);
    }
}

/// Something of it is credited: taken off its debit, or paid back later.
fn credited(draft: &mut Draft, contract: &Contract, item: usize) {
    let invoice = &draft.books.items[item];
    let (date, amount) = (invoice.date, invoice.amount_minor);
    let less = (amount * draft.chance.between(5, 40) / 100).max(1);
    let day = usual_day(draft, item);
    let (as_credit, linked) = (draft.chance.often(700), draft.chance.often(500));
    if as_credit && draft.chance.often(300) {
        paid(draft, contract, item, day);
        let credit = draft.less(item, day.plus_days(5), less, true, linked);
        let refund = draft.pay(PaymentKind::Refund, contract, day.plus_days(20), less, &[credit]);
        return draft.belongs(refund, credit, -less, 0);
    }
    let until = day.days() - date.days();
    let days = draft.chance.between(0, until.max(0));
    let credit = draft.less(item, date.plus_days(days), less, as_credit, linked);
    let named: &[usize] = if draft.chance.often(500) { &[item, credit] } else { &[item] };
    let payment = draft.pay(DEBIT, contract, day, amount - less, named);
    draft.belongs(payment, item, amount, 0);
    draft.belongs(payment, credit, -less, 0);
}

fn discounted(draft: &mut Draft, contract: &Contract, item: usize) {
    let invoice = &draft.books.items[item];
    let Some(discount) = invoice.discounts.first() else { return };
    let (date, amount, last) = (invoice.date, invoice.amount_minor, discount.days);
    let less = (amount * discount.basis_points + 5_000) / 10_000;
    let too_late = draft.chance.often(80);
    let days = if too_late { draft.chance.between(last + 1, last + 5) } else { draft.chance.between(2, last) };
    let payment = draft.pay(DEBIT, contract, date.plus_days(days), amount - less, &[item]);
    draft.belongs(payment, item, amount - less, if too_late { 0 } else { less });
    if too_late {
        draft.truth.allowed.push(("late", vec![draft.item(item)]));
        let item = draft.item(item);
        draft.finding("other_amount", vec![item]);
    }
}

/// A debit that no invoice was ever written for: of any amount, or of the usual one; it may name a number that does not exist.
fn no_invoice(draft: &mut Draft, contract: &Contract, item: usize) {
    let invoice = &draft.books.items[item];
    let (date, usual) = (invoice.date, invoice.amount_minor);
    let days = draft.chance.between(0, 60);
    // What is still owed would be taken for what is debited, and rightly; so it must come between two invoices that are paid.
    let id = draft.item(item);
    let paid = draft.books.payments.last().map(|last| (last.id.clone(), last.amount_minor));
    let is_paid = draft.truth.allocations.last().is_some_and(|last| last.1 == id && paid == Some((last.0.clone(), usual)));
    let again = is_paid && contract.is_regular && contract.due_days.is_some() && draft.chance.often(300);
    let days = match contract.due_days {
        Some(due) if again => due + draft.chance.between(8, 11),
        _ => days,
    };
    let amount = if again { usual } else { draft.chance.between(500, 400_000) };
    let payment = draft.pay(DEBIT, contract, date.plus_days(days), amount, &[]);
    if draft.chance.often(300) {
        draft.books.payments[payment].remittance = format!("Rechnung 88{:06}", draft.chance.between(0, 999_999));
    }
    let payment = draft.payment(payment);
    draft.finding("no_invoice", vec![payment]);
}
