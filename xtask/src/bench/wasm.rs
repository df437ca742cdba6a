//! What is measured in the browser as wasm, built as the portal is: the same profile, the same passes of wasm-opt.

use std::fs;
use std::path::PathBuf;

use crate::command::{cargo, command, executable, run, with_path};
use crate::{Result, cache, split, tools};

/// Builds a package; gives the folder with its script and its wasm, both by the package's name.
pub(super) fn build(package: &str) -> Result<PathBuf> {
    let name = package.replace('-', "_");
    let tools = tools::for_the_portal()?;
    let target = "wasm32-unknown-unknown";
    run(&mut cargo(&["build", "--profile", "web", "--target", target, "--package", package]))?;
    let built = cache::target().join(target).join("web").join(format!("{name}.wasm"));
    let folder = cache::target().join(package);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let bindgen = tools.path.iter().map(|folder| executable(folder, "wasm-bindgen")).find(|program| program.is_file());
    let mut bind = command(bindgen.ok_or("wasm-bindgen is not installed")?);
    run(bind.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(built))?;
    let wasm = folder.join(format!("{name}_bg.wasm"));
    let mut optimise = split::optimiser(&wasm, &wasm)?;
    with_path(&mut optimise, &tools.path);
    run(&mut optimise)?;
    Ok(folder)
}
