//! Not debited, late, another amount, twice, no invoice.

use super::{Finding, Verdict, facts::Facts};
use crate::{
    civil::Date,
    ids::Id,
    statements::matching::{Allocation, Item, ItemKind, Payment, PaymentKind, Sureness, Why},
};

/// Invoices, each by itself.
pub(super) fn of_items(facts: &Facts<'_>, all: &mut Vec<Finding>) {
    for item in facts.items().filter(|item| item.kind == ItemKind::Invoice && item.amount_minor > 0) {
        let paid = facts.on_item(item);
        let (due, due_is_stated) = facts.due(item);
        let open = facts.open(item);
        let overdue = facts.since(due) > facts.settings.grace_days;
        let finding = |verdict, payments: Vec<Id>, day| Finding {
            verdict,
            currency: item.currency,
            items: vec![item.id.clone()],
            payments,
            sure: Sureness::Sure,
            day,
        };
        if overdue && open > 0 && !facts.is_proposed(item) {
            match paid.last() {
                // Whoever was paid by others than we know of has an open amount that is less than the whole.
                None if open == item.amount_minor && facts.returns_of(item).is_empty() => {
                    let (number, amount_minor) = (item.number.clone(), item.amount_minor);
                    let days = facts.since(due);
                    let verdict = Verdict::NotDebited { number, due, due_is_stated, days, amount_minor };
                    all.push(Finding { sure: facts.may_be_debited(item, facts.as_of), ..finding(verdict, vec![], due) });
                }
                Some((last, _)) if facts.since(last.booking_date) > facts.settings.grace_days => {
                    let verdict = Verdict::OtherAmount {
                        number: item.number.clone(),
                        invoiced_minor: item.amount_minor,
                        debited_minor: item.amount_minor - open,
                        late_discount: late_discount(item, open, last),
                    };
                    let payments = paid.iter().map(|(payment, _)| payment.id.clone()).collect();
                    all.push(Finding { sure: facts.may_be_debited(item, facts.as_of), ..finding(verdict, payments, last.booking_date) });
                }
                _ => {}
            }
        }
        // What came on time and went back was not late.
        let is_late = |payment: &Payment| payment.booking_date.days() - due.days() >= facts.settings.late_days;
        let came = facts.returns_of(item).iter().filter_map(|back| facts.payment(&back.debit));
        let late: Vec<&Payment> = paid.iter().map(|(payment, _)| *payment).filter(|payment| is_late(payment)).collect();
        if let Some(last) = late.last()
            && came.into_iter().all(is_late)
        {
            let days = last.booking_date.days() - due.days();
            let verdict = Verdict::Late { number: item.number.clone(), due, due_is_stated, debited: last.booking_date, days };
            let payments = late.iter().map(|payment| payment.id.clone()).collect();
            let sure = facts.may_be_debited(item, last.booking_date);
            all.push(Finding { sure, ..finding(verdict, payments, last.booking_date) });
        }
    }
}

/// The last day of an agreed discount, if it is just that discount that was not paid.
fn late_discount(item: &Item, open: i64, last: &Payment) -> Option<Date> {
    let is_it = |discount: &&crate::statements::matching::CashDiscount| {
        let base = discount.base_minor.unwrap_or(item.amount_minor);
        let exact = i128::from(base) * i128::from(discount.basis_points);
        (exact - i128::from(open) * 10_000).abs() < 10_000
    };
    let until = item.date.plus_days(item.discounts.iter().find(is_it)?.days);
    (until < last.booking_date).then_some(until)
}

/// Debits and refunds of which something is left.
pub(super) fn of_payments(facts: &Facts<'_>, all: &mut Vec<Finding>) {
    for payment in facts.payments().filter(|one| one.kind != PaymentKind::Returned && !facts.is_undone(one) && one.open_minor != 0) {
        if facts.is_back_proposed(payment) || facts.backs.contains_key(&payment.id) {
            continue;
        }
        let finding = |verdict, items: Vec<Id>, payments: Vec<Id>, sure| Finding {
            verdict,
            currency: payment.currency,
            items,
            payments,
            sure,
            day: payment.booking_date,
        };
        let me = || payment.id.clone();
        let allocated = facts.of_payment(payment);
        if let Some(again) = facts.again(payment) {
            let first = again.first.as_ref().and_then(|first| facts.payment(first));
            let verdict = Verdict::Twice {
                number: again.items.first().and_then(|id| facts.item(id)).map(|item| item.number.clone()),
                first: first.map(|first| first.booking_date),
                again: payment.booking_date,
                amount_minor: payment.open_minor,
            };
            all.push(finding(verdict, again.items.clone(), again.first.iter().cloned().chain([me()]).collect(), again.sure));
        } else if let Some(proposal) = facts.proposal(payment) {
            if let [way] = proposal.ways.as_slice()
                && let [only] = way.allocations.as_slice()
                && let Some(item) = facts.item(&only.item).filter(|_| matches!(only.why, Why::Part { .. }))
            {
                all.push(finding(
                    other_amount(item, item.amount_minor, payment.amount_minor),
                    vec![item.id.clone()],
                    vec![me()],
                    proposal.sure,
                ));
            }
        } else if allocated.is_empty() && payment.open_minor == payment.amount_minor {
            let verdict = Verdict::NoInvoice { kind: payment.kind, on: payment.booking_date, amount_minor: payment.amount_minor };
            all.push(finding(verdict, vec![], vec![me()], facts.may_have_invoice(payment)));
        } else if let Some(item) = allocated.iter().find_map(|one| facts.item(&one.item)) {
            let invoiced = payment.amount_minor - payment.open_minor;
            let items = allocated.iter().map(|one: &&Allocation| one.item.clone()).collect();
            let verdict = other_amount(item, invoiced, payment.amount_minor);
            all.push(finding(verdict, items, vec![me()], facts.may_have_invoice(payment)));
        }
    }
}

fn other_amount(item: &Item, invoiced_minor: i64, debited_minor: i64) -> Verdict {
    Verdict::OtherAmount { number: item.number.clone(), invoiced_minor, debited_minor, late_discount: None }
}
