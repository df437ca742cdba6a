//! `cargo xtask test`: everything, in one table. A step that fails does not stop the others; what could not run is named.

mod apt;
mod browser;
mod conformance;
mod context;
mod e2e;
mod languages;
mod outcome;
mod outside;
pub(crate) mod postgres;
mod runners;
mod rust;
mod steps;
mod table;
mod weight;

use context::Context;
use outcome::Outcome;
use steps::{STEPS, Step};

use crate::{Result, say};

/// Runs the steps, all or those named after `--only`.
pub(crate) fn run(options: &[&str]) -> Result {
    let chosen: Vec<&Step> = match options {
        [] => STEPS.iter().collect(),
        ["--list"] => {
            for step in &STEPS {
                println!("{:<12} {}", step.name, step.what);
            }
            return Ok(());
        }
        ["--only", names @ ..] if !names.is_empty() => named(names)?,
        _ => return Err("test knows --only STEP… and --list".to_owned()),
    };
    let mut context = Context::new()?;
    let mut rows = Vec::new();
    for (index, step) in chosen.iter().enumerate() {
        context.headline(&format!("[{}/{}] {}: {} ({})", index + 1, chosen.len(), step.name, step.what, step.takes))?;
        let started = say::now();
        let outcome = (step.run)(&mut context).unwrap_or_else(Outcome::broken);
        let outcome = if context.ci { outcome.strict() } else { outcome };
        rows.push(table::Row { name: step.name, outcome, time: started.elapsed() });
    }
    drop(context.postgres.take());
    let total = table::print(&mut context, &rows)?;
    // The table's last line is the last word.
    if total.failed == 0 { Ok(()) } else { Err(String::new()) }
}

fn named(names: &[&str]) -> Result<Vec<&'static Step>> {
    let find = |name: &&str| STEPS.iter().find(|step| step.name == *name).ok_or_else(|| format!("no such step: {name} (see --list)"));
    names.iter().map(find).collect()
}
