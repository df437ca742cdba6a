//! What looks alike and is not, and the other way round.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::statements::bank_view::LedgerLine;
use eyelevel_contract::statements::ledger::PostingKind;

use super::samples::{Row, ask, compared, debit, expect, moved, other, report, row};

/// So that the days around are covered.
fn within(rows: &[Row]) -> Vec<Row> {
    let mut all = vec![other("2026-01-01", -1)];
    all.extend_from_slice(rows);
    all.push(other("2026-12-30", -1));
    all
}

#[test]
fn the_same_on_both_sides_agrees_and_others_are_none_of_the_vendors_business() {
    let outcome = compared(
        ask(&[debit("d1", "2026-03-02", 10_000), debit("d2", "2026-04-01", 10_000)], &[]),
        &within(&[row("2026-03-02", -10_000), other("2026-03-03", -7_700), other("2026-03-04", 123), row("2026-04-03", -10_000)]),
    );
    assert_eq!(report(&outcome), ["agrees mandate: 03-02 -10000 | d1", "agrees mandate: 04-03 -10000 | d2 days 2"]);
    let summary = outcome.summary();
    assert_eq!((summary.others, summary.others_out, summary.others_in, summary.differ, summary.sum), (4, -7_702, 123, 0, 0));
}

#[test]
fn a_debit_that_the_ledger_does_not_know_and_one_that_the_bank_does_not_know() {
    expect(
        &[debit("d1", "2026-03-02", 10_000), debit("d2", "2026-05-04", 500), debit("late", "2026-12-31", 900)],
        &[],
        &within(&[row("2026-03-02", -10_000), row("2026-03-20", -4_400)]),
        &[
            "only_bank nothing: 03-20 -4400 | – difference -4400",
            "only_ledger nothing: – | d2 difference 500",
            "agrees mandate: 03-02 -10000 | d1",
        ],
    );
}

#[test]
fn debited_twice_by_the_bank_and_once_in_the_ledger() {
    expect(
        &[debit("d1", "2026-03-02", 10_000), debit("d2", "2026-05-02", 10_000)],
        &[],
        &within(&[row("2026-03-02", -10_000), row("2026-03-02", -10_000), row("2026-05-02", -10_000)]),
        &[
            "only_bank nothing: 03-02 -10000 | – difference -10000",
            "agrees mandate: 03-02 -10000 | d1",
            "agrees mandate: 05-02 -10000 | d2",
        ],
    );
}

#[test]
fn where_two_fit_and_nothing_tells_them_apart_none_is_chosen() {
    expect(
        &[debit("d1", "2026-03-02", 10_000), debit("d2", "2026-03-04", 10_000)],
        &[],
        &within(&[row("2026-03-03", -10_000)]),
        &["one_of mandate: 03-03 -10000 | d1 + d2 difference 10000 days 1"],
    );
    // With its id it is this one.
    let with_id = |id: &str, date: &str| LedgerLine { end_to_end_id: Some(format!("E-{id}")), ..debit(id, date, 10_000) };
    expect(
        &[with_id("d1", "2026-03-02"), with_id("d2", "2026-03-04")],
        &[],
        &within(&[Row { id: "E-d2", ..row("2026-03-03", -10_000) }]),
        &["only_ledger nothing: – | d1 difference 10000", "agrees end_to_end_id: 03-03 -10000 | d2 days 1"],
    );
}

#[test]
fn the_same_sum_every_week_is_paired_day_by_day_with_one_missing() {
    let days = ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"];
    let ledger: Vec<_> = days.iter().map(|day| debit(day, day, 5_000)).collect();
    expect(
        &ledger,
        &[],
        &within(&[row("2026-03-03", -5_000), row("2026-03-17", -5_000), row("2026-03-24", -5_000)]),
        &[
            "only_ledger nothing: – | 2026-03-09 difference 5000",
            "agrees mandate: 03-03 -5000 | 2026-03-02 days 1",
            "agrees mandate: 03-17 -5000 | 2026-03-16 days 1",
            "agrees mandate: 03-24 -5000 | 2026-03-23 days 1",
        ],
    );
}

