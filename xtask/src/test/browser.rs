//! The steps around wasm: clippy, tests inside Chromium, the portal's build.

use std::env;
use std::path::PathBuf;

use super::apt;
use super::context::Context;
use super::outcome::Outcome;
use super::runners::count;
use crate::command::{cargo, find, with_path};
use crate::{Result, cache, tools};

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
const PACKAGES: [&str; 4] = ["--package", "eyelevel-contract", "--package", "eyelevel-portal"];

pub(super) fn clippy(context: &mut Context) -> Result<Outcome> {
    tools::wasm_target::install()?;
    let mut clippy = cargo(&["clippy"]);
    clippy.args(PACKAGES).args(["--package", "eyelevel-worker", "--package", "eyelevel-scanner"]).args(WASM).args([
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    Ok(Outcome::one(context.run(&mut clippy)?.success, ""))
}

pub(super) fn wasm(context: &mut Context) -> Result<Outcome> {
    let driver = match chromedriver() {
        Ok(driver) => driver,
        Err(reason) => return Ok(Outcome::missing(reason)),
    };
    let tools = tools::for_the_portal()?;
    let mut tests = cargo(&["test"]);
    tests.args(PACKAGES).args(WASM).args(["--lib", "--bins", "--tests", "--no-fail-fast"]);
    with_path(&mut tests, &tools.path);
    tests.env("CHROMEDRIVER", driver).env("WASM_BINDGEN_USE_BROWSER", "1");
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", cache::workspace().join("e2e/webdriver.json"));
    let ended = context.run(&mut tests)?;
    Ok(count(&ended.output).with_exit(ended.success))
}

pub(super) fn portal(context: &mut Context) -> Result<Outcome> {
    // The tools first, so that their progress is not mixed with the build's.
    let tools = tools::for_the_portal()?;
    let ended = context.run(&mut cargo(&["xtask", "portal"]))?;
    let note = if tools.optimises { "" } else { "without Node, wasm-opt was left out" };
    Ok(Outcome::one(ended.success, note))
}

/// Chromium, installed where that is possible; `EYELEVEL_CHROMIUM` names another one.
pub(super) fn chromium() -> Result<PathBuf> {
    first_of("EYELEVEL_CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
}

fn chromedriver() -> Result<PathBuf> {
    first_of("CHROMEDRIVER", &["chromedriver", "chromium.chromedriver"])
}

fn first_of(variable: &str, programs: &[&str]) -> Result<PathBuf> {
    let there = || env::var_os(variable).map(PathBuf::from).or_else(|| programs.iter().find_map(|name| find(name)));
    if let Some(program) = there() {
        return Ok(program);
    }
    apt::install(&["chromium", "chromium-driver"], "Chromium")?;
    there().ok_or_else(|| format!("{} is not to be found, though the packages are installed", programs[0]))
}
