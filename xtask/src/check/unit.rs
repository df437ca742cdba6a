//! How much the systemd unit leaves to the program, as systemd itself reckons, where it is.

use crate::command::{command, find, output};
use crate::{Result, say};

const UNIT: &str = "deploy/systemd/eyelevel.service";
/// In tenths; the unit has 12, and what is reckoned changes a little from version to version.
const MOST: &str = "--threshold=20";

/// Asks it twice, because a version that can't answer is no unit that leaves too much.
pub(super) fn check() -> Result {
    let asked = |more: &[&str]| output(command("systemd-analyze").args(["security", "--offline=true", "--no-pager"]).args(more).arg(UNIT));
    if find("systemd-analyze").is_none() || asked(&[]).is_none() {
        say::note("no systemd that reckons offline is here: what the unit leaves to the program was not looked at");
        return Ok(());
    }
    asked(&[MOST])
        .map(drop)
        .ok_or_else(|| format!("{UNIT} leaves more to the program than it did: systemd-analyze security --offline=true {UNIT}"))
}
