//! Debits that went back, with the bank's fee.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::matching::{Item, Payment, Settings, allocate};

use super::{
    laws,
    samples::{books, debit, expect, invoice, returned},
};

fn with(mut payment: Payment, id: Option<&str>, mandate: Option<&str>, text: &str) -> Payment {
    payment.end_to_end_id = id.map(str::to_owned);
    payment.mandate = mandate.map(str::to_owned);
    text.clone_into(&mut payment.remittance);
    payment
}

#[test]
fn a_return_without_an_id_is_found_by_mandate_and_amount_and_its_fee_split_off() {
    let items = [invoice("RE-2026-0001", "2026-01-01", 5_000)];
    expect(
        &items,
        &[debit("2026-01-15", 5_000, ""), returned("2026-01-19", 5_300, "AM04")],
        &["2026-01-15 5000 ⇠ 2026-01-19 return 5300 5000 fee 300 mandate RE-2026-0001 5000"],
    );
    // Stated, and not more than that.
    let stated = Payment { fee_minor: Some(300), ..returned("2026-01-19", 5_300, "AM04") };
    expect(
        &items,
        &[debit("2026-01-15", 5_000, ""), stated.clone()],
        &["2026-01-15 5000 ⇠ 2026-01-19 return 5300 5000 fee 300 mandate RE-2026-0001 5000"],
    );
    expect(&[], &[debit("2026-01-15", 5_100, ""), stated], &[]);
    // No bank takes thirty euros.
    expect(&[], &[debit("2026-01-15", 5_000, ""), returned("2026-01-19", 8_000, "AM04")], &[]);
}

#[test]
fn the_invoice_is_open_again_for_the_next_debit() {
    let items = [invoice("RE-2026-0001", "2026-01-01", 5_000)];
    let payments =
        [debit("2026-01-15", 5_000, "RE-2026-0001"), returned("2026-01-19", 5_300, "AM04"), debit("2026-02-15", 5_000, "RE-2026-0001")];
    expect(
        &items,
        &payments,
        &["2026-02-15 5000 → RE-2026-0001 5000 number", "2026-01-15 5000 ⇠ 2026-01-19 return 5300 5000 fee 300 mandate RE-2026-0001 5000"],
    );
}

#[test]
fn what_stands_in_the_books_is_released() {
    let items = [invoice("RE-2026-0001", "2026-01-01", 5_000)];
    let payments =
        [debit("2026-01-15", 5_000, "RE-2026-0001"), returned("2026-01-19", 5_300, "AM04"), debit("2026-02-15", 5_000, "RE-2026-0001")];
    let first = books(&items, &payments[..1]);
    let mut later = first.with(&allocate(&first, &Settings::default()));
    assert_eq!((later.items[0].open_minor, later.payments[0].open_minor), (0, 0));
    later.payments.extend_from_slice(&payments[1..]);
    let matching = allocate(&later, &Settings::default());
    laws::hold(&later, &matching);
    let released = &matching.takes_back[0].released[0];
    assert!(released.stood && released.amount_minor == 5_000);
    assert_eq!(matching.allocations[0].payment, "2026-02-15 5000");
    let settled = later.with(&matching);
    assert_eq!(settled.allocations.len(), 1);
    assert!(settled.items[0].open_minor == 0 && settled.payments.iter().all(|payment| payment.open_minor == 0));
}

#[test]
fn by_id_and_by_number_whatever_the_amounts_nearby() {
    let payments = [
        with(debit("2026-01-15", 5_000, ""), Some("E-1"), None, ""),
        Payment { id: "other".to_owned(), ..with(debit("2026-01-15", 5_000, ""), Some("E-2"), None, "") },
        with(returned("2026-01-19", 5_300, "AC04"), Some("E-2"), None, ""),
    ];
    expect(&[], &payments, &["other ⇠ 2026-01-19 return 5300 5000 fee 300 end_to_end_id"]);
    let items = [invoice("RE-2026-0001", "2026-01-01", 5_000), invoice("RE-2026-0002", "2026-01-01", 5_000)];
    let payments = [
        debit("2026-01-15", 5_000, "RE-2026-0001"),
        Payment { id: "other".to_owned(), ..debit("2026-01-15", 5_000, "RE-2026-0002") },
        with(returned("2026-01-19", 5_300, "AC04"), None, None, "Ruecklastschrift RE-2026-0002"),
    ];
    expect(
        &items,
        &payments,
        &["2026-01-15 5000 → RE-2026-0001 5000 number", "other ⇠ 2026-01-19 return 5300 5000 fee 300 number RE-2026-0002 5000"],
    );
}

