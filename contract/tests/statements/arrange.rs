use eyelevel_contract::civil::Date;
use eyelevel_contract::statements::arrange::{Group, Search, arrange, every_month};
use eyelevel_contract::statements::ledger::PostingKind;
#[cfg(not(target_arch = "wasm32"))]
use eyelevel_contract::statements::ledger::Side;
use eyelevel_contract::statements::{Allocation, Month, Posting, Proposal, Released};
#[cfg(not(target_arch = "wasm32"))]
use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use PostingKind::{CorrectionDown, CreditNote, Debit, Fee, Invoice, Returned};

fn id(place: usize) -> String {
    format!("p{place}")
}

fn posting(place: usize, kind: PostingKind) -> Posting {
    Posting {
        id: id(place),
        kind,
        number: None,
        booked_on: Date::EPOCH,
        value_on: None,
        due_on: None,
        amount: 10_000,
        allocated: 0,
        taxes: vec![],
        corrects: None,
        end_to_end_id: None,
        mandate: None,
        remittance: String::new(),
        reason: None,
        note: None,
        source: None,
        held: None,
        by: None,
        at: 0,
    }
}

fn postings(kinds: &[PostingKind]) -> Vec<Posting> {
    kinds.iter().enumerate().map(|(place, kind)| posting(place, *kind)).collect()
}

fn allocation((raises, lowers): (usize, usize)) -> Allocation {
    Allocation { id: String::new(), lowers: id(lowers), raises: id(raises), amount: 1, why: String::new(), by: None, at: 0, released: None }
}

fn proposal((raises, lowers): (usize, usize)) -> Proposal {
    Proposal { lowers: id(lowers), raises: id(raises), amount: 1, why: String::new() }
}

fn arranged(kinds: &[PostingKind], ties: &[(usize, usize)], proposed: &[(usize, usize)]) -> Vec<Group> {
    let allocations: Vec<_> = ties.iter().copied().map(allocation).collect();
    let proposals: Vec<_> = proposed.iter().copied().map(proposal).collect();
    arrange(&postings(kinds), &allocations, &proposals)
}

/// Left and right of each row.
fn rows(group: &Group) -> Vec<(Option<usize>, Option<usize>)> {
    group.rows.iter().map(|row| (row.raises, row.lowers)).collect()
}

#[test]
fn an_invoice_stands_level_with_its_debit_and_the_oldest_comes_first() {
    let groups = arranged(&[Invoice, Invoice, Debit, Debit, Debit], &[(1, 2), (0, 4)], &[]);
    let all: Vec<_> = groups.iter().flat_map(rows).collect();
    assert_eq!(all, [(Some(0), Some(4)), (Some(1), Some(2)), (None, Some(3))]);
    assert!(groups.iter().all(|group| group.links.iter().all(|link| !link.hidden)));
}

#[test]
fn a_collective_debit_stands_in_the_middle_of_its_invoices() {
    let groups = arranged(&[Invoice, Invoice, Invoice, Debit], &[(0, 3), (1, 3), (2, 3)], &[]);
    assert_eq!(rows(&groups[0]), [(Some(0), None), (Some(1), Some(3)), (Some(2), None)]);
    assert_eq!(groups[0].nested(), [(0, false), (3, true), (1, false), (2, false)]);
    assert!(groups[0].links.iter().all(|link| !link.hidden));
}

#[test]
fn what_another_has_a_part_in_stands_at_the_edge_so_that_nothing_crosses() {
    // A debit over three invoices; the second of them is partly credited.
    let groups = arranged(&[Invoice, Invoice, Invoice, Debit, CreditNote], &[(0, 3), (1, 3), (2, 3), (1, 4)], &[]);
    assert_eq!(rows(&groups[0]), [(Some(0), None), (Some(2), Some(3)), (Some(1), Some(4))]);
    assert!(groups[0].links.iter().all(|link| !link.hidden));
}

#[test]
fn what_would_cross_or_go_far_is_hidden_until_somebody_looks() {
    // Each invoice partly by each debit.
    let groups = arranged(&[Invoice, Invoice, Debit, Debit], &[(0, 2), (0, 3), (1, 2), (1, 3)], &[]);
    assert_eq!(groups[0].links.iter().filter(|link| link.hidden).count(), 1);
    // One debit over twenty invoices: the near ones are joined in sight.
    let far: Vec<(usize, usize)> = (0..20).map(|invoice| (invoice, 20)).collect();
    let mut kinds = vec![Invoice; 20];
    kinds.push(Debit);
    let links = arranged(&kinds, &far, &[])[0].links.clone();
    assert!(links.iter().all(|link| link.hidden == (link.from.abs_diff(link.to) > 6)) && links.iter().any(|link| link.hidden));
}

#[test]
fn a_correction_stands_by_what_it_corrects_and_a_fee_by_its_return() {
    let mut all = postings(&[Invoice, Invoice, Debit, CorrectionDown, Returned, Fee]);
    for (place, of) in [(3, 0), (4, 2), (5, 4)] {
        all[place].corrects = Some(id(of));
    }
    let groups = arrange(&all, &[allocation((4, 2))], &[]);
    let all: Vec<_> = groups.iter().map(rows).collect();
    assert_eq!(all, [vec![(Some(0), Some(3))], vec![(Some(1), None)], vec![(Some(4), Some(2)), (Some(5), None)]]);
}

