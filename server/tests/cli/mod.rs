//! The binary itself.

mod backup;
mod config;
mod key;
mod restore;
mod seed;
mod serve;
mod user;

use std::process::{Command, Output};

/// The same as `Config::for_tests` has, so that a world reads what a command has signed.
const SECRET: &str = "a secret that only tests may know";

/// A command of the binary on a database; nothing of this machine's settings.
fn command(database: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eyelevel"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("EYELEVEL_") || name == "RUST_LOG") {
        command.env_remove(name);
    }
    command.args(words).env("EYELEVEL_DATABASE_URL", database).env("EYELEVEL_SECRET", SECRET);
    command.env("EYELEVEL_BASE_URL", "http://eyelevel.test");
    command
}

/// Runs it: whether it succeeded, what it said, and what it complained of.
fn run(database: &str, words: &[&str]) -> (bool, String, String) {
    of(command(database, words).output().unwrap())
}

fn of(output: Output) -> (bool, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}
