//! The steps that need nothing but Rust, and PostgreSQL for one of them.

use std::process::Command;

use super::apt;
use super::context::Context;
use super::outcome::Outcome;
use super::outside;
use super::postgres::Cluster;
use super::runners::count;
use crate::Result;
use crate::command::{cargo, find};
use crate::tools::python;

/// Everything but the portal. Always this selection: another one means other features, and all crates built twice.
pub(super) const NATIVE: [&str; 5] = ["--workspace", "--exclude", "eyelevel-portal", "--exclude", "eyelevel-worker"];

pub(super) fn fmt(context: &mut Context) -> Result<Outcome> {
    let workspace = context.run(&mut cargo(&["fmt", "--all", "--check"]))?;
    let passed = outside::fmt(context)? && workspace.success;
    Ok(Outcome::one(passed, if passed { "" } else { "cargo fmt --all, in the workspace, in contract/foreign and in fuzz" }))
}

pub(super) fn check(context: &mut Context) -> Result<Outcome> {
    let ended = context.run(&mut cargo(&["xtask", "check"]))?;
    Ok(Outcome::one(ended.success, ""))
}

pub(super) fn clippy(context: &mut Context) -> Result<Outcome> {
    let mut clippy = cargo(&["clippy"]);
    clippy.args(NATIVE).args(["--all-targets", "--", "-D", "warnings"]);
    let workspace = context.run(&mut clippy)?;
    Ok(Outcome::one(outside::clippy(context)? && workspace.success, ""))
}

pub(super) fn unit(context: &mut Context) -> Result<Outcome> {
    let mut tests = tests();
    // `rules` are the contract's tables; the server's tests are the target `all`.
    tests.args(["--lib", "--bins", "--test", "rules"]);
    counted(context, &mut tests)
}

pub(super) fn sqlite(context: &mut Context) -> Result<Outcome> {
    // Two tests send through a real one, which they configure, start and stop themselves.
    let postfix = find("postfix").is_some() || apt::install(&["postfix"], "the mail server that reports come back from").is_ok();
    let mut tests = server_tests();
    let mut outcome = counted(context, tests.env_remove("EYELEVEL_TEST_POSTGRES"))?;
    let mut notes = Vec::new();
    if python::with_aiosmtpd()?.is_none() {
        outcome.skipped += 1;
        notes.push("without python3, mail was not sent to a real SMTP server");
    }
    if !postfix {
        outcome.skipped += 2;
        notes.push("without postfix, no real report came back");
    }
    outcome.note = notes.join("; ");
    Ok(outcome)
}

pub(super) fn postgres(context: &mut Context) -> Result<Outcome> {
    if context.postgres.is_none() {
        match Cluster::start() {
            Ok(cluster) => context.postgres = Some(cluster),
            Err(reason) => return Ok(Outcome::missing(reason)),
        }
    }
    let url = context.postgres.as_ref().map(Cluster::url).unwrap_or_default();
    let mut tests = server_tests();
    counted(context, tests.env("EYELEVEL_TEST_POSTGRES", url))
}

/// Builds the server as the tests use it, so that the end-to-end tests find the same binary.
pub(super) fn build_server(context: &mut Context) -> Result<bool> {
    let mut build = cargo(&["test"]);
    build.args(NATIVE).args(["--test", "all", "--no-run"]);
    Ok(context.run(&mut build)?.success)
}

fn server_tests() -> Command {
    let mut tests = tests();
    tests.args(["--test", "all"]);
    if let Ok(Some(python)) = python::with_aiosmtpd() {
        tests.env("EYELEVEL_TEST_PYTHON", python);
    }
    tests
}

/// nextest where it is, else cargo test.
fn tests() -> Command {
    let mut tests = if find("cargo-nextest").is_some() { cargo(&["nextest", "run", "--no-tests=pass"]) } else { cargo(&["test"]) };
    tests.args(NATIVE).arg("--no-fail-fast");
    tests
}

fn counted(context: &mut Context, tests: &mut Command) -> Result<Outcome> {
    let ended = context.run(tests)?;
    Ok(count(&ended.output).with_exit(ended.success))
}
