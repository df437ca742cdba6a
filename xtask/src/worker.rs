//! The portal's worker: a second program for the browser, which reads a partner's bank files in a thread of its own.
//!
//! It is built before the portal, which has its name compiled in (`src/worker.rs`): a name that changes with what is in it, so that browsers
//! keep it for ever. Trunk's last hook puts it beside the rest ([`place`]).

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{cargo, command, executable, run, with_path};
use crate::portal::Build;
use crate::tools::Tools;
use crate::{Result, cache, split, stamp};

/// What the portal finds its worker's name in when it is compiled.
pub(crate) const NAME: &str = "EYELEVEL_WORKER";

/// It begins when the page hands it the compiled program: it can load nothing itself, not even that.
const BEGIN: &str = "\nonmessage = (event) => wasm_bindgen({ module_or_path: event.data });\n";

/// Where it waits between its build and the hook.
fn waiting() -> PathBuf {
    cache::workspace().join(".built/worker")
}

/// Builds it; gives its name.
pub(crate) fn build(how: Build, tools: &Tools) -> Result<String> {
    let target = "wasm32-unknown-unknown";
    let (profile, folder) = match how {
        Build::Shipping => ("web", "web"),
        Build::Quick => ("dev", "debug"),
    };
    run(&mut cargo(&["build", "--profile", profile, "--target", target, "--package", "eyelevel-worker"]))?;
    let built = cache::target().join(target).join(folder).join("eyelevel_worker.wasm");
    let raw = cache::workspace().join(".built/worker-raw");
    let failed = |error| format!("the worker: {error}");
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
    let name = format!("worker-{}", stamp::of(&[".built/worker-raw"], "")?);
    let waiting = waiting();
    // Only the newest is placed.
    if waiting.is_dir() {
        fs::remove_dir_all(&waiting).map_err(failed)?;
    }
    fs::create_dir_all(&waiting).map_err(failed)?;
    fs::rename(script, waiting.join(format!("{name}.js"))).map_err(failed)?;
    fs::rename(wasm, waiting.join(format!("{name}.wasm"))).map_err(failed)?;
    Ok(name)
}

/// Puts it into trunk's folder.
pub(crate) fn place(folder: &Path) -> Result {
    let Ok(files) = fs::read_dir(waiting()) else { return Ok(()) };
    for file in files {
        let file = file.map_err(|error| format!("the worker: {error}"))?;
        let placed = folder.join(file.file_name());
        fs::copy(file.path(), &placed).map_err(|error| format!("{}: {error}", placed.display()))?;
    }
    Ok(())
}
