//! `xtask-bench keys | issuing [POSTGRES] | statements [PYTHON SCRIPT] | scale | live [POSTGRES] | returns [POSTGRES] | deliveries | start BINARY | load BINARY SECONDS | fill DATABASE N`: each prints a section of docs/performance.md.
//!
//! These machines are noisy: figures stand beside a reference from the same run, and say how often they differ from it.

mod deliveries;
mod figures;
mod fill;
mod issuing;
mod keys;
mod live;
mod load;
mod returns;
mod scale;
mod start;
mod statements;
mod world;

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["keys"] => keys::run(),
        ["issuing"] => issuing::run(None).await,
        ["issuing", postgres] => issuing::run(Some(postgres)).await,
        ["returns"] => returns::run(None).await,
        ["returns", postgres] => returns::run(Some(postgres)).await,
        ["live"] => live::run(None).await,
        ["live", postgres] => live::run(Some(postgres)).await,
        ["scale"] => scale::run().await,
        ["deliveries"] => deliveries::run().await,
        ["statements"] => statements::run(None),
        ["statements", python, script] => statements::run(Some((python, script))),
        ["load", binary, seconds] => match seconds.parse() {
            Ok(seconds) => load::run(binary, seconds).await,
            Err(_) => Err("load wants a number of seconds".to_owned()),
        },
        ["start", binary] => start::run(binary).await,
        ["fill", database, requests] => match requests.parse() {
            Ok(requests) => fill::database(database, requests).await,
            Err(_) => Err("fill wants a number of requests".to_owned()),
        },
        _ => Err("usage: xtask-bench keys | issuing [POSTGRES] | statements [PYTHON SCRIPT] | scale | live [POSTGRES] | returns [POSTGRES] | deliveries | start BINARY | load BINARY SECONDS | fill DATABASE N".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask-bench: {message}");
            ExitCode::FAILURE
        }
    }
}
