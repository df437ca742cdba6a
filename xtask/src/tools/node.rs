//! Node and the npm packages of the end-to-end tests. Only tests need them.

use std::fs;
use std::path::PathBuf;

use crate::command::{command, find, output, run};
use crate::{Result, cache, say, stamp};

/// The oldest major version that the tests run on, and the one that npm brings where the machine's is older.
const OLDEST: u32 = 20;
const BROUGHT: &str = "22";

/// A Node that is new enough: the machine's, else npm's. Nothing where there is no npm to bring one.
pub(crate) fn install() -> Result<Option<PathBuf>> {
    let Some(own) = find("node") else { return Ok(None) };
    let version = output(command(&own).arg("--version")).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major >= OLDEST) {
        return Ok(Some(own));
    }
    if find("npm").is_none() {
        return Ok(None);
    }
    let root = cache::tool("node", BROUGHT)?;
    let program = root.join("node_modules/node/bin/node");
    if !program.is_file() {
        let step =
            say::step(&format!("Installing Node {BROUGHT}: the tests want {OLDEST} or newer, here is {version}"), "20 seconds, once");
        npm_install(&root, &[&format!("node@{BROUGHT}")])?;
        step.done(&format!("Node {BROUGHT}"));
    }
    Ok(Some(program))
}

/// Installs what e2e/package.json names into the cache folder, and links it as e2e/node_modules, which git ignores.
pub(crate) fn packages_for_e2e() -> Result {
    let e2e = cache::workspace().join("e2e");
    let manifest = stamp::of(&["e2e/package.json"], "")?;
    let root = cache::tool("e2e", &manifest)?;
    if !root.join("complete").is_file() {
        let step = say::step("Installing playwright-core and axe-core: the end-to-end tests need them", "20 seconds, once");
        let copied = fs::create_dir_all(&root).and_then(|()| fs::copy(e2e.join("package.json"), root.join("package.json")));
        copied.map_err(|error| format!("{}: {error}", root.display()))?;
        npm_install(&root, &[])?;
        fs::write(root.join("complete"), "").map_err(|error| error.to_string())?;
        step.done("npm packages");
    }
    link(&root.join("node_modules"), &e2e.join("node_modules"))
}

fn npm_install(root: &PathBuf, packages: &[&str]) -> Result {
    fs::create_dir_all(root).map_err(|error| format!("{}: {error}", root.display()))?;
    let mut npm = command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]).arg(root).args(packages);
    // Run inside: npm resolves the manifest of an empty list from there.
    run(npm.current_dir(root))
}

/// A link that leads elsewhere is an older version's; a real folder is somebody's own `npm install` and stays.
#[cfg(unix)]
fn link(packages: &PathBuf, place: &PathBuf) -> Result {
    if fs::read_link(place).is_ok_and(|target| target == *packages) || (place.is_dir() && !place.is_symlink()) {
        return Ok(());
    }
    if place.is_symlink() {
        fs::remove_file(place).map_err(|error| format!("{}: {error}", place.display()))?;
    }
    std::os::unix::fs::symlink(packages, place).map_err(|error| format!("{}: {error}", place.display()))
}

#[cfg(not(unix))]
fn link(packages: &PathBuf, place: &PathBuf) -> Result {
    if place.is_dir() {
        return Ok(());
    }
    Err(format!("run `npm install` in {} (links to {} are made on Unix only)", place.display(), packages.display()))
}
