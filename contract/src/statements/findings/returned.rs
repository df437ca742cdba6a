//! Debits that came back.

use super::{Finding, Verdict, facts::Facts};
use crate::statements::matching::{PaymentKind, Sureness};

pub(super) fn find(facts: &Facts<'_>, all: &mut Vec<Finding>) {
    for payment in facts.payments().filter(|one| one.kind == PaymentKind::Returned) {
        let back = facts.backs.get(&payment.id);
        let debit = back.and_then(|back| facts.payment(&back.debit));
        let items: Vec<_> = back.iter().flat_map(|back| back.released.iter().map(|one| one.item.clone())).collect();
        all.push(Finding {
            verdict: Verdict::Returned {
                number: items.first().and_then(|id| facts.item(id)).map(|item| item.number.clone()),
                on: payment.booking_date,
                debited: debit.map(|debit| debit.booking_date),
                amount_minor: back.map_or(payment.amount_minor, |back| back.amount_minor),
                fee_minor: back.map_or(payment.fee_minor.unwrap_or(0), |back| back.fee_minor),
                reason: payment.reason.clone().filter(|reason| !reason.trim().is_empty()),
            },
            currency: payment.currency,
            items,
            payments: debit.map(|debit| debit.id.clone()).into_iter().chain([payment.id.clone()]).collect(),
            sure: Sureness::Sure,
            day: payment.booking_date,
        });
    }
}