#[test]
fn another_amount_is_said_where_a_mark_says_that_it_is_the_same() {
    let named = |id: &str, date: &str, amount, text: &str| LedgerLine { text: text.to_owned(), mandate: None, ..debit(id, date, amount) };
    expect(
        &[named("d1", "2026-03-02", 10_000, "RE-2026-0017"), debit("d2", "2026-05-04", 2_000)],
        &["RE-2026-0017"],
        &within(&[Row { text: "RE-2026-0017", mandate: "", ..row("2026-03-03", -11_000) }, row("2026-05-04", -2_500)]),
        &[
            "other_amount number: 03-03 -11000 | d1 difference -1000 days 1 names id RE-2026-0017",
            "other_amount mandate: 05-04 -2500 | d2 difference -500",
        ],
    );
}

#[test]
fn the_same_amount_for_another_invoice_is_not_the_same() {
    let of = |id: &str, date: &str, text: &str| LedgerLine { text: text.to_owned(), ..debit(id, date, 10_000) };
    let ledger = [of("d1", "2026-03-02", "RE-2026-0017"), of("d2", "2026-04-02", "RE-2026-0018")];
    // The second is missing, and the first came twice: the second time near the day of the other.
    for again in ["2026-04-02", "2026-04-04", "2026-04-20"] {
        let twice = [row("2026-03-02", -10_000), row(again, -10_000)].map(|row| Row { text: "RE-2026-0017", ..row });
        expect(
            &ledger,
            &["RE-2026-0017", "RE-2026-0018"],
            &within(&twice),
            &[
                &format!(
                    "only_bank nothing: {} -10000 | – difference -10000 names id RE-2026-0017{}",
                    &again[5..],
                    if again > "2026-04-02" { " edge" } else { "" }
                ),
                "only_ledger nothing: – | d2 difference 10000",
                "agrees number: 03-02 -10000 | d1 names id RE-2026-0017",
            ],
        );
    }
}

#[test]
fn a_late_debit_is_the_same_by_its_invoice_and_differs_by_days() {
    let mut late = LedgerLine { text: "Rechnung 2026-0017".to_owned(), ..debit("d1", "2026-02-02", 10_000) };
    late.mandate = None;
    expect(
        &[late],
        &["RE-2026-0017"],
        &within(&[Row { text: "RE-2026-0017", ..row("2026-08-10", -10_000) }]),
        &["other_day number: 08-10 -10000 | d1 days 189 names id RE-2026-0017"],
    );
    expect(
        &[debit("d1", "2026-03-02", 10_000)],
        &[],
        &within(&[row("2026-03-20", -10_000)]),
        &["other_day mandate: 03-20 -10000 | d1 days 18"],
    );
}

#[test]
fn a_return_with_the_banks_fee_agrees_and_the_vendors_fee_is_none_of_the_banks_lines() {
    let lines = [
        debit("d1", "2026-03-02", 10_000),
        moved(PostingKind::Returned, "back", "2026-03-06", 10_000),
        debit("again", "2026-03-20", 10_350),
    ];
    let back = Row { kind: "RUECKLASTSCHRIFT", text: "MD06 Widerspruch", ..row("2026-03-06", 10_000) };
    let kept = Row { asked: Some(10_000), amount: 9_700, ..back.clone() };
    let rows = |back| within(&[row("2026-03-02", -10_000), back, row("2026-03-20", -10_350)]);
    let agrees = |back: &'static str| ["agrees mandate: 03-02 -10000 | d1", back, "agrees mandate: 03-20 -10350 | again"];
    expect(&lines, &[], &rows(back), &agrees("agrees mandate: 03-06 10000 | back"));
    expect(&lines, &[], &rows(kept), &agrees("agrees mandate: 03-06 9700 | back fee 300"));
}

#[test]
fn what_left_the_account_is_never_what_came_back() {
    expect(
        &[moved(PostingKind::Refund, "r1", "2026-03-02", 10_000)],
        &[],
        &within(&[row("2026-03-02", -10_000)]),
        &["only_bank nothing: 03-02 -10000 | – difference -10000", "only_ledger nothing: – | r1 difference -10000"],
    );
}