#[test]
fn proposals_tie_and_what_was_taken_back_does_not() {
    let groups = arranged(&[Invoice, Debit], &[], &[(0, 1)]);
    assert!(groups.len() == 1 && groups[0].links[0].proposed);
    let taken_back = Allocation { released: Some(Released { by: None, at: 0, reason: String::new() }), ..allocation((0, 1)) };
    assert_eq!(arrange(&postings(&[Invoice, Debit]), &[taken_back], &[]).len(), 2);
    // A sum that fits everywhere does not make one group of everything.
    let everywhere: Vec<(usize, usize)> = (0..100).flat_map(|invoice| (100..200).map(move |debit| (invoice, debit))).collect();
    let kinds: Vec<_> = (0..200).map(|place| if place < 100 { Invoice } else { Debit }).collect();
    assert!(arranged(&kinds, &[], &everywhere).iter().all(|group| group.postings().count() <= 24));
}

#[test]
fn what_belongs_to_something_outside_of_the_period_stands_alone() {
    let outside = Allocation { raises: "elsewhere".to_owned(), ..allocation((0, 1)) };
    let groups = arrange(&postings(&[Invoice, Debit]), &[outside], &[]);
    assert!(groups.len() == 2 && groups.iter().all(|group| group.links.is_empty()));
}

#[test]
fn a_search_finds_numbers_texts_and_amounts_as_people_type_them() {
    let mut one = posting(0, Invoice);
    one.number = Some("RE-2026-0117".to_owned());
    one.remittance = "SEPA Lastschrift Müller".to_owned();
    one.amount = 128_450;
    for text in ["re 2026/0117", "0117", "müller", " lastschrift ", "1.284,50", "1284,5", "€1,284.50", "1284.50 €"] {
        assert!(Search::new(text).unwrap().finds(&one), "{text}");
    }
    for text in ["0118", "1.284,51", "128450", "maier", "?"] {
        assert!(!Search::new(text).unwrap().finds(&one), "{text}");
    }
    assert_eq!(Search::new("  "), None);
}

#[test]
fn months_in_which_nothing_happened_are_there_as_well() {
    let month = |text: &str, invoiced| Month { month: text.parse().unwrap(), invoiced, debited: 0 };
    let shown = every_month(&[month("2025-11-01", 1), month("2026-02-01", 2)]);
    let shown: Vec<_> = shown.iter().map(|month| (month.month.to_string(), month.invoiced)).collect();
    let expected = [("2025-11-01", 1), ("2025-12-01", 0), ("2026-01-01", 0), ("2026-02-01", 2)];
    assert_eq!(shown, expected.map(|(month, invoiced)| (month.to_owned(), invoiced)));
    assert_eq!(every_month(&[month("1900-01-01", 1), month("9999-12-01", 2)]).len(), 120);
    assert_eq!(every_month(&[]), []);
}

#[cfg(not(target_arch = "wasm32"))]
proptest! {
    #[test]
    fn every_posting_stands_once_on_its_side_and_every_line_joins_its_ends(
        kinds in prop::collection::vec(0..PostingKind::ALL.len(), 0..40),
        ties in prop::collection::vec((0..40_usize, 0..40_usize, any::<bool>()), 0..60),
    ) {
        let kinds: Vec<PostingKind> = kinds.iter().map(|kind| PostingKind::ALL[*kind]).collect();
        let side = |place: usize| kinds.get(place).map(|kind: &PostingKind| kind.side());
        let fits = |(raises, lowers, _): &(usize, usize, bool)| side(*raises) == Some(Side::Raises) && side(*lowers) == Some(Side::Lowers);
        let (sure, proposed): (Vec<_>, Vec<_>) = ties.iter().filter(|tie| fits(tie)).partition(|(_, _, sure)| *sure);
        let pairs = |ties: &[&(usize, usize, bool)]| ties.iter().map(|(raises, lowers, _)| (*raises, *lowers)).collect::<Vec<_>>();
        let groups = arranged(&kinds, &pairs(&sure), &pairs(&proposed));
        let mut all: Vec<usize> = groups.iter().flat_map(Group::postings).collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..kinds.len()).collect::<Vec<_>>());
        prop_assert_eq!(groups.iter().flat_map(|group| &group.links).filter(|link| !link.proposed).count(), sure.len());
        let firsts: Vec<_> = groups.iter().map(|group| group.postings().min()).collect();
        prop_assert!(firsts.is_sorted());
        for group in &groups {
            let mut nested: Vec<usize> = group.nested().iter().map(|(place, _)| *place).collect();
            nested.sort_unstable();
            let mut members: Vec<usize> = group.postings().collect();
            members.sort_unstable();
            prop_assert_eq!(nested, members);
            for row in &group.rows {
                prop_assert!(row.raises.is_some() || row.lowers.is_some());
                prop_assert!(row.raises.is_none_or(|place| side(place) == Some(Side::Raises)));
                prop_assert!(row.lowers.is_none_or(|place| side(place) == Some(Side::Lowers)));
            }
            for link in &group.links {
                prop_assert_eq!((group.rows[link.from].raises, group.rows[link.to].lowers), (Some(link.raises), Some(link.lowers)));
            }
            let shown: Vec<_> = group.links.iter().filter(|link| !link.hidden).collect();
            prop_assert!(shown.iter().all(|a| shown.iter().all(|b| !(a.from < b.from && a.to > b.to))));
        }
    }
}
