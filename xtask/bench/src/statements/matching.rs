//! How many lines a second are matched, and how that grows.

use eyelevel_contract::statements::matching::{Books, Settings, allocate};
use eyelevel_synthetic::{Recipe, bank};

use crate::figures::{now, rate};

/// Prints the table.
pub(super) fn run() {
    println!("Invoices against as many debits, everything in them that goes wrong, one account; natively, on one core:\n");
    println!("| invoices and debits | matched in | lines a second | a line, against the row above | reference: the same lines sorted |");
    println!("|---|---|---|---|---|");
    let mut before: Option<f64> = None;
    for invoices in [1_000, 10_000, 100_000, 1_000_000] {
        let books = bank(&Recipe::new(1, invoices)).books;
        let lines = books.items.len() + books.payments.len();
        // The small ones are over at once: several times.
        let turns = (100_000 / invoices).clamp(1, 9);
        let mut seconds: Vec<f64> = (0..turns).map(|_| timed(&books)).collect();
        seconds.sort_by(f64::total_cmp);
        let seconds = seconds[turns / 2];
        let a_line = 1.0 / rate(lines, std::time::Duration::from_secs_f64(seconds));
        let grows = before.map_or_else(String::new, |before| format!("{:.2} ×", a_line / before));
        before = Some(a_line);
        let sorted = sorted(&books);
        println!(
            "| {} and {} | {seconds:.3} s | {:.0} | {grows} | {:.0} × as long |",
            books.items.len(),
            books.payments.len(),
            1.0 / a_line,
            seconds / sorted.max(1e-9),
        );
    }
    println!();
}

fn timed(books: &Books) -> f64 {
    let begun = now();
    let matching = allocate(books, &Settings::default());
    let seconds = begun.elapsed().as_secs_f64();
    assert!(!matching.allocations.is_empty(), "nothing was matched");
    seconds
}

/// What it takes to sort the same lines by amount and day: less than anybody who matches them can need.
fn sorted(books: &Books) -> f64 {
    let begun = now();
    let items = books.items.iter().map(|one| (one.amount_minor, one.date, one.id.as_str()));
    let payments = books.payments.iter().map(|one| (one.amount_minor, one.booking_date, one.id.as_str()));
    let mut lines: Vec<_> = items.chain(payments).collect();
    lines.sort_unstable();
    let seconds = begun.elapsed().as_secs_f64();
    std::hint::black_box(lines);
    seconds
}
