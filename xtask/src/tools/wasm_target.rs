//! The standard library for `wasm32-unknown-unknown`.

use crate::command::{command, find, output, run};
use crate::{Result, say};

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target to the toolchain in use; does nothing where it is there already.
pub(crate) fn install() -> Result {
    if is_there() {
        return Ok(());
    }
    if find("rustup").is_none() {
        return Err(format!("the Rust target {TARGET} is missing, and so is rustup, which would add it.\n{}", advice()));
    }
    let step = say::step("Adding the Rust target for browsers", "a few seconds");
    run(command("rustup").args(["target", "add", TARGET])).map_err(|error| format!("{error}.\n{}", advice()))?;
    step.done(TARGET);
    Ok(())
}

/// Whether rustc finds a standard library for the target, whoever installed it.
fn is_there() -> bool {
    let folder = output(command("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
    entries
        .is_some_and(|mut entries| entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))))
}

fn advice() -> String {
    format!(
        "Try `rustup target add {TARGET}` by hand. Where the distribution server can't be reached, Debian's packages\n\
         rustc-web, libstd-rust-web-dev and rust-web-src bring it without rustup; CONTRIBUTING.md has the recipe."
    )
}
