//! Building the portal into `dist/`, and knowing when that is not needed.

use std::fs;
use std::path::PathBuf;

use crate::command::{cargo, command, run, with_path};
use crate::{Result, assets, cache, say, stamp, tools};

/// All that the built portal depends on.
const INPUTS: [&str; 11] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "index.html",
    "src",
    "style",
    "public",
    "contract",
    "texts",
    "xtask/assets",
    "xtask/src/assets.rs",
];

/// Builds unless the last build had the same inputs; gives the folder.
pub(crate) fn build(force: bool) -> Result<PathBuf> {
    let root = cache::workspace();
    let dist = root.join("dist");
    let stamp_file = root.join(".built/portal.stamp");
    let tools = tools::for_the_portal()?;
    let stamp = stamp::of(&INPUTS, &tools.versions)?;
    let unchanged = dist.join("index.html").is_file() && fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp);
    if unchanged && !force {
        say::note("the portal in dist/ is up to date");
        return Ok(dist);
    }
    fetch()?;
    let step = say::step("Building what bundles the style sheets", "half a minute the first time");
    assets::build()?;
    step.done("built");
    let step = say::step("Building the portal for the browser", "small first: 2 to 5 minutes when nothing is built yet");
    let mut trunk = command(&tools.trunk);
    trunk.arg("build");
    with_path(&mut trunk, &tools.path);
    // trunk 0.21 reads NO_COLOR=1 as a flag with a bad value.
    trunk.env_remove("NO_COLOR").env("RUST_BACKTRACE", "0");
    run(&mut trunk)?;
    fs::create_dir_all(root.join(".built")).and_then(|()| fs::write(&stamp_file, &stamp)).map_err(|error| error.to_string())?;
    step.done("the portal is in dist/");
    Ok(dist)
}

/// Downloads the crates of all platforms, because trunk asks `cargo metadata` for them and is kept offline.
fn fetch() -> Result {
    let step = say::step("Fetching the crates", "a minute the first time");
    run(&mut cargo(&["fetch"]))?;
    step.done("all crates are here");
    Ok(())
}
