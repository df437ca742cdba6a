//! Each rule, and what it must not do.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::{
    matching::{Item, Payment},
    reading::CurrencyCode,
};

use super::samples::{correction, credit, debit, discount, expect, invoice, refund};

fn with_id(mut payment: Payment, id: &str) -> Payment {
    payment.end_to_end_id = Some(id.to_owned());
    payment
}

fn announced(mut item: Item, id: &str) -> Item {
    item.end_to_end_id = Some(id.to_owned());
    item
}

/// Without a mandate.
fn plain(mut payment: Payment) -> Payment {
    payment.mandate = None;
    payment
}

#[test]
fn by_end_to_end_id() {
    let items = [announced(invoice("RE-2026-0001", "2026-01-01", 5_000), "E-1"), invoice("RE-2026-0002", "2026-01-01", 5_000)];
    // Months late, and with nothing else to say.
    expect(&items, &[plain(with_id(debit("2026-09-01", 5_000, ""), "E-1"))], &["2026-09-01 5000 → RE-2026-0001 5000 end_to_end_id"]);
    // In part, and too much.
    expect(&items, &[plain(with_id(debit("2026-01-15", 3_000, ""), "E-1"))], &["2026-01-15 3000 → RE-2026-0001 3000 end_to_end_id"]);
    expect(&items, &[plain(with_id(debit("2026-01-15", 7_000, ""), "E-1"))], &["2026-01-15 7000 → RE-2026-0001 5000 end_to_end_id"]);
    // What banks write for nothing is no id.
    let nothing = [announced(invoice("RE-2026-0001", "2026-01-01", 5_000), "NOTPROVIDED")];
    expect(&nothing, &[plain(with_id(debit("2026-09-01", 5_000, ""), "NOTPROVIDED"))], &["? 2026-09-01 5000 → RE-2026-0001 5000 amount"]);
}

#[test]
fn one_id_for_several_items_is_all_of_them_or_the_one_with_the_amount() {
    let items =
        [announced(invoice("RE-2026-0001", "2026-01-01", 5_000), "E"), announced(invoice("RE-2026-0002", "2026-01-02", 7_100), "E")];
    expect(
        &items,
        &[with_id(debit("2026-01-15", 12_100, ""), "E")],
        &["2026-01-15 12100 → RE-2026-0001 5000 end_to_end_id", "2026-01-15 12100 → RE-2026-0002 7100 end_to_end_id"],
    );
    expect(&items, &[with_id(debit("2026-05-15", 7_100, ""), "E")], &["2026-05-15 7100 → RE-2026-0002 7100 end_to_end_id"]);
}

#[test]
fn by_numbers_in_the_text() {
    let items = [
        invoice("RE-2026-0001", "2026-01-01", 5_000),
        invoice("RE-2026-0002", "2026-01-10", 7_100),
        invoice("RE-2026-0003", "2026-01-20", 5_000),
    ];
    expect(
        &items,
        &[plain(debit("2026-07-15", 12_100, "Rg.Nr. 2026/0001 und\nRE 2026 2"))],
        &["2026-07-15 12100 → RE-2026-0001 5000 number", "2026-07-15 12100 → RE-2026-0002 7100 number"],
    );
    // The text is right even where amount, mandate and day are another's.
    expect(&items, &[debit("2026-02-03", 5_000, "RE-2026-0001")], &["2026-02-03 5000 → RE-2026-0001 5000 number"]);
    // All three named, two of them paid.
    expect(
        &items,
        &[debit("2026-02-03", 12_100, "RE-2026-0001, RE-2026-0002, RE-2026-0003")],
        &["?? 2026-02-03 12100 → RE-2026-0001 5000 number + 2026-02-03 12100 → RE-2026-0002 7100 number \
           | 2026-02-03 12100 → RE-2026-0002 7100 number + 2026-02-03 12100 → RE-2026-0003 5000 number"],
    );
    expect(
        &items,
        &[debit("2026-02-03", 10_000, "RE-2026-0001, RE-2026-0002, RE-2026-0003")],
        &["2026-02-03 10000 → RE-2026-0001 5000 number", "2026-02-03 10000 → RE-2026-0003 5000 number"],
    );
}

