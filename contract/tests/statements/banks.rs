//! Banks whose truth is known: nothing that is called sure is wrong, and how much of the truth is found. `--nocapture` shows the figures,
//! `EYELEVEL_TEST_CASES` asks for more banks.

use eyelevel_contract::statements::matching::{Settings, allocate};
use eyelevel_synthetic::{Counts, Recipe, Score, bank, examined};

use super::laws;

/// The laws are held against so many banks of each kind.
const WITH_LAWS: u64 = 12;

fn tried(recipe: &Recipe, with_laws: bool) -> Score {
    let bank = bank(recipe);
    let matching = allocate(&bank.books, &Settings::default());
    if with_laws {
        laws::hold(&bank.books, &matching);
    }
    examined(&bank, &matching)
}

fn cases() -> u64 {
    std::env::var("EYELEVEL_TEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(0).max(40)
}

/// Several banks of one kind, of several sizes.
fn total(name: &str, make: fn(u64, usize) -> Recipe) -> Score {
    let mut total = Score::default();
    for seed in 0..cases() {
        let invoices = [30, 80, 200, 600][usize::try_from(seed % 4).unwrap()];
        let mut one = tried(&make(seed, invoices), seed < WITH_LAWS);
        one.wrong = one.wrong.iter().map(|wrong| format!("{seed}: {wrong}")).collect();
        total.add(one);
    }
    println!("\n{name}\n{}", total.table());
    total
}

fn is_right(kind: &str, counts: Counts, wrong: &[String]) {
    assert_eq!(counts.sure, counts.right, "{kind} that are sure and wrong: {wrong:#?}");
}

#[test]
fn nothing_that_is_sure_is_wrong() {
    for (name, make) in [("Peaceful", Recipe::peaceful as fn(u64, usize) -> Recipe), ("Usual", Recipe::new), ("Hostile", Recipe::hostile)] {
        let total = total(name, make);
        is_right("allocations", total.allocations, &total.wrong);
        is_right("returns", total.takes_back, &total.wrong);
        for (word, counts) in &total.findings {
            // Whoever orders now and then does it once in a blue moon as if there were a rhythm.
            if *word == "off_rhythm" {
                assert!(counts.right * 100 >= counts.sure * 99, "{counts:?}");
            } else {
                is_right(word, *counts, &total.wrong);
            }
        }
    }
}

#[test]
fn where_debits_say_what_they_are_for_nearly_everything_is_found() {
    let total = total("Speaking", |seed, invoices| Recipe { speaking: 1_000, silent: 0, ..Recipe::new(seed, invoices) });
    let Counts { truth, right, shown_right, .. } = total.allocations;
    assert!(right * 100 >= truth * 93 && shown_right * 1_000 >= truth * 980, "{right} and {shown_right} of {truth}");
    for (word, counts) in &total.findings {
        assert!(counts.shown_right * 100 >= counts.truth * 75, "{word}: {counts:?}");
    }
}
