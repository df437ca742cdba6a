//! The crates that are no members of the workspace: our keys in other people's hands (`contract/foreign`), and the fuzz targets (`fuzz`).

use std::process::Command;

use super::context::Context;
use super::languages;
use super::outcome::Outcome;
use super::runners::count;
use crate::Result;
use crate::command::cargo;

const FOREIGN: &str = "contract/foreign/Cargo.toml";
const FUZZ: &str = "fuzz/Cargo.toml";

/// Whether rustfmt has nothing to say.
pub(super) fn fmt(context: &mut Context) -> Result<bool> {
    let mut passed = true;
    for manifest in [FOREIGN, FUZZ] {
        passed &= context.run(&mut cargo(&["fmt", "--check", "--manifest-path", manifest]))?.success;
    }
    Ok(passed)
}

/// Whether clippy has nothing to say; of the fuzz targets without the library that wants a nightly compiler.
pub(super) fn clippy(context: &mut Context) -> Result<bool> {
    let strict = ["--all-targets", "--", "-D", "warnings"];
    let foreign = context.run(on(context, "clippy", FOREIGN).args(strict))?.success;
    let fuzz = context.run(on(context, "clippy", FUZZ).arg("--no-default-features").args(strict))?.success;
    Ok(foreign && fuzz)
}

/// Other people's programs verify our keys: keygen-rs, and the examples of docs/verify-a-key.md in the languages that are here.
pub(super) fn foreign(context: &mut Context) -> Result<Outcome> {
    let mut tests = on(context, "test", FOREIGN);
    tests.args(["--tests", "--no-fail-fast"]);
    let missing = languages::equip(&mut tests);
    let ended = context.run(&mut tests)?;
    let mut outcome = count(&ended.output).with_exit(ended.success);
    if !missing.is_empty() {
        outcome.skipped += missing.len();
        outcome.note = format!("{} {}", outcome.note, missing.join(", ")).trim().to_owned();
    }
    Ok(outcome)
}

/// A cargo command on one of the crates, with a folder of their own among what was built: their crates are other ones than the workspace's.
fn on(context: &Context, command: &str, manifest: &str) -> Command {
    let mut cargo = cargo(&[command, "--manifest-path", manifest, "--target-dir"]);
    cargo.arg(context.target.join("outside"));
    cargo
}
