//! Reads every public bank file and invoice beside the repository by the command that people use, and prints a table by set: what was read, what
//! was refused and why, how many entries, which sums. The same case in UBL and in CII must give the same row. With a Python that has factur-x and
//! lxml, every file is read a second time, independently; any difference fails. Parcel numbers with what they are stand beside them,
//! and mails that came back with what another reader says of them.

mod business_time;
mod dsn;
mod opinion;
mod pairs;
mod sets;
mod table;
mod tracking;

use std::path::Path;
use std::process::ExitCode;

/// The sets that are read.
const SETS: [&str; 6] = ["camt", "pain002", "xrechnung", "en16931", "zugferd_xml", "zugferd_pdf"];

const USAGE: &str = "xtask-conformance BINARY DATA [PYTHON SCRIPT], or xtask-conformance business-time PYTHON SCRIPT SPANS";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let differences = match arguments[..] {
        ["business-time", python, script, spans] => business_time(python, script, spans),
        [binary, data] => run(binary, Path::new(data), None),
        [binary, data, python, script] => run(binary, Path::new(data), Some((python, script))),
        _ => Err(USAGE.to_owned()),
    };
    match differences {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("xtask-conformance: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Business time alone.
fn business_time(python: &str, script: &str, spans: &str) -> Result<usize, String> {
    let spans = spans.parse().map_err(|_| USAGE.to_owned())?;
    let (passed, differences) = business_time::compare(python, script, spans)?;
    Ok(said(passed, &differences, 0))
}

/// Prints all, and gives how many demands were not met.
fn run(binary: &str, data: &Path, python: Option<(&str, &str)>) -> Result<usize, String> {
    let mut read = Vec::new();
    for set in SETS {
        read.push(sets::read(binary, data, set)?);
    }
    println!("{}", table::text(&read));
    let (pairs, mut differences) = pairs::compare(&read);
    println!("{pairs} cases stand there in UBL and in CII");
    let mut passed = read.iter().map(|set| set.files.len()).sum::<usize>() + pairs - differences.len();
    match python {
        None => println!("without a second opinion: no Python with factur-x and lxml"),
        Some((python, script)) => {
            let (compared, more) = opinion::compare(python, script, data, &read)?;
            println!("{compared} files read a second time, with lxml and factur-x");
            passed += compared - more.len().min(compared);
            differences.extend(more);
        }
    }
    if data.join("tracking").is_dir() {
        let (asked, more) = tracking::compare(binary, data)?;
        println!("{asked} parcel numbers asked about");
        passed += asked - more.len();
        differences.extend(more);
    }
    if data.join("dsn").is_dir() {
        let (compared, more) = dsn::compare(binary, data)?;
        passed += compared - more.len().min(compared);
        differences.extend(more);
    }
    Ok(said(passed, &differences, usize::from(python.is_none())))
}

/// Says what differs, and the sum as cargo's test runner says it, so that whoever counts can count.
fn said(passed: usize, differences: &[String], skipped: usize) -> usize {
    for difference in differences {
        println!("DIFFERENCE {difference}");
    }
    let result = if differences.is_empty() { "ok" } else { "FAILED" };
    println!("test result: {result}. {passed} passed; {} failed; {skipped} ignored", differences.len());
    differences.len()
}
