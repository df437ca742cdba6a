//! `cargo xtask bench`: measures, beside references from the same run, and writes docs/performance.md.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::command::{cargo, command, executable, find, line, output, run};
use crate::portal::{self, Build};
use crate::tools::node;
use crate::{Result, cache, say};

/// How long the load test runs, in seconds.
const LOAD: &str = "60";

/// Runs everything, or the named sections.
pub(crate) fn run_bench(options: &[&str]) -> Result {
    let quick = match options {
        [] => false,
        ["--quick"] => true,
        other => return Err(format!("bench knows --quick (a short load test, nothing is written), not {}", other.join(" "))),
    };
    let dist = portal::build(Build::Shipping, false)?;
    let step = say::step("Building the server as it is shipped, and what measures it", "8 minutes the first time");
    run(&mut cargo(&["build", "--release", "--package", "eyelevel-server", "--package", "xtask-bench"]))?;
    step.done("built");
    let release = cache::target().join("release");
    let (bench, server) = (executable(&release, "xtask-bench"), executable(&release, "eyelevel"));
    let mut sections = vec![head()];
    sections.push(section("weight and speed in the browser", &mut browser(&bench, &server, &dist)?)?);
    sections.push(section("queries at scale", command(&bench).arg("scale"))?);
    sections.push(section("start", command(&bench).arg("start").arg(&server))?);
    sections.push(section("load", command(&bench).arg("load").arg(&server).arg(if quick { "5" } else { LOAD }))?);
    let text = sections.join("\n");
    println!("\n{text}");
    if quick {
        return Ok(());
    }
    let path = cache::workspace().join("docs/performance.md");
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn head() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':')).map_or("an unknown processor", |(_, m)| m.trim());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let day = output(command("date").args(["-u", "+%Y-%m-%d"])).unwrap_or_default();
    let commit = output(command("git").args(["rev-parse", "--short", "HEAD"])).unwrap_or_default();
    format!(
        "# Performance\n\nWritten by `cargo xtask bench` on {day} at {commit}, on {cores} cores ({model}). Machines are noisy: read the ratios,\n\
         and compare figures of one run only. No test has a time limit; the weight is exact, and `cargo xtask test` checks it.\n"
    )
}

/// One section: what the command printed on stdout.
fn section(name: &str, command: &mut Command) -> Result<String> {
    let step = say::step(&format!("Measuring {name}"), "a minute or two");
    let name = line(command);
    let printed = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().map_err(|error| format!("{name}: {error}"))?;
    if !printed.status.success() {
        return Err(format!("{name} ended with {}", printed.status));
    }
    step.done("measured");
    Ok(String::from_utf8_lossy(&printed.stdout).into_owned())
}

fn browser(bench: &Path, server: &Path, dist: &Path) -> Result<Command> {
    let node = node::install()?.ok_or("the browser is measured with Node 20 or newer, which is not installed")?;
    node::packages_for_e2e()?;
    let chromium = ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| find(name));
    let chromium = chromium.ok_or("the browser is measured with Chromium, which is not installed (cargo xtask test installs it)")?;
    let mut measure = command(node);
    measure.arg("e2e/bench/browser.mjs").env("EYELEVEL_CHROMIUM", chromium).env("EYELEVEL_BINARY", server);
    measure.env("EYELEVEL_PORTAL_DIR", dist).env("EYELEVEL_BENCH", bench);
    Ok(measure)
}
