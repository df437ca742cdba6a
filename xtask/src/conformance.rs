//! `cargo xtask conformance`: public bank files and invoices that nobody here wrote, read by the command that people use, and independently a
//! second time; business time, counted twice. The work is done by `xtask-conformance`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{cargo, command, executable, run};
use crate::tools::python;
use crate::{Result, cache, say};

/// The files, beside the repository: they are other people's.
pub(crate) fn data() -> Option<PathBuf> {
    let folder = cache::workspace().join("../shared/data");
    ["camt", "pain002", "xrechnung", "en16931", "zugferd_xml", "zugferd_pdf"].iter().all(|set| folder.join(set).is_dir()).then_some(folder)
}

/// How many spans of business time are counted twice, if nobody asks for more.
const SPANS: &str = "50000";

/// Builds what is needed, reads everything, and counts business time.
pub(crate) fn run_all() -> Result {
    read_all()?;
    let step = say::step("Building what compares", "5 minutes the first time");
    run(&mut cargo(&["build", "--package", "xtask-conformance"]))?;
    step.done("built");
    let Some(mut counting) = business_time(&cache::target())? else {
        say::note("skipped: business time has no second opinion without python3 and the package holidays");
        return Ok(());
    };
    run(&mut counting).map_err(|_| "business time is not counted as it should be".to_owned())
}

/// The command that counts business time twice, with what was built; nothing without the second opinion. `EYELEVEL_TEST_CASES` asks for more
/// spans.
pub(crate) fn business_time(target: &Path) -> Result<Option<Command>> {
    let Some(python) = python::with_holidays()? else { return Ok(None) };
    let mut counting = command(executable(&target.join("debug"), "xtask-conformance"));
    let spans = std::env::var("EYELEVEL_TEST_CASES").ok().filter(|spans| spans.len() > SPANS.len());
    counting.arg("business-time").arg(python).arg(cache::workspace().join("xtask/conformance/business_time.py"));
    counting.arg(spans.as_deref().unwrap_or(SPANS));
    Ok(Some(counting))
}

fn read_all() -> Result {
    let Some(data) = data() else {
        say::note("skipped: ../shared/data has no bank files and no invoices");
        return Ok(());
    };
    let step = say::step("Building the command", "5 minutes the first time");
    run(&mut cargo(&["build", "--package", "eyelevel-server", "--package", "xtask-conformance"]))?;
    step.done("built");
    let (mut reading, _) = reading(&cache::target(), &data)?;
    run(&mut reading).map_err(|_| "the public files are not read as they should be".to_owned())
}

/// The command that reads, with what was built; and whether there is a second opinion.
pub(crate) fn reading(target: &Path, data: &Path) -> Result<(Command, bool)> {
    let built = target.join("debug");
    let mut reading = command(executable(&built, "xtask-conformance"));
    reading.arg(executable(&built, "eyelevel")).arg(data);
    let python = python::with_factur_x()?;
    if let Some(python) = &python {
        reading.arg(python).arg(cache::workspace().join("xtask/conformance/opinion.py"));
    }
    Ok((reading, python.is_some()))
}
