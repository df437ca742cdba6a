//! The binary `eyelevel`.

use std::process::ExitCode;

use clap::Parser as _;
use eyelevel_server::cli::{self, Cli};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let failure = ExitCode::from(cli.failure());
    give_memory_back();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("eyelevel: {error}");
            return failure;
        }
    };
    match runtime.block_on(cli::run(cli)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("eyelevel: {message}");
            failure
        }
    }
}

/// The GNU C library keeps large blocks for every thread that ever freed one: half a gigabyte after a few hundred sign-ins, each of which needs
/// 19 MiB for a moment; told to give blocks from 256 KiB on back at once, it is 41 MB. It reads that when a process begins, so we begin again
/// (same process id), unless somebody has chosen already.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn give_memory_back() {
    use std::os::unix::process::CommandExt as _;
    const NAME: &str = "MALLOC_MMAP_THRESHOLD_";
    if std::env::var_os(NAME).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        // It comes back only if it failed; then more memory is used, and all else works.
        let _failed = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(NAME, "262144").exec();
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_memory_back() {}
