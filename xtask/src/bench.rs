//! `cargo xtask bench`: measures, beside references from the same run, and writes docs/performance.md.

mod page;
mod wasm;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::command::{cargo, command, executable, find, line, output, run};
use crate::portal::{self, Build};
use crate::test::postgres::Cluster;
use crate::tools::{node, python};
use crate::{Result, cache, say};

/// Something to measure: the commands that print its sections of the page, or the parts of one.
struct Measurement {
    name: &'static str,
    what: &'static str,
    commands: fn(&Programs) -> Result<Vec<Command>>,
}

const MEASUREMENTS: [Measurement; 9] = [
    Measurement { name: "browser", what: "weight and speed in the browser", commands: browser },
    Measurement { name: "scale", what: "queries at scale", commands: |programs| Ok(vec![programs.bench(&["scale"])]) },
    Measurement { name: "deliveries", what: "deliveries", commands: |programs| Ok(vec![programs.bench(&["deliveries"])]) },
    Measurement { name: "start", what: "start", commands: |programs| Ok(vec![programs.on_server(&["start"], &[])]) },
    Measurement { name: "load", what: "load", commands: |programs| Ok(vec![programs.on_server(&["load"], &[programs.load])]) },
    // One section in parts: each command prints a table of it, the first one the heading.
    Measurement {
        name: "keys",
        what: "licence keys",
        commands: |programs| Ok(vec![programs.bench(&["keys"]), keys()?, programs.on_postgres("issuing")]),
    },
    Measurement { name: "live", what: "what is told live", commands: |programs| Ok(vec![programs.on_postgres("live")]) },
    Measurement { name: "returns", what: "serial numbers", commands: |programs| Ok(vec![programs.on_postgres("returns")]) },
    Measurement { name: "statements", what: "statements", commands: statements },
];

/// What is measured with.
struct Programs {
    bench: PathBuf,
    server: PathBuf,
    /// Where PostgreSQL is; none: it is not measured.
    postgres: Option<String>,
    /// How long the load test runs, in seconds.
    load: &'static str,
}

impl Programs {
    fn bench(&self, arguments: &[&str]) -> Command {
        let mut bench = command(&self.bench);
        bench.args(arguments);
        bench
    }

    /// SQLite, and PostgreSQL beside it where there is one.
    fn on_postgres(&self, what: &str) -> Command {
        let mut bench = self.bench(&[what]);
        bench.args(&self.postgres);
        bench
    }

    fn on_server(&self, before: &[&str], after: &[&str]) -> Command {
        let mut bench = self.bench(before);
        bench.arg(&self.server).args(after);
        bench
    }
}

/// Measures everything and writes the page anew; or what is named after `--only`, into the page as it is.
pub(crate) fn run_bench(options: &[&str]) -> Result {
    let (quick, names) = match options {
        [] => (false, [].as_slice()),
        ["--quick"] => (true, [].as_slice()),
        ["--only", names @ ..] if !names.is_empty() => (false, names),
        other => {
            return Err(format!("bench knows --quick (a short load test, nothing is written) and --only NAME…, not {}", other.join(" ")));
        }
    };
    let known = MEASUREMENTS.map(|measurement| measurement.name);
    if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
        return Err(format!("{unknown} is not measured; these are: {}", known.join(", ")));
    }
    let step = say::step("Building the server as it is shipped, and what measures it", "8 minutes the first time");
    run(&mut cargo(&["build", "--release", "--package", "eyelevel-server", "--package", "xtask-bench"]))?;
    step.done("built");
    let release = cache::target().join("release");
    let load = if quick { "5" } else { "60" };
    // It lives as long as this does.
    let on_both = names.is_empty() || ["keys", "live", "returns"].iter().any(|name| names.contains(name));
    let cluster = if on_both { Some(Cluster::start()?) } else { None };
    let programs = Programs {
        postgres: cluster.as_ref().map(Cluster::url),
        bench: executable(&release, "xtask-bench"),
        server: executable(&release, "eyelevel"),
        load,
    };
    let mut sections = String::new();
    for Measurement { name, what, commands } in MEASUREMENTS {
        if names.is_empty() || names.contains(&name) {
            for mut command in commands(&programs)? {
                sections.push_str(&printed(what, &mut command)?);
            }
        }
    }
    println!("\n{sections}");
    if quick {
        return Ok(());
    }
    let path = cache::workspace().join("docs/performance.md");
    let failed = |error| format!("{}: {error}", path.display());
    let text = if names.is_empty() {
        page::with(&head(), &sections)
    } else {
        let alone = page::dated(&sections, &format!("Measured alone, {}.", when()));
        page::with(&fs::read_to_string(&path).map_err(failed)?, &alone)
    };
    fs::write(&path, text).map_err(failed)
}

fn head() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':')).map_or("an unknown processor", |(_, m)| m.trim());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "# Performance\n\nWritten by `cargo xtask bench` {}, on {cores} cores ({model}). Machines are noisy: read the ratios,\n\
         and compare figures of one run only. No test has a time limit; the weight is exact, and `cargo xtask test` checks it.\n",
        when()
    )
}

/// On which day, and at which commit.
fn when() -> String {
    let day = output(command("date").args(["-u", "+%Y-%m-%d"])).unwrap_or_default();
    let commit = output(command("git").args(["rev-parse", "--short", "HEAD"])).unwrap_or_default();
    format!("on {day} at {commit}")
}

/// What the command printed on stdout.
fn printed(what: &str, command: &mut Command) -> Result<String> {
    let step = say::step(&format!("Measuring {what}"), "a minute or two");
    let name = line(command);
    let printed = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().map_err(|error| format!("{name}: {error}"))?;
    if !printed.status.success() {
        return Err(format!("{name} ended with {}", printed.status));
    }
    step.done("measured");
    Ok(String::from_utf8_lossy(&printed.stdout).into_owned())
}

fn browser(programs: &Programs) -> Result<Vec<Command>> {
    let dist = portal::build(Build::Shipping, false)?;
    let mut measure = in_chromium("e2e/bench/browser.mjs")?;
    measure.env("EYELEVEL_BINARY", &programs.server).env("EYELEVEL_PORTAL_DIR", dist).env("EYELEVEL_BENCH", &programs.bench);
    Ok(vec![measure])
}

fn statements(programs: &Programs) -> Result<Vec<Command>> {
    let mut native = programs.bench(&["statements"]);
    if let Some(python) = python::with_bank_readers()? {
        native.arg(python).arg(cache::workspace().join("xtask/bench/peers.py"));
    }
    let mut measure = in_chromium("e2e/bench/statements.mjs")?;
    measure.env("EYELEVEL_BENCH_MATCHING", wasm::build("xtask-bench-matching")?);
    Ok(vec![native, measure])
}

fn keys() -> Result<Command> {
    let mut measure = in_chromium("e2e/bench/keys.mjs")?;
    measure.env("EYELEVEL_BENCH_CHECKS", wasm::build("xtask-bench-checks")?);
    Ok(measure)
}

fn in_chromium(script: &str) -> Result<Command> {
    let node = node::install()?.ok_or("the browser is measured with Node 20 or newer, which is not installed")?;
    node::packages_for_e2e()?;
    let chromium = ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| find(name));
    let chromium = chromium.ok_or("the browser is measured with Chromium, which is not installed (cargo xtask test installs it)")?;
    let mut measure = command(node);
    measure.arg(script).env("EYELEVEL_CHROMIUM", chromium);
    Ok(measure)
}
