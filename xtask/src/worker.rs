//! The portal's workers: programs for the browser beside it, each in a thread of its own. One reads a partner's bank files, one finds barcodes.
//!
//! They are built before the portal, which has their names compiled in (`src/worker.rs`): names that change with what is in them, so that
//! browsers keep them for ever. Trunk's last hook puts them beside the rest ([`place`]).

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{cargo, command, executable, run, with_path};
use crate::portal::Build;
use crate::tools::Tools;
use crate::{Result, cache, split, stamp};

/// A program: what its package and its files are called, and what the portal finds its name in when it is compiled.
struct Program {
    name: &'static str,
    variable: &'static str,
}

const PROGRAMS: [Program; 2] =
    [Program { name: "worker", variable: "EYELEVEL_WORKER" }, Program { name: "scanner", variable: "EYELEVEL_SCANNER" }];

/// It begins when the page hands it the compiled program: it can load nothing itself, not even that.
const BEGIN: &str = "\nonmessage = (event) => wasm_bindgen({ module_or_path: event.data });\n";

/// Where they wait between their build and the hook.
fn waiting() -> PathBuf {
    cache::workspace().join(".built/worker")
}

/// Builds them; gives what the portal finds their names in, and the names.
pub(crate) fn build(how: Build, tools: &Tools) -> Result<Vec<(&'static str, String)>> {
    let failed = |error| format!("the workers: {error}");
    let waiting = waiting();
    // Only the newest are placed.
    if waiting.is_dir() {
        fs::remove_dir_all(&waiting).map_err(failed)?;
    }
    fs::create_dir_all(&waiting).map_err(failed)?;
    PROGRAMS.iter().map(|program| Ok((program.variable, one(program, how, tools)?))).collect()
}

fn one(program: &Program, how: Build, tools: &Tools) -> Result<String> {
    let target = "wasm32-unknown-unknown";
    let (profile, folder) = match how {
        Build::Shipping => ("web", "web"),
        Build::Quick => ("dev", "debug"),
    };
    let package = ["eyelevel-", program.name].concat();
    run(&mut cargo(&["build", "--profile", profile, "--target", target, "--package", &package]))?;
    let built = cache::target().join(target).join(folder).join(format!("eyelevel_{}.wasm", program.name));
    let raw_name = format!(".built/{}-raw", program.name);
    let raw = cache::workspace().join(&raw_name);
    let failed = |error| format!("{package}: {error}");
    let bindgen = tools.path.iter().map(|folder| executable(folder, "wasm-bindgen")).find(|program| program.is_file());
    let mut bind = command(bindgen.ok_or("wasm-bindgen is not installed")?);
    run(bind.args(["--target", "no-modules", "--no-typescript", "--out-name", "worker", "--out-dir"]).arg(&raw).arg(built))?;
    let (script, wasm) = (raw.join("worker.js"), raw.join("worker_bg.wasm"));
    if how == Build::Shipping {
        let mut optimise = split::optimiser(&wasm, &wasm)?;
        with_path(&mut optimise, &tools.path);
        run(&mut optimise)?;
    }
    let text = fs::read_to_string(&script).map_err(failed)?;
    fs::write(&script, text + BEGIN).map_err(failed)?;
    let name = format!("{}-{}", program.name, stamp::of(&[&raw_name], "")?);
    fs::rename(script, waiting().join(format!("{name}.js"))).map_err(failed)?;
    fs::rename(wasm, waiting().join(format!("{name}.wasm"))).map_err(failed)?;
    Ok(name)
}

/// Puts them into trunk's folder.
pub(crate) fn place(folder: &Path) -> Result {
    let Ok(files) = fs::read_dir(waiting()) else { return Ok(()) };
    for file in files {
        let file = file.map_err(|error| format!("the workers: {error}"))?;
        let placed = folder.join(file.file_name());
        fs::copy(file.path(), &placed).map_err(|error| format!("{}: {error}", placed.display()))?;
    }
    Ok(())
}
