//! The public bank files and invoices; business time.

use super::context::Context;
use super::outcome::Outcome;
use super::runners::count;
use super::rust::NATIVE;
use crate::Result;
use crate::command::cargo;
use crate::conformance;

pub(super) fn run(context: &mut Context) -> Result<Outcome> {
    let Some(data) = conformance::data() else {
        return Ok(Outcome::skipped("../shared/data has no bank files and no invoices"));
    };
    let mut build = cargo(&["build"]);
    build.args(NATIVE).args(["--bin", "eyelevel", "--bin", "xtask-conformance"]);
    if !context.run(&mut build)?.success {
        return Ok(Outcome::one(false, "it does not build"));
    }
    let (mut reading, twice) = conformance::reading(&context.target, &data)?;
    let ended = context.run(&mut reading)?;
    let mut outcome = count(&ended.output).with_exit(ended.success);
    if !twice {
        outcome.note = "without python3 and factur-x, there was no second opinion".to_owned();
    }
    Ok(outcome)
}

/// Business time, counted twice.
pub(super) fn business_time(context: &mut Context) -> Result<Outcome> {
    let mut build = cargo(&["build"]);
    build.args(NATIVE).args(["--bin", "xtask-conformance"]);
    if !context.run(&mut build)?.success {
        return Ok(Outcome::one(false, "it does not build"));
    }
    let Some(mut counting) = conformance::business_time(&context.target)? else {
        return Ok(Outcome::skipped("without python3 and the package holidays, there is no second opinion"));
    };
    let ended = context.run(&mut counting)?;
    Ok(count(&ended.output).with_exit(ended.success))
}
