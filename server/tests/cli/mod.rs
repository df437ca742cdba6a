//! The binary itself.

mod backup;
mod config;
mod key;
mod mail;
mod restore;
mod seed;
mod serve;
mod statements;
mod user;

use std::process::Output;

use crate::support::process::command;

/// Runs it: whether it succeeded, what it said, and what it complained of.
fn run(database: &str, words: &[&str]) -> (bool, String, String) {
    of(command(database, words).output().unwrap())
}

fn of(output: Output) -> (bool, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}
