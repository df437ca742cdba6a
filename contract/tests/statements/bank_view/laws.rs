//! What holds whatever both sides say.

use std::collections::BTreeSet;

use eyelevel_contract::statements::bank_view::{Comparison, LedgerLine, Outcome};
use eyelevel_contract::statements::ledger::PostingKind;
use proptest::prelude::*;

use super::samples::{Row, ask, compared, day, debit, moved, report, row};

/// Few amounts and days, so that much looks alike.
fn line() -> impl Strategy<Value = (bool, i64, i64, Option<u8>)> {
    (any::<bool>(), 0_i64..60, 1_i64..4, proptest::option::of(0_u8..6))
}

const IDS: [&str; 6] = ["E-0", "E-1", "E-2", "E-3", "E-4", "E-5"];

fn ledger(lines: &[(bool, i64, i64, Option<u8>)]) -> Vec<LedgerLine> {
    let one = |(at, (back, days, amount, id)): (usize, &(bool, i64, i64, Option<u8>))| {
        let kind = if *back { PostingKind::Refund } else { PostingKind::Debit };
        let date = day("2026-03-01").plus_days(*days).to_string();
        let mandate = (at % 3 != 0).then(|| "M-1".to_owned());
        LedgerLine {
            end_to_end_id: id.map(|id| IDS[usize::from(id)].to_owned()),
            mandate,
            ..moved(kind, &format!("l{at:03}"), &date, amount * 1_000)
        }
    };
    lines.iter().enumerate().map(one).collect()
}

fn rows(lines: &[(bool, i64, i64, Option<u8>)]) -> Vec<Row> {
    let one = |(at, (back, days, amount, id)): (usize, &(bool, i64, i64, Option<u8>))| {
        let date = day("2026-03-01").plus_days(*days).to_string();
        let mandate = if at % 4 == 0 { "" } else { "M-1" };
        let name = if at % 5 == 0 { "Stadtwerke" } else { "Nordlicht Systeme GmbH" };
        Row { id: id.map_or("", |id| IDS[usize::from(id)]), mandate, name, ..row(&date, if *back { 1_000 } else { -1_000 } * amount) }
    };
    lines.iter().enumerate().map(one).collect()
}

/// Every line is said once, and all differences are the difference of both sides.
fn adds_up(outcome: &Outcome, ledger: &[LedgerLine], rows: &[Row]) {
    let all: Vec<_> = outcome.page(true, 0, usize::MAX).into_iter().chain(outcome.page(false, 0, usize::MAX)).collect();
    let summary = outcome.summary();
    let places: Vec<i64> = all.iter().flat_map(|one| &one.bank).map(|line| line.place).collect();
    let ids: Vec<&String> = all.iter().flat_map(|one| &one.ledger).collect();
    assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len(), "a line of the bank is said once");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "a line of the ledger is said once");
    assert_eq!(places.len() + usize::try_from(summary.others + summary.too_old).unwrap(), rows.len());
    assert_eq!(ids.len() + usize::try_from(summary.outside).unwrap(), ledger.len());
    assert_eq!(summary.each.iter().sum::<i64>(), i64::try_from(all.len()).unwrap());
    for one in &all {
        let said: i64 = one.bank.iter().map(|line| line.amount).sum();
        let posted: i64 = ledger.iter().filter(|line| one.ledger.contains(&line.id)).map(LedgerLine::signed).sum();
        assert_eq!(one.difference, said - posted);
        assert_eq!(one.comparison == Comparison::OnlyBank, one.ledger.is_empty());
        assert_eq!(one.comparison == Comparison::OnlyLedger, one.bank.is_empty());
        let money = matches!(one.comparison, Comparison::Agrees | Comparison::OtherDay);
        assert_eq!(money, one.difference == 0, "{one:?}");
        assert!(one.bank.iter().all(|line| line.amount < 0) || one.bank.iter().all(|line| line.amount > 0), "money goes one way");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_line_is_said_once_and_the_order_changes_nothing(
        left in proptest::collection::vec(line(), 0..40),
        right in proptest::collection::vec(line(), 1..40),
        turn in 0_usize..40,
    ) {
        let (ledger, rows) = (ledger(&left), rows(&right));
        let outcome = compared(ask(&ledger, &[]), &rows);
        adds_up(&outcome, &ledger, &rows);
        let (mut turned, mut mixed) = (ledger.clone(), rows.clone());
        turned.reverse();
        mixed.rotate_left(turn % rows.len());
        let sorted = |outcome: &Outcome| report(outcome).into_iter().collect::<BTreeSet<_>>();
        prop_assert_eq!(sorted(&compared(ask(&turned, &[]), &mixed)), sorted(&outcome));
    }

    #[test]
    fn who_says_the_same_agrees_in_everything(lines in proptest::collection::vec(line(), 1..40)) {
        let ledger = ledger(&lines);
        let rows: Vec<Row> = ledger
            .iter()
            .map(|line| Row {
                id: line.end_to_end_id.as_deref().and_then(|id| IDS.into_iter().find(|known| known == &id)).unwrap_or(""),
                mandate: if line.mandate.is_some() { "M-1" } else { "" },
                ..row(&line.booked_on.to_string(), line.signed())
            })
            .collect();
        let outcome = compared(ask(&ledger, &[]), &rows);
        prop_assert_eq!(outcome.summary().differ, 0, "{:?}", report(&outcome));
        prop_assert_eq!(outcome.summary().each[5], i64::try_from(lines.len()).unwrap());
    }

    #[test]
    fn what_is_taken_away_on_one_side_is_missed_and_nothing_else_is_wrong(
        days in proptest::collection::btree_set(0_i64..40, 2..20),
        gone in any::<prop::sample::Index>(),
    ) {
        // Debits of sums of their own, a week apart: there is no doubt.
        let days: Vec<i64> = days.into_iter().map(|n| n * 7).collect();
        let date = |n: i64| day("2026-01-05").plus_days(n).to_string();
        let ledger: Vec<_> = days.iter().map(|n| debit(&format!("d{n:03}"), &date(*n), 1_000 + n)).collect();
        let all: Vec<_> = days.iter().map(|n| row(&date(*n), -1_000 - n)).collect();
        let gone = gone.index(days.len());
        let mut rows = all.clone();
        let taken = rows.remove(gone);
        let outcome = compared(ask(&ledger, &[]), &rows);
        let within = taken.date > rows[0].date && taken.date < rows[rows.len() - 1].date;
        prop_assert_eq!(outcome.summary().differ, i64::from(within), "{:?}", report(&outcome));
        let mut fewer = ledger.clone();
        let missed = fewer.remove(gone);
        let outcome = compared(ask(&fewer, &[]), &all);
        prop_assert_eq!(outcome.page(true, 0, 9).len(), 1, "{:?}", report(&outcome));
        prop_assert_eq!(outcome.summary().sum, missed.amount);
    }
}
