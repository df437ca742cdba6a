//! Building the portal, and knowing when that is not needed.

use std::fs;
use std::path::PathBuf;

use crate::command::{cargo, command, run, with_path};
use crate::{Result, assets, cache, say, stamp, tools, worker};

/// All that the built portal depends on.
const INPUTS: [&str; 17] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "contract/Cargo.toml",
    "contract/src",
    "index.html",
    "public",
    "scanner/Cargo.toml",
    "scanner/src",
    "src",
    "style",
    "texts/Cargo.toml",
    "texts/build.rs",
    "texts/de",
    "texts/en",
    "worker",
    "xtask/assets/src",
];

/// How the portal is built.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Build {
    /// Small first, as it is shipped, into `dist`.
    Shipping,
    /// Quick first, for who is writing it, into `target/dist-quick`; large, and not compressed.
    Quick,
}

impl Build {
    const fn folder(self) -> &'static str {
        match self {
            Self::Shipping => "dist",
            Self::Quick => "target/dist-quick",
        }
    }

    const fn expectation(self) -> &'static str {
        match self {
            Self::Shipping => "small first: 2 to 5 minutes when nothing is built yet",
            Self::Quick => "quick, large: 2 minutes the first time, then seconds",
        }
    }
}

/// Builds unless the last build had the same inputs; gives the folder.
pub(crate) fn build(how: Build, force: bool) -> Result<PathBuf> {
    let root = cache::workspace();
    let dist = root.join(how.folder());
    let stamp_file = root.join(".built").join(format!("{}.stamp", how.folder().replace('/', "-")));
    let tools = tools::for_the_portal()?;
    let stamp = stamp::of(&INPUTS, &tools.versions)?;
    let unchanged = dist.join("index.html").is_file() && fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp);
    if unchanged && !force {
        say::note(&format!("the portal in {} is up to date", how.folder()));
        return Ok(dist);
    }
    fetch()?;
    let step = say::step("Building what bundles the style sheets", "half a minute the first time");
    assets::build()?;
    step.done("built");
    let step = say::step("Building the portal for the browser", how.expectation());
    let workers = worker::build(how, &tools)?;
    let mut trunk = command(&tools.trunk);
    trunk.envs(workers);
    trunk.arg("build").arg("--dist").arg(&dist);
    let mut path = tools.path;
    match how {
        Build::Quick => trunk.args(["--release=false", "--cargo-profile", "dev"]),
        Build::Shipping => {
            path.insert(0, tools.splitting);
            trunk.args(["--features", "chunks"])
        }
    };
    with_path(&mut trunk, &path);
    // trunk 0.21 reads NO_COLOR=1 as a flag with a bad value.
    trunk.env_remove("NO_COLOR").env("RUST_BACKTRACE", "0");
    run(&mut trunk)?;
    fs::create_dir_all(root.join(".built")).and_then(|()| fs::write(&stamp_file, &stamp)).map_err(|error| error.to_string())?;
    step.done(&format!("the portal is in {}", how.folder()));
    Ok(dist)
}

/// Downloads the crates of all platforms, because trunk asks `cargo metadata` for them and is kept offline.
fn fetch() -> Result {
    let step = say::step("Fetching the crates", "a minute the first time");
    run(&mut cargo(&["fetch"]))?;
    step.done("all crates are here");
    Ok(())
}