#[test]
fn a_short_number_needs_its_word_and_the_amount() {
    let items = [Item { mandate: None, ..invoice("7", "2026-01-01", 5_000) }];
    expect(&items, &[plain(debit("2026-07-15", 5_000, "Rechnung 7"))], &["2026-07-15 5000 → 7 5000 number"]);
    expect(&items, &[plain(debit("2026-07-15", 4_900, "Rechnung 7"))], &["? 2026-07-15 4900 → 7 4900 number"]);
    expect(&items, &[plain(debit("2026-07-15", 4_900, "7 Lizenzen"))], &[]);
    // The wrong mandate speaks against what is only weak.
    let other = [Item { mandate: Some("M-9".to_owned()), ..items[0].clone() }];
    expect(&other, &[debit("2026-07-15", 5_000, "Rechnung 7")], &["? 2026-07-15 5000 → 7 5000 number"]);
}

#[test]
fn a_reminders_fee_is_no_part_of_the_invoice() {
    let items = [invoice("RE-2026-0001", "2026-01-01", 5_000)];
    expect(&items, &[debit("2026-03-15", 500, "Mahngebühr zu RE-2026-0001")], &["? 2026-03-15 500 → RE-2026-0001 500 number"]);
    expect(&items, &[debit("2026-03-15", 500, "Rate 1 RE-2026-0001")], &["2026-03-15 500 → RE-2026-0001 500 number"]);
}

#[test]
fn in_parts_until_it_is_paid_and_then_again() {
    let items = [invoice("RE-2026-0001", "2026-01-01", 30_000)];
    let rate = |date: &str| debit(date, 10_000, "RE-2026-0001");
    expect(
        &items,
        &[rate("2026-01-15"), rate("2026-02-15"), rate("2026-03-15"), rate("2026-04-15")],
        &[
            "2026-01-15 10000 → RE-2026-0001 10000 number",
            "2026-02-15 10000 → RE-2026-0001 10000 number",
            "2026-03-15 10000 → RE-2026-0001 10000 number",
            "! 2026-04-15 10000 after 2026-01-15 10000 for RE-2026-0001",
        ],
    );
}

#[test]
fn by_mandate_and_amount_where_nothing_else_can_have_it() {
    let months = ["2026-01-01", "2026-02-01", "2026-03-01"];
    let items: Vec<Item> = months.iter().map(|date| invoice(&format!("A{date}"), date, 5_000)).collect();
    let on_time = [debit("2026-01-15", 5_000, ""), debit("2026-02-16", 5_000, ""), debit("2026-03-15", 5_000, "")];
    expect(
        &items,
        &on_time,
        &[
            "2026-01-15 5000 → A2026-01-01 5000 mandate",
            "2026-02-16 5000 → A2026-02-01 5000 mandate",
            "2026-03-15 5000 → A2026-03-01 5000 mandate",
        ],
    );
    // February's was never debited: from then on, each may be February's. What came before is certain.
    expect(
        &items,
        &[on_time[0].clone(), on_time[2].clone()],
        &[
            "2026-01-15 5000 → A2026-01-01 5000 mandate",
            "?? 2026-03-15 5000 → A2026-03-01 5000 mandate | 2026-03-15 5000 → A2026-02-01 5000 mandate",
        ],
    );
    // A hundred days late, but the only one there ever was.
    expect(&items[..1], &[debit("2026-04-25", 5_000, "")], &["2026-04-25 5000 → A2026-01-01 5000 mandate"]);
    expect(
        &items[..2],
        &[debit("2026-05-25", 5_000, "")],
        &["?? 2026-05-25 5000 → A2026-02-01 5000 mandate | 2026-05-25 5000 → A2026-01-01 5000 mandate"],
    );
    // Another mandate is another account.
    let other = [Item { mandate: Some("M-2".to_owned()), ..items[0].clone() }];
    expect(&other, &on_time[..1], &[]);
}

#[test]
fn twice_without_a_word() {
    let items = [invoice("A1", "2026-01-01", 5_000)];
    let one = debit("2026-01-15", 5_000, "");
    let same = Payment { id: "same".to_owned(), ..one.clone() };
    // Nobody can tell them apart, so it does not matter which one it is.
    expect(&items, &[one.clone(), same], &["2026-01-15 5000 → A1 5000 mandate", "! same after 2026-01-15 5000 for A1"]);
    expect(
        &items,
        &[one, debit("2026-01-18", 5_000, "")],
        &["? 2026-01-15 5000 → A1 5000 mandate", "! 2026-01-18 5000 after 2026-01-15 5000 for A1"],
    );
}

