//! The checks of licence keys as wasm, built as the portal is: the same profile, the same passes of wasm-opt.

use std::fs;
use std::path::PathBuf;

use crate::command::{cargo, command, executable, run, with_path};
use crate::{Result, cache, split, tools};

const NAME: &str = "xtask_bench_checks";

/// Builds them; gives the folder with `xtask_bench_checks.js` and its wasm.
pub(super) fn build() -> Result<PathBuf> {
    let tools = tools::for_the_portal()?;
    let target = "wasm32-unknown-unknown";
    run(&mut cargo(&["build", "--profile", "web", "--target", target, "--package", "xtask-bench-checks"]))?;
    let built = cache::target().join(target).join("web").join(format!("{NAME}.wasm"));
    let folder = cache::target().join("bench-checks");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let bindgen = tools.path.iter().map(|folder| executable(folder, "wasm-bindgen")).find(|program| program.is_file());
    let mut bind = command(bindgen.ok_or("wasm-bindgen is not installed")?);
    run(bind.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(built))?;
    let wasm = folder.join(format!("{NAME}_bg.wasm"));
    let mut optimise = split::optimiser(&wasm, &wasm)?;
    with_path(&mut optimise, &tools.path);
    run(&mut optimise)?;
    Ok(folder)
}
