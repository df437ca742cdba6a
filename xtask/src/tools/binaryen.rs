//! `wasm-opt`, which makes the portal much smaller. It comes by npm, so where Node is not, the portal stays as it is.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{command, find, run};
use crate::{Result, cache, say};

const VERSION: &str = "132";

/// Where `wasm-opt` is.
pub(crate) struct Optimiser {
    pub(crate) folder: PathBuf,
    /// The version, or the word that there is none.
    pub(crate) version: String,
    /// Whether it optimises.
    pub(crate) real: bool,
}

/// Installs binaryen where npm is; else a stand-in that copies, because trunk insists on the program.
pub(crate) fn install() -> Result<Optimiser> {
    let root = cache::tool("binaryen", VERSION)?;
    let folder = root.join("node_modules/.bin");
    if folder.join("wasm-opt").exists() && find("node").is_some() {
        return Ok(Optimiser { folder, version: format!("binaryen {VERSION}"), real: true });
    }
    if find("node").is_none() || find("npm").is_none() {
        say::note("Node is not installed: the portal is built without wasm-opt, up to twice as large");
        return stand_in(&cache::tool("wasm-opt-stand-in", "1")?);
    }
    let step = say::step("Installing wasm-opt (binaryen): it makes the portal smaller", "10 seconds, once");
    fs::create_dir_all(&root).map_err(|error| format!("{}: {error}", root.display()))?;
    let mut npm = command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]).arg(&root);
    run(npm.arg(format!("binaryen@{VERSION}")))?;
    step.done(&format!("binaryen {VERSION}"));
    Ok(Optimiser { folder, version: format!("binaryen {VERSION}"), real: true })
}

/// A `wasm-opt` that answers trunk's question for its version, and copies the file.
fn stand_in(folder: &Path) -> Result<Optimiser> {
    const SCRIPT: &str = "#!/bin/sh\n\
        # Stands in for binaryen's wasm-opt where Node is not: nothing is optimised.\n\
        for argument; do\n\
        \tcase $argument in\n\
        \t--version) echo 'wasm-opt version 0 (stand-in)'; exit ;;\n\
        \t--output=*) output=${argument#--output=} ;;\n\
        \t-*) ;;\n\
        \t*) input=$argument ;;\n\
        \tesac\n\
        done\n\
        exec cp \"$input\" \"$output\"\n";
    let program = folder.join("wasm-opt");
    fs::create_dir_all(folder).and_then(|()| fs::write(&program, SCRIPT)).map_err(|error| format!("{}: {error}", program.display()))?;
    run(command("chmod").arg("+x").arg(&program))?;
    Ok(Optimiser { folder: folder.to_path_buf(), version: "unoptimised".to_owned(), real: false })
}
