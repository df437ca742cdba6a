//! The binary `eyelevel`.

use std::process::ExitCode;

use clap::Parser as _;
use eyelevel_server::cli::{self, Cli};

#[tokio::main]
async fn main() -> ExitCode {
    match cli::run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("eyelevel: {message}");
            ExitCode::FAILURE
        }
    }
}
