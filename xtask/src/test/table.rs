//! The table at the end, and the one line that a machine reads.

use std::fmt::Write;
use std::time::Duration;

use super::context::Context;
use super::outcome::Outcome;
use crate::{Result, say};

/// One step's row.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) outcome: Outcome,
    pub(super) time: Duration,
}

/// Prints all rows and the sum; gives the sum.
pub(super) fn print(context: &mut Context, rows: &[Row]) -> Result<Outcome> {
    context.print(&text(rows))?;
    let total = total(rows);
    context.print(&format!("The whole output: {}\n", context.log.display()))?;
    context.print(&format!("{} passed, {} failed, {} skipped", total.passed, total.failed, total.skipped))?;
    Ok(total)
}

fn total(rows: &[Row]) -> Outcome {
    let mut total = Outcome::default();
    for row in rows {
        total.passed += row.outcome.passed;
        total.failed += row.outcome.failed;
        total.skipped += row.outcome.skipped;
    }
    total
}

fn text(rows: &[Row]) -> String {
    let mut text = format!("\n{:<12} {:>7} {:>7} {:>7} {:>13}  note\n", "step", "passed", "failed", "skipped", "time");
    for Row { name, outcome, time } in rows {
        let Outcome { passed, failed, skipped, note, .. } = outcome;
        let time = say::duration(*time);
        let note = note.lines().next().unwrap_or_default();
        // Writing to a String does not fail.
        let _written = writeln!(text, "{name:<12} {passed:>7} {failed:>7} {skipped:>7} {time:>13}  {note}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_counts_every_row_and_the_reason_is_named() {
        let row = |outcome| Row { name: "step", outcome, time: Duration::from_secs(3) };
        let rows = [row(Outcome::one(true, "")), row(Outcome::missing("no browser")), row(Outcome::broken("crashed\nbadly".to_owned()))];
        let sum = total(&rows);
        assert_eq!((sum.passed, sum.failed, sum.skipped), (1, 1, 1));
        let text = text(&rows);
        assert!(text.contains("no browser") && text.contains("crashed\n"), "{text}");
    }
}
