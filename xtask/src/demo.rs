//! `cargo xtask demo`: from a fresh clone to a running Eyelevel with a world to try.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{cargo, command, executable, run};
use crate::portal::{self, Build};
use crate::{Result, cache, say};

const PORT: u16 = 8480;
const PASSWORD: &str = "eyelevel-demo";
const ACCOUNTS: [(&str, &str); 9] = [
    ("partner", "a partner's technician"),
    ("accounts", "the same partner's accounts"),
    ("owner", "the same partner's owner"),
    ("other", "another partner"),
    ("approver", "the vendor's approver"),
    ("support", "the vendor's support"),
    ("ledger", "the vendor's accounts"),
    ("manager", "the vendor's management"),
    ("admin", "the vendor's administration"),
];

struct Options {
    fresh: bool,
    portal: Build,
    port: u16,
}

/// Builds, seeds and serves.
pub(crate) fn run_demo(options: &[&str]) -> Result {
    let options = parse(options)?;
    let dist = portal::build(options.portal, false)?;
    let server = build_server()?;
    let database = seed(&server, options.fresh)?;
    let port = free_port(options.port)?;
    announce(port, &database);
    let mut serve = command(&server);
    serve.arg("serve").arg("--listen").arg(format!("127.0.0.1:{port}"));
    serve.arg("--database-url").arg(url(&database)).arg("--portal-dir").arg(&dist);
    become_it(&mut serve)
}

/// The server takes our place, so that whoever stops `cargo xtask demo`, by Ctrl-C or by its process id, stops the server.
#[cfg(unix)]
fn become_it(serve: &mut Command) -> Result {
    let error = std::os::unix::process::CommandExt::exec(serve);
    Err(format!("the server does not start: {error}"))
}

#[cfg(not(unix))]
fn become_it(serve: &mut Command) -> Result {
    run(serve)
}

fn parse(options: &[&str]) -> Result<Options> {
    let mut parsed = Options { fresh: false, portal: Build::Shipping, port: PORT };
    let mut rest = options.iter();
    while let Some(option) = rest.next() {
        match *option {
            "--fresh" => parsed.fresh = true,
            "--quick" => parsed.portal = Build::Quick,
            "--port" => {
                let port = rest.next().and_then(|port| port.parse().ok());
                parsed.port = port.ok_or("--port wants a number, for example --port 9000")?;
            }
            other => return Err(format!("demo knows --fresh, --quick and --port N, not {other}")),
        }
    }
    Ok(parsed)
}

/// In the dev profile: it is built in a fraction of the time, and what is slow without optimisation is optimised there too.
fn build_server() -> Result<PathBuf> {
    let step = say::step("Building the server, and what makes its PDFs, dev profile", "6 minutes the first time");
    run(&mut cargo(&["build", "--package", "eyelevel-server", "--package", "eyelevel-documents", "--bins"]))?;
    step.done("built");
    Ok(executable(&cache::target().join("debug"), "eyelevel"))
}

/// One database a clone, so that two checkouts never share one.
fn seed(server: &Path, fresh: bool) -> Result<PathBuf> {
    let folder = cache::workspace().join("target/demo");
    let database = folder.join("eyelevel.db");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    if fresh {
        for suffix in ["", "-wal", "-shm"] {
            let file = folder.join(format!("eyelevel.db{suffix}"));
            if file.exists() {
                fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            }
        }
    }
    if database.is_file() {
        say::note(&format!("the demo world is in {} (a new one: cargo xtask demo --fresh)", database.display()));
        return Ok(database);
    }
    let step = say::step("Filling a demo world", "a few seconds");
    let seeded = run(command(server).args(["seed", "--demo", "--database-url"]).arg(url(&database)));
    if let Err(error) = seeded {
        // Half a world would be taken for a whole one next time.
        let _gone = fs::remove_file(&database);
        return Err(error);
    }
    step.done(&database.display().to_string());
    Ok(database)
}

fn url(database: &Path) -> String {
    format!("sqlite:{}", database.display())
}

/// The wished port, else the next free one.
fn free_port(wished: u16) -> Result<u16> {
    let last = wished.saturating_add(50);
    (wished..=last)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .ok_or_else(|| format!("no port from {wished} to {last} is free"))
}

fn announce(port: u16, database: &Path) {
    println!("\n  Eyelevel: http://127.0.0.1:{port}/\n");
    for (name, role) in ACCOUNTS {
        println!("    {:<28} {role}", format!("{name}@eyelevel.example"));
    }
    println!("\n  Password of all: {PASSWORD}");
    println!("  Mails: http://127.0.0.1:{port}/dev/mail   Data: {}   Stop: Ctrl-C\n", database.display());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = taken.local_addr().expect("an address").port();
        assert!(free_port(port).expect("another port") > port);
    }

    #[test]
    fn options_are_read_and_others_refused() {
        let options = parse(&["--fresh", "--port", "9000"]).expect("known options");
        assert!(options.fresh && options.port == 9000);
        assert!(parse(&["--port", "x"]).is_err() && parse(&["--fast"]).is_err());
    }
}