#[test]
fn twice_with_the_number() {
    let items = [invoice("RE-2026-0001", "2026-01-01", 5_000)];
    expect(
        &items,
        &[debit("2026-01-15", 5_000, "RE-2026-0001"), debit("2026-06-15", 5_000, "RE-2026-0001")],
        &["2026-01-15 5000 → RE-2026-0001 5000 number", "! 2026-06-15 5000 after 2026-01-15 5000 for RE-2026-0001"],
    );
}

#[test]
fn by_amount_alone() {
    let items = [Item { mandate: None, ..invoice("A1", "2026-01-01", 5_000) }];
    expect(&items, &[plain(debit("2026-01-16", 5_000, "Danke"))], &["2026-01-16 5000 → A1 5000 amount"]);
    expect(&items, &[plain(debit("2026-03-16", 5_000, "Danke"))], &["? 2026-03-16 5000 → A1 5000 amount"]);
    // It names an invoice that is not there.
    expect(&items, &[plain(debit("2026-01-16", 5_000, "Rechnung 2025-0815"))], &["? 2026-01-16 5000 → A1 5000 amount"]);
    // Long before the invoice, or far too long after it.
    expect(&items, &[plain(debit("2025-12-16", 5_000, ""))], &[]);
    expect(&items, &[plain(debit("2027-12-16", 5_000, ""))], &[]);
}

#[test]
fn other_currencies_never() {
    let items = [announced(invoice("RE-2026-0001", "2026-01-01", 5_000), "E-1")];
    let mut payment = with_id(debit("2026-01-15", 5_000, "RE-2026-0001"), "E-1");
    payment.currency = CurrencyCode::parse("SEK").unwrap();
    expect(&items, &[payment], &[]);
}

#[test]
fn one_payment_for_an_invoice_and_a_credit_note() {
    let items = [invoice("RE-2026-0001", "2026-01-01", 250_000), credit("GS-2026-0001", "2026-01-05", 60_000)];
    let both = ["2026-01-15 190000 → GS-2026-0001 -60000 sum", "2026-01-15 190000 → RE-2026-0001 250000 sum"];
    expect(&items, &[debit("2026-01-15", 190_000, "")], &both);
    expect(&items, &[debit("2026-01-15", 190_000, "RE-2026-0001")], &[both[0], "2026-01-15 190000 → RE-2026-0001 250000 number"]);
    expect(
        &items,
        &[plain(debit("2026-06-15", 190_000, "RE-2026-0001 abzgl. GS-2026-0001"))],
        &["2026-06-15 190000 → GS-2026-0001 -60000 number", "2026-06-15 190000 → RE-2026-0001 250000 number"],
    );
    // An invoice of exactly that sum is another answer: nobody guesses.
    let three = [items[0].clone(), items[1].clone(), invoice("RE-2026-0009", "2025-12-20", 190_000)];
    expect(
        &three,
        &[debit("2026-01-15", 190_000, "")],
        &[
            "?? 2026-01-15 190000 → RE-2026-0009 190000 sum | 2026-01-15 190000 → GS-2026-0001 -60000 sum + 2026-01-15 190000 → RE-2026-0001 250000 sum",
        ],
    );
}

#[test]
fn corrections_with_their_invoice() {
    let items = [invoice("RE-2026-0001", "2026-01-01", 10_000), correction("KO-2026-0004", "2026-01-10", -2_000, "RE-2026-0001")];
    expect(
        &items,
        &[plain(debit("2026-01-15", 8_000, "RE-2026-0001"))],
        &["2026-01-15 8000 → KO-2026-0004 -2000 sum", "2026-01-15 8000 → RE-2026-0001 10000 number"],
    );
}

