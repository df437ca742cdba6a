//! Programs that cargo installs.

use std::env;
use std::path::PathBuf;

use crate::command::{cargo, executable, run};
use crate::{Result, cache, say};

/// A crate that brings a program.
pub(crate) struct Crate {
    name: &'static str,
    pub(crate) version: &'static str,
    /// The folder's name in the cache, and the program that proves the installation.
    folder: &'static str,
    program: &'static str,
    /// Features to turn on, separated by commas.
    features: &'static str,
    /// Whether the versions of the crate's own lock file are taken.
    locked: bool,
    why: &'static str,
    takes: &'static str,
}

/// Builds the portal. 0.22 wants a newer rustc than ours.
pub(crate) const TRUNK: Crate = Crate {
    name: "trunk",
    version: "0.21.14",
    folder: "trunk",
    program: "trunk",
    features: "",
    locked: true,
    why: "it builds the portal",
    takes: "4 minutes, once",
};

/// The same version as the library, to the digit. Its lock file names a crate version that lagging registries don't have.
pub(crate) const WASM_BINDGEN: Crate = Crate {
    name: "wasm-bindgen-cli",
    version: "0.2.130",
    folder: "wasm-bindgen",
    program: "wasm-bindgen",
    features: "",
    locked: false,
    why: "it ties wasm to JavaScript, and runs the wasm tests",
    takes: "2 minutes, once",
};

/// Cuts off what the portal loads afterwards; it belongs to the `wasm_split_helpers` that the portal is built with.
pub(crate) const WASM_SPLIT: Crate = Crate {
    name: "wasm_split_cli_support",
    version: "0.2.4",
    folder: "wasm-split",
    program: "wasm-split-cli",
    features: "build-binary",
    locked: true,
    why: "it splits the portal into what comes first and what can wait",
    takes: "a minute, once",
};

/// Installs the crate unless it is there; gives the folder of its programs.
pub(crate) fn install(wanted: &Crate) -> Result<PathBuf> {
    let root = cache::tool(wanted.folder, wanted.version)?;
    let programs = root.join("bin");
    if executable(&programs, wanted.program).is_file() {
        return Ok(programs);
    }
    let name = format!("{} {}", wanted.name, wanted.version);
    let step = say::step(&format!("Installing {name}: {}", wanted.why), wanted.takes);
    let mut install = cargo(&["install", "--version", wanted.version, "--no-track", "--force"]);
    if wanted.locked {
        install.arg("--locked");
    }
    if !wanted.features.is_empty() {
        install.args(["--features", wanted.features]);
    }
    install.arg("--root").arg(&root).arg(wanted.name);
    // A tool that is built quickly beats a quick tool; and our own target folder stays free of its crates.
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
    install.env("CARGO_TARGET_DIR", cache::folder()?.join("tools-target"));
    // Outside the workspace: its .cargo/config.toml is not meant for tools.
    install.current_dir(env::temp_dir());
    run(&mut install)?;
    step.done(&name);
    Ok(programs)
}
