use eyelevel_contract::statements::ledger::{AllocationRow, Equation, Fault, Posted, PostingKind, PostingRow, Side, check};
use proptest::prelude::*;

fn posting(id: usize, kind: PostingKind, amount: i64, allocated: i64) -> PostingRow {
    PostingRow { id: format!("p{id}"), kind, amount, allocated, corrects: None }
}

fn allocation(id: &str, (lowers, raises): (usize, usize), amount: i64, releases: Option<&str>) -> AllocationRow {
    AllocationRow {
        id: id.to_owned(),
        lowers: format!("p{lowers}"),
        raises: format!("p{raises}"),
        amount,
        releases: releases.map(str::to_owned),
    }
}

#[test]
fn what_raises_and_what_lowers_is_one_table() {
    let raises: Vec<_> = PostingKind::ALL.iter().filter(|kind| kind.side() == Side::Raises).map(|kind| kind.word()).collect();
    assert_eq!(raises, ["invoice", "correction_up", "returned", "fee", "refund"]);
    assert!(PostingKind::ALL.iter().all(|kind| kind.sign() == if kind.side() == Side::Raises { 1 } else { -1 }));
}

#[test]
fn a_returned_debit_with_its_fee_adds_up() {
    let all = [(PostingKind::Invoice, 5_000), (PostingKind::Debit, 5_000), (PostingKind::Returned, 5_000), (PostingKind::Fee, 300)];
    let equation = Equation::of(1_000, all.map(|(kind, amount)| Posted { kind, amount })).unwrap();
    assert_eq!((equation.opening, equation.closing, equation.returned, equation.fees), (1_000, 6_300, 5_000, 300));
    assert!(equation.adds_up());
}

#[test]
fn a_sum_that_nobody_can_count_is_none() {
    let much = |kind| Posted { kind, amount: i64::MAX };
    assert_eq!(Equation::of(1, [much(PostingKind::Invoice)]), None);
    assert_eq!(Equation::of(-2, [much(PostingKind::Debit)]), None);
}

#[test]
fn every_fault_of_the_books_is_found() {
    let invoice = || posting(1, PostingKind::Invoice, 100, 60);
    let debit = || posting(2, PostingKind::Debit, 60, 60);
    let good = allocation("a", (2, 1), 60, None);
    assert_eq!(check(&[invoice(), debit()], std::slice::from_ref(&good)), []);
    let said = check(&[posting(1, PostingKind::Invoice, 100, 50), debit()], std::slice::from_ref(&good));
    assert_eq!(said, [Fault::Allocated { posting: "p1".to_owned(), said: 50, is: 60 }]);
    let too_much = check(&[posting(1, PostingKind::Invoice, 50, 60), debit()], std::slice::from_ref(&good));
    assert_eq!(too_much, [Fault::TooMuch { posting: "p1".to_owned(), amount: 50, is: 60 }]);
    let astray = check(&[invoice(), debit()], &[good.clone(), allocation("b", (1, 2), 1, None), allocation("c", (2, 9), 1, None)]);
    assert_eq!(astray, [Fault::Astray("b".to_owned()), Fault::Astray("c".to_owned())]);
    let open = [posting(1, PostingKind::Invoice, 100, 0), posting(2, PostingKind::Debit, 60, 0)];
    let back = allocation("b", (2, 1), -60, Some("a"));
    assert_eq!(check(&open, &[good.clone(), back.clone()]), []);
    let twice = check(&open, &[good.clone(), back.clone(), allocation("c", (2, 1), -60, Some("a"))]);
    assert!(twice.contains(&Fault::Release("c".to_owned())), "{twice:?}");
    let less = check(&open, &[good, allocation("b", (2, 1), -59, Some("a"))]);
    assert!(less.contains(&Fault::Release("b".to_owned())), "{less:?}");
    let alone = check(&open, &[allocation("b", (2, 1), -1, None)]);
    assert!(alone.contains(&Fault::Release("b".to_owned())), "{alone:?}");
    let lost = PostingRow { corrects: Some("p9".to_owned()), ..posting(3, PostingKind::CorrectionUp, 1, 0) };
    assert_eq!(check(std::slice::from_ref(&lost), &[]), [Fault::Correction("p3".to_owned())]);
    assert_eq!(check(&[PostingRow { corrects: None, ..lost }], &[]), [Fault::Correction("p3".to_owned())]);
    assert_eq!(check(&[posting(1, PostingKind::Invoice, -1, 0)], &[])[0], Fault::Amount("p1".to_owned()));
}

fn kinds() -> impl Strategy<Value = PostingKind> {
    proptest::sample::select(PostingKind::ALL)
}

proptest! {
    #[test]
    fn closing_is_opening_and_the_signed_sum_wherever_a_period_is_cut(
        opening in -1_000_000_i64..1_000_000,
        all in proptest::collection::vec((kinds(), 0_i64..1_000_000), 0..60),
        cut in 0_usize..60,
    ) {
        let posted: Vec<_> = all.iter().map(|(kind, amount)| Posted { kind: *kind, amount: *amount }).collect();
        let whole = Equation::of(opening, posted.iter().copied()).unwrap();
        let sum: i64 = all.iter().map(|(kind, amount)| kind.sign() * amount).sum();
        prop_assert_eq!(whole.closing, opening + sum);
        prop_assert!(whole.adds_up());
        let cut = cut.min(posted.len());
        let first = Equation::of(opening, posted[..cut].iter().copied()).unwrap();
        let second = Equation::of(first.closing, posted[cut..].iter().copied()).unwrap();
        prop_assert_eq!(second.closing, whole.closing);
        prop_assert_eq!(first.debited + second.debited, whole.debited);
    }

    #[test]
    fn whatever_is_allocated_and_released_within_what_is_open_the_books_are_right(
        sides in proptest::collection::vec((1_i64..1_000, 1_i64..1_000), 1..8),
        steps in proptest::collection::vec((0_usize..8, 0_usize..8, 1_i64..1_500, any::<bool>()), 0..60),
    ) {
        let count = sides.len();
        let mut postings: Vec<PostingRow> = Vec::new();
        for (at, (raises, lowers)) in sides.iter().enumerate() {
            postings.push(posting(2 * at, PostingKind::Invoice, *raises, 0));
            postings.push(posting(2 * at + 1, PostingKind::Debit, *lowers, 0));
        }
        let mut rows: Vec<AllocationRow> = Vec::new();
        for (step, (up, down, amount, release)) in steps.into_iter().enumerate() {
            let (up, down) = (2 * (up % count), 2 * (down % count) + 1);
            let last = rows.iter().rev().find(|row| row.releases.is_none() && !rows.iter().any(|r| r.releases.as_ref() == Some(&row.id)));
            if release && let Some(last) = last.cloned() {
                for end in [&last.lowers, &last.raises] {
                    postings.iter_mut().find(|p| p.id == *end).unwrap().allocated -= last.amount;
                }
                rows.push(AllocationRow { id: format!("r{step}"), amount: -last.amount, releases: Some(last.id.clone()), ..last });
            } else {
                let open = |at: usize| postings[at].amount - postings[at].allocated;
                let amount = amount.min(open(up)).min(open(down));
                if amount > 0 {
                    postings[up].allocated += amount;
                    postings[down].allocated += amount;
                    rows.push(allocation(&format!("a{step}"), (down, up), amount, None));
                }
            }
            prop_assert_eq!(check(&postings, &rows), vec![]);
        }
    }
}