#[test]
fn a_collective_debit() {
    let items = [
        invoice("A1", "2026-01-01", 12_345),
        invoice("A2", "2026-01-01", 23_456),
        invoice("A3", "2026-01-01", 34_567),
        invoice("A4", "2026-01-08", 45_679),
    ];
    let of = |payment: &str, parts: &[(&str, i64)]| {
        parts.iter().map(|(item, amount)| format!("{payment} → {item} {amount} sum")).collect::<Vec<_>>()
    };
    let check = |payment: Payment, parts: &[(&str, i64)]| {
        let expected = of(&payment.id, parts);
        expect(&items, &[payment], &expected.iter().map(String::as_str).collect::<Vec<_>>());
    };
    check(debit("2026-01-15", 70_368, ""), &[("A1", 12_345), ("A2", 23_456), ("A3", 34_567)]);
    check(debit("2026-01-22", 116_047, ""), &[("A1", 12_345), ("A2", 23_456), ("A3", 34_567), ("A4", 45_679)]);
    check(debit("2026-01-22", 58_024, ""), &[("A1", 12_345), ("A4", 45_679)]);
    // Round amounts add up by chance.
    let round = [invoice("B1", "2026-01-01", 10_000), invoice("B2", "2026-01-02", 20_000), invoice("B3", "2026-01-03", 40_000)];
    expect(&round, &[debit("2026-01-18", 50_000, "")], &["? 2026-01-18 50000 → B1 10000 sum + 2026-01-18 50000 → B3 40000 sum"]);
    // Two answers.
    let two = [
        invoice("B1", "2026-01-01", 11_111),
        invoice("B2", "2026-01-02", 22_222),
        invoice("B3", "2026-01-03", 33_333),
        invoice("B4", "2026-01-04", 44_444),
    ];
    expect(
        &two,
        &[debit("2026-01-18", 55_555, "")],
        &[
            "?? 2026-01-18 55555 → B1 11111 sum + 2026-01-18 55555 → B4 44444 sum | 2026-01-18 55555 → B2 22222 sum + 2026-01-18 55555 → B3 33333 sum",
        ],
    );
}

#[test]
fn a_cash_discount_that_was_agreed_is_explained() {
    let item = Item { discounts: vec![discount(10, 200), discount(5, 300)], ..invoice("RE-2026-0001", "2026-01-01", 10_000) };
    let items = [item];
    expect(&items, &[debit("2026-01-11", 9_800, "RE-2026-0001")], &["2026-01-11 9800 → RE-2026-0001 9800 -200 number"]);
    expect(&items, &[debit("2026-01-06", 9_700, "")], &["2026-01-06 9700 → RE-2026-0001 9700 -300 mandate"]);
    // A day too late, it is a part.
    expect(&items, &[debit("2026-01-12", 9_800, "RE-2026-0001")], &["2026-01-12 9800 → RE-2026-0001 9800 number"]);
    expect(&items, &[debit("2026-01-07", 9_700, "RE-2026-0001")], &["2026-01-07 9700 → RE-2026-0001 9700 number"]);
    // The day on which the money moved counts.
    let valued = Payment { value_date: Some(super::samples::day("2026-01-11")), ..debit("2026-01-13", 9_800, "RE-2026-0001") };
    expect(&items, &[valued], &["2026-01-13 9800 → RE-2026-0001 9800 -200 number"]);
    // Two invoices in one, each with its own.
    let two = [items[0].clone(), Item { discounts: vec![discount(14, 250)], ..invoice("RE-2026-0002", "2026-01-01", 20_000) }];
    expect(
        &two,
        &[debit("2026-01-11", 29_300, "RE-2026-0001, RE-2026-0002")],
        &["2026-01-11 29300 → RE-2026-0001 9800 -200 number", "2026-01-11 29300 → RE-2026-0002 19500 -500 number"],
    );
}

#[test]
fn refunds_pay_credit_notes_and_give_back_debits_too_many() {
    let credits = [credit("GS-2026-0001", "2026-01-05", 60_000)];
    expect(&credits, &[refund("2026-01-20", 60_000, "GS-2026-0001")], &["2026-01-20 refund 60000 → GS-2026-0001 -60000 number"]);
    let items = [invoice("RE-2026-0001", "2026-01-01", 5_000)];
    let twice =
        [debit("2026-01-15", 5_000, "RE-2026-0001"), debit("2026-01-16", 5_000, "RE-2026-0001"), refund("2026-02-01", 5_000, "Erstattung")];
    expect(
        &items,
        &twice,
        &["2026-01-15 5000 → RE-2026-0001 5000 number", "2026-01-16 5000 ⇠ 2026-02-01 refund 5000 5000 fee 0 mandate RE-2026-0001 5000"],
    );
}

#[test]
fn more_was_prepaid_than_invoiced() {
    let items = [invoice("RE-2026-0001", "2026-01-01", -4_000), invoice("RE-2026-0002", "2026-01-01", 10_000)];
    expect(
        &items,
        &[debit("2026-01-15", 6_000, "")],
        &["2026-01-15 6000 → RE-2026-0001 -4000 sum", "2026-01-15 6000 → RE-2026-0002 10000 sum"],
    );
    expect(&items[..1], &[refund("2026-01-15", 4_000, "")], &["2026-01-15 refund 4000 → RE-2026-0001 -4000 mandate"]);
}
