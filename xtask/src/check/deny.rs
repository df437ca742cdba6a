//! Licences, advisories and bans of all crates, by cargo-deny where it is.

use crate::command::{cargo, find, run};
use crate::{Result, say};

/// Runs it; installs it first only when asked to, because that takes many minutes.
pub(super) fn check(install: bool) -> Result {
    if find("cargo-deny").is_none() {
        if !install {
            say::note("cargo-deny is not installed: licences and bans were not checked (cargo xtask check --deny installs it)");
            return Ok(());
        }
        let step = say::step("Installing cargo-deny: it checks licences, advisories and bans", "6 minutes, once");
        run(cargo(&["install", "--locked", "cargo-deny"]).env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"))?;
        step.done("cargo-deny");
    }
    run(&mut cargo(&["deny", "--log-level", "error", "check", "licenses", "bans", "sources"]))
}
