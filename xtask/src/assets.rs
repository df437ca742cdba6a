//! Style sheets and compressed files: the work is done by `xtask-assets`, which is built when it is first needed.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use crate::command::{cargo, run};
use crate::{Result, cache};

/// Builds the program, so that its progress is seen before trunk's hooks call it.
pub(crate) fn build() -> Result {
    run(&mut cargo(&["build", "--package", "xtask-assets"]))
}

/// `style/{main,public}.css` with all they import → `.built/`.
pub(crate) fn css() -> Result {
    let root = cache::workspace();
    call("css", &[root.join("style").as_os_str(), root.join(".built").as_os_str()])
}

/// Trunk's staging folder, else `dist`: adds the style sheet of the pages outside the portal, the worker and the part of the portal that can wait,
/// then compresses all.
pub(crate) fn precompress() -> Result {
    let root = cache::workspace();
    let folder = env::var_os("TRUNK_STAGING_DIR").map_or_else(|| root.join("dist"), PathBuf::from);
    let public = root.join(".built/public.css");
    let placed = folder.join("public.css");
    fs::copy(&public, &placed).map_err(|error| format!("{} to {}: {error}", public.display(), placed.display()))?;
    crate::worker::place(&folder)?;
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        // The quick build: 10 MB of wasm for the next minute only.
        return Ok(());
    }
    crate::split::place(&folder)?;
    call("precompress", &[folder.as_os_str()])
}

fn call(verb: &str, arguments: &[&OsStr]) -> Result {
    run(cargo(&["run", "--quiet", "--package", "xtask-assets", "--", verb]).args(arguments))
}
