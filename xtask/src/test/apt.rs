//! Chromium and PostgreSQL from Debian's packages; elsewhere the exact line to run.

use crate::command::{command, find, output, run};
use crate::say;

/// Installs packages where apt and root are; else says what a person can type.
pub(super) fn install(packages: &[&str], why: &str) -> Result<(), String> {
    let list = packages.join(" ");
    let by_hand = format!("{why} is missing. On Debian: sudo apt-get update && sudo apt-get install -y {list}");
    let root = output(command("id").arg("-u")).is_some_and(|id| id == "0");
    if !root || find("apt-get").is_none() {
        return Err(by_hand);
    }
    let step = say::step(&format!("Installing {list}: {why}"), "a minute, once");
    let apt = |arguments: &[&str]| run(command("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"));
    // A stale list is good enough when the packages can still be had.
    let _refreshed = apt(&["update", "-qq"]);
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(packages);
    apt(&arguments).map_err(|error| format!("{by_hand} ({error})"))?;
    step.done(&list);
    Ok(())
}
