//! Our keys in other people's hands: the crate `contract/foreign`, which is no member of the workspace.

use std::process::Command;

use super::context::Context;
use super::outcome::Outcome;
use super::runners::count;
use crate::Result;
use crate::command::cargo;

/// How cargo is told that the crate is meant.
pub(super) const MANIFEST: [&str; 2] = ["--manifest-path", "contract/foreign/Cargo.toml"];

/// A cargo command on that crate, with a folder of its own among what was built: its crates are other ones than the workspace's.
pub(super) fn cargo_with(context: &Context, command: &str) -> Command {
    let mut cargo = cargo(&[command]);
    cargo.args(MANIFEST).arg("--target-dir").arg(context.target.join("foreign"));
    cargo
}

pub(super) fn run(context: &mut Context) -> Result<Outcome> {
    let mut tests = cargo_with(context, "test");
    tests.args(["--tests", "--no-fail-fast"]);
    let ended = context.run(&mut tests)?;
    Ok(count(&ended.output).with_exit(ended.success))
}
