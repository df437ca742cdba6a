//! How well lines are matched: banks whose truth is known.

use eyelevel_contract::statements::matching::{Settings, allocate};
use eyelevel_synthetic::{Recipe, Score, bank, examined};

/// Banks of each kind, and their sizes.
const BANKS: u64 = 100;
const SIZES: [usize; 4] = [30, 80, 200, 600];

/// Prints a table for each kind of bank.
pub(super) fn run() {
    println!("### How well\n");
    println!(
        "{BANKS} synthetic banks of each kind, their truth known. *Called sure* is what is done without asking; of it, *of these true* is the \
         precision. *Of the truth* is the recall of what is sure; *with proposals*, of what a person is shown as well. The truth is what \
         happened, not what can be known: a debit without a word, half a year late, belongs to its invoice although nobody could tell.\n"
    );
    let usual = "usual: everything goes wrong now and then";
    let hostile = "hostile: everything goes wrong all the time, and hardly a debit says what it is for";
    let kinds =
        [("peaceful: nothing goes wrong", Recipe::peaceful as fn(u64, usize) -> Recipe), (usual, Recipe::new), (hostile, Recipe::hostile)];
    for (name, recipe) in kinds {
        println!("Banks that are {name}\n\n{}\n", total(recipe).table());
    }
}

fn total(recipe: fn(u64, usize) -> Recipe) -> Score {
    let mut total = Score::default();
    for (seed, size) in (0..BANKS).zip(SIZES.into_iter().cycle()) {
        let bank = bank(&recipe(seed, size));
        total.add(examined(&bank, &allocate(&bank.books, &Settings::default())));
    }
    total
}
