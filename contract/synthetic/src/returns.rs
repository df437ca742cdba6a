//! Debits that come back: with every reason, with a fee and without, with ids and without.

use eyelevel_contract::statements::matching::{Course, PaymentKind, Reason};

use crate::{
    draft::Draft,
    faults::{paid, usual_day},
    series::Contract,
};

pub(crate) fn run(draft: &mut Draft, contract: &Contract, item: usize) {
    let day = usual_day(draft, item);
    let amount = draft.books.items[item].amount_minor;
    let debit = draft.pay(PaymentKind::Debit, contract, day, amount, &[item]);
    let reason = draft.chance.pick(Reason::ALL);
    let days = match reason.course() {
        Course::Return => draft.chance.between(1, 8),
        Course::Refund => draft.chance.between(5, 56),
        Course::Unauthorised => draft.chance.between(5, 390),
    };
    let back = day.plus_days(days);
    let fee = draft.chance.pick(&[0, 300, 450, 750]);
    let returned = draft.pay(PaymentKind::Returned, contract, back, amount + fee, &[]);
    let (with_id, with_mandate) = (draft.chance.often(400), draft.chance.often(900));
    let (with_text, stated, marked) = (draft.chance.often(400), draft.chance.often(300), draft.chance.often(800));
    let original = draft.books.payments[debit].clone();
    let payment = &mut draft.books.payments[returned];
    payment.reason = Some(reason.word().to_owned());
    payment.reversal = marked;
    payment.fee_minor = stated.then_some(fee);
    payment.end_to_end_id = original.end_to_end_id.filter(|_| with_id);
    payment.mandate = original.mandate.filter(|_| with_mandate);
    if with_text {
        payment.remittance = format!("Ruecklastschrift {}", original.remittance);
    }
    draft.truth.takes_back.push((draft.payment(returned), draft.payment(debit), fee));
    draft.truth.purposes.push((draft.payment(debit), draft.item(item), amount, 0));
    let returned = draft.payment(returned);
    draft.finding("returned", vec![returned]);
    if draft.chance.often(500) {
        let days = draft.chance.between(8, 40);
        paid(draft, contract, item, back.plus_days(days));
        // Late indeed, but only because it had come back.
        draft.truth.allowed.push(("late", vec![draft.item(item)]));
    }
}