#[test]
fn one_debit_of_the_bank_is_several_of_the_ledger() {
    let of = |id: &str, amount, number: &str| LedgerLine { about: vec![number.to_owned()], ..debit(id, "2026-03-02", amount) };
    let lines =
        [of("d1", 10_000, "RE-2026-0017"), of("d2", 9_000, "RE-2026-0018"), debit("d3", "2026-05-04", 700), debit("d4", "2026-05-04", 800)];
    expect(
        &lines,
        &["RE-2026-0017", "RE-2026-0018"],
        &within(&[Row { text: "RE-2026-0017 und RE-2026-0018", ..row("2026-03-03", -19_000) }, row("2026-05-04", -1_500)]),
        &["agrees number: 03-03 -19000 | d1 + d2 days 1 names id RE-2026-0017, id RE-2026-0018", "agrees mandate: 05-04 -1500 | d3 + d4"],
    );
}

#[test]
fn what_is_not_booked_pairs_with_nothing() {
    let pending = Row { info: "Umsatz vorgemerkt", ..row("2026-03-02", -10_000) };
    let outcome = compared(ask(&[debit("d1", "2026-03-02", 10_000)], &[]), &within(&[pending]));
    assert_eq!(report(&outcome), ["only_ledger nothing: – | d1 difference 10000"]);
    assert_eq!(outcome.summary().pending, 1);
}

#[test]
fn a_stranger_with_the_same_amount_on_the_same_day_is_no_answer() {
    // Who the vendor is at the bank is known from the first line.
    let bare = |id: &str, date: &str, amount| LedgerLine { mandate: None, ..debit(id, date, amount) };
    expect(
        &[debit("d1", "2026-03-02", 10_000), bare("d2", "2026-05-04", 7_700)],
        &[],
        &within(&[row("2026-03-02", -10_000), other("2026-05-04", -7_700)]),
        &["only_ledger nothing: – | d2 difference 7700", "agrees mandate: 03-02 -10000 | d1"],
    );
    // Where banks say nothing of who it is, day and amount are all there is.
    let nobody = Row { name: "", mandate: "", ..row("2026-05-04", -7_700) };
    expect(&[bare("d2", "2026-05-04", 7_700)], &[], &within(&[nobody]), &["agrees amount: 05-04 -7700 | d2"]);
}

#[test]
fn another_mandate_of_the_same_amount_is_another_debit() {
    expect(
        &[debit("d1", "2026-03-02", 10_000)],
        &[],
        &within(&[Row { mandate: "M-9", name: "Fremd AG", ..row("2026-03-02", -10_000) }]),
        &["only_ledger nothing: – | d1 difference 10000"],
    );
}

#[test]
fn the_vendor_is_known_by_its_name_without_the_form_of_the_company() {
    expect(
        &[debit("d1", "2026-03-02", 10_000)],
        &[],
        &within(&[row("2026-03-02", -10_000), Row { name: "NORDLICHT SYSTEME", ..other("2026-04-02", -333) }]),
        &["only_bank nothing: 04-02 -333 | – difference -333 edge", "agrees mandate: 03-02 -10000 | d1"],
    );
}

#[test]
fn at_the_edge_of_what_a_side_knows_a_line_may_come_on_another_day() {
    let rows = [other("2026-03-01", -1), row("2026-03-10", -10_000), other("2026-03-31", -1)];
    expect(
        &[
            debit("first", "2026-03-02", 5_000),
            debit("d1", "2026-03-10", 10_000),
            debit("last", "2026-03-30", 6_000),
            debit("past", "2026-04-01", 1),
        ],
        &[],
        &rows,
        &[
            "only_ledger nothing: – | first difference 5000 edge",
            "only_ledger nothing: – | last difference 6000 edge",
            "agrees mandate: 03-10 -10000 | d1",
        ],
    );
}

#[test]
fn lines_before_the_first_day_of_the_books_are_counted_only() {
    let outcome = compared(ask(&[debit("d1", "2026-03-02", 10_000)], &[]), &[row("2025-12-30", -400), row("2026-03-02", -10_000)]);
    assert_eq!(report(&outcome), ["agrees mandate: 03-02 -10000 | d1"]);
    assert_eq!(outcome.summary().too_old, 1);
}
