//! Eyelevel's own commands. `cargo xtask` alone lists them.

mod assets;
mod bench;
mod cache;
mod check;
mod command;
mod conformance;
mod demo;
mod portal;
mod say;
mod split;
mod stamp;
mod test;
mod tools;
mod worker;

use std::process::ExitCode;

use portal::Build;

/// What a step answers: nothing, or a sentence that says what went wrong (empty: it was said already).
type Result<T = ()> = std::result::Result<T, String>;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  demo [--fresh] [--quick] [--port N]
                 builds what is missing, fills a demo world, starts the server and prints the accounts;
                 --fresh begins a new world, --quick builds the portal in seconds, for who is writing it
  test [--only STEP…] [--list]
                 installs what the tests need and runs everything; ends with a table
  bench [--quick] [--only NAME…]
                 measures beside references from the same run, and writes docs/performance.md; --only browser, scale, deliveries,
                 start, load or keys writes those sections alone
  conformance    reads the public bank files and invoices of ../shared/data, twice and independently, and prints a table by set;
                 counts business time twice, too (docs/calendars.md)
  check [--deny] arrows between features, orphaned style sheets, long files, forbidden words, what deploy/ promises; cargo-deny where it is
  portal         builds the portal into dist/ (skipped when nothing changed; --force builds anyway; --quick
                 into target/dist-quick, large, in seconds)
  css            bundles style/main.css and style/public.css into .built/ (trunk calls this before it builds)
  precompress    .br and .gz beside every compressible file of dist/ (trunk calls this after it has built)
  tools          installs what building the portal needs, and nothing else

Tools, build outputs and demo data live in $EYELEVEL_CACHE, else $XDG_CACHE_HOME/eyelevel, else ~/.cache/eyelevel.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) if message.is_empty() => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("\nxtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str]) -> Result {
    match arguments {
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        ["demo", options @ ..] => demo::run_demo(options),
        ["test", options @ ..] => test::run(options),
        ["bench", options @ ..] => bench::run_bench(options),
        ["conformance"] => conformance::run_all(),
        ["check", options @ ..] => check::run(options),
        ["portal"] => portal::build(Build::Shipping, false).map(drop),
        ["portal", "--quick"] => portal::build(Build::Quick, false).map(drop),
        ["portal", "--force"] => portal::build(Build::Shipping, true).map(drop),
        ["css"] => assets::css(),
        ["precompress"] => assets::precompress(),
        ["tools"] => tools::for_the_portal().map(drop),
        [unknown, ..] => Err(format!("no such command: {unknown}\n\n{HELP}")),
    }
}
