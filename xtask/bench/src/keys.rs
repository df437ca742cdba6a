//! How many licence keys a second are checked, beside the bare verification of their signatures.

use std::time::Duration;

use xtask_bench_checks::Checks;

use crate::figures::{now, rate};

/// Each kind of check gets so many turns, one after the other, and its median turn counts: what disturbs the machine disturbs all of them.
const TURNS: usize = 9;
const TURN: Duration = Duration::from_millis(200);

pub(crate) fn run() -> Result<(), String> {
    let checks = Checks::new();
    let mut rates = vec![Vec::new(); Checks::count()];
    for _ in 0..TURNS {
        for (which, rates) in rates.iter_mut().enumerate() {
            rates.push(turn(&checks, which)?);
        }
    }
    let medians: Vec<f64> = rates.into_iter().map(median).collect();
    println!("## Licence keys\n");
    println!("Checks a second on one core, the median of {TURNS} turns of {} ms, taken in turn. Natively:\n", TURN.as_millis());
    println!("| what | a second | one takes | against the reference |\n|---|---|---|---|");
    for (which, each) in medians.iter().enumerate() {
        println!("| {} | {each:.0} | {:.1} µs | {:.2} × |", Checks::name(which), 1e6 / each, medians[0] / each);
    }
    println!();
    Ok(())
}

/// How many a second; each of them has to find what it looks for.
fn turn(checks: &Checks, which: usize) -> Result<f64, String> {
    const STEP: u32 = 50;
    let begun = now();
    let mut done = 0;
    while begun.elapsed() < TURN {
        if checks.run(which, STEP) != STEP {
            return Err(format!("{}: a good key was refused", Checks::name(which)));
        }
        done += STEP as usize;
    }
    Ok(rate(done, begun.elapsed()))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
