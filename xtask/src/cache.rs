//! The folder of the user's where tools, build outputs and demo data are kept, by name and version.

use std::env;
use std::path::{Path, PathBuf};

use crate::Result;

/// `$EYELEVEL_CACHE`, else `$XDG_CACHE_HOME/eyelevel`, else `~/.cache/eyelevel`.
pub(crate) fn folder() -> Result<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(own) = set("EYELEVEL_CACHE") {
        return Ok(own);
    }
    let base = set("XDG_CACHE_HOME").or_else(|| set("HOME").or_else(|| set("USERPROFILE")).map(|home| home.join(".cache")));
    base.map(|base| base.join("eyelevel")).ok_or_else(|| "neither EYELEVEL_CACHE nor HOME is set: where may tools be kept?".to_owned())
}

/// Where one tool in one version lives.
pub(crate) fn tool(name: &str, version: &str) -> Result<PathBuf> {
    Ok(folder()?.join("tools").join(format!("{name}-{version}")))
}

/// The folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    let own = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let own = Path::new(&own);
    own.parent().unwrap_or(own).to_path_buf()
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), |folder| workspace().join(folder))
}