#[test]
fn two_debits_that_it_may_be_are_named_both() {
    let payments = [debit("2026-01-15", 5_000, ""), debit("2026-01-16", 5_000, ""), returned("2026-01-19", 5_300, "MS03")];
    expect(
        &[],
        &payments,
        &[
            "?? 2026-01-16 5000 ⇠ 2026-01-19 return 5300 5000 fee 300 mandate | 2026-01-15 5000 ⇠ 2026-01-19 return 5300 5000 fee 300 mandate",
        ],
    );
    // 53.00 without a fee is as good as 50.00 with one.
    let payments = [debit("2026-01-15", 5_000, ""), debit("2026-01-15", 5_300, ""), returned("2026-01-19", 5_300, "MS03")];
    expect(
        &[],
        &payments,
        &["?? 2026-01-15 5000 ⇠ 2026-01-19 return 5300 5000 fee 300 mandate | 2026-01-15 5300 ⇠ 2026-01-19 return 5300 5300 fee 0 mandate"],
    );
    // Two returns that may be of the one debit.
    let payments = [debit("2026-01-15", 5_000, ""), returned("2026-01-19", 5_300, "MS03"), returned("2026-01-20", 5_300, "MS03")];
    assert!(super::samples::matched(&[], &payments).takes_back.is_empty());
}

#[test]
fn the_reason_says_how_far_back_to_look() {
    let months = ["2026-01-05", "2026-02-15", "2026-03-15"].map(|date| debit(date, 5_000, ""));
    let with = |reason: &str| [months.to_vec(), vec![returned("2026-03-20", 5_000, reason)]].concat();
    expect(&[], &with("AM04"), &["2026-03-15 5000 ⇠ 2026-03-20 return 5000 5000 fee 0 mandate"]);
    // A refund within eight weeks may be of either of two, an unauthorised one of all, and a bank's own code says nothing.
    for (reason, ways) in [("MD06", 2), ("MD01", 3), ("XXXX", 3)] {
        let found = super::samples::matched(&[], &with(reason));
        assert!(found.takes_back.is_empty());
        assert_eq!(found.back_proposals[0].ways.len(), ways, "{reason}");
    }
}

#[test]
fn without_id_and_mandate_it_is_a_proposal() {
    let payments = [debit("2026-01-15", 5_000, ""), with(returned("2026-01-19", 5_000, "AM04"), None, None, "")];
    expect(&[], &payments, &["? 2026-01-15 5000 ⇠ 2026-01-19 return 5000 5000 fee 0 amount"]);
    let other = [debit("2026-01-15", 5_000, ""), with(returned("2026-01-19", 5_000, "AM04"), None, Some("M-9"), "")];
    expect(&[], &other, &[]);
    let other = [
        with(debit("2026-01-15", 5_000, ""), Some("E-1"), Some("M-1"), ""),
        with(returned("2026-01-19", 5_000, "AM04"), Some("E-2"), Some("M-1"), ""),
    ];
    expect(&[], &other, &[]);
}

#[test]
fn a_return_is_never_income_and_never_before_its_debit() {
    let items = [Item { amount_minor: 5_000, ..invoice("RE-2026-0001", "2026-01-01", 5_000) }];
    // Nothing to take back: it pays nothing either, whatever its text says.
    expect(&items, &[with(returned("2026-01-15", 5_000, "MD06"), None, Some("M-1"), "RE-2026-0001")], &[]);
    expect(&[], &[returned("2026-01-10", 5_000, "AM04"), debit("2026-01-15", 5_000, "")], &[]);
    // Money towards the vendor that the bank calls a reversal pays nothing by itself.
    let reversal = Payment { reversal: true, ..debit("2026-01-15", 5_000, "RE-2026-0001") };
    expect(&items, &[reversal], &[]);
}
