//! Parcel numbers on the command line.

use clap::{Args, Subcommand};
use eyelevel_contract::deliveries::carriers::{Carrier, NumberCheck, normalise};
use eyelevel_contract::deliveries::numbers::{Candidate, candidates};
use serde_json::{Value, json};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Says which carriers a parcel number may be of, and whether its check digit is right. Ends with 1 if no carrier's number looks like one
    CheckNumber(CheckNumber),
}

#[derive(Debug, Args)]
pub(super) struct CheckNumber {
    /// Parcel numbers, as people copy them
    #[arg(required = true)]
    numbers: Vec<String>,
    /// One JSON document a line, for programs
    #[arg(long)]
    json: bool,
}

/// Prints what can be said of each number; whether each may be somebody's.
#[expect(clippy::print_stdout, reason = "this is what the command is for")]
pub(super) fn check_number(CheckNumber { numbers, json }: &CheckNumber) -> bool {
    let mut all_known = true;
    for number in numbers {
        let found = candidates(number);
        all_known &= found.iter().any(|one| one.check != NumberCheck::Wrong);
        if *json {
            let candidates: Vec<Value> = found.iter().map(document).collect();
            println!("{}", json!({ "number": normalise(number), "candidates": candidates }));
        } else {
            println!("{}", normalise(number));
            found.iter().for_each(|one| println!("    {}: {} ({})", one.form.brand, word(one.check), one.form.id));
        }
    }
    all_known
}

fn document(one: &Candidate) -> Value {
    json!({
        "carrier": one.form.carrier.map(Carrier::word),
        "brand": one.form.brand,
        "form": one.form.id,
        "check_digit": word(one.check),
        "url": one.url,
    })
}

const fn word(check: NumberCheck) -> &'static str {
    match check {
        NumberCheck::Right => "right",
        NumberCheck::Unknown => "none",
        NumberCheck::Wrong => "wrong",
    }
}
