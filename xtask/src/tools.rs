//! What building the portal needs beyond cargo, installed once into the cache folder, by name and version.

mod binaryen;
mod crates;
pub(crate) mod node;
pub(crate) mod python;
pub(crate) mod wasm_target;

use std::path::PathBuf;

use crate::Result;

use crates::{TRUNK, WASM_BINDGEN, WASM_SPLIT};

/// The tools of the portal's build.
pub(crate) struct Tools {
    /// The program `trunk`.
    pub(crate) trunk: PathBuf,
    /// The folders to put before the `PATH`: wasm-bindgen, wasm-opt.
    pub(crate) path: Vec<PathBuf>,
    /// The folder to put before those: a wasm-bindgen that splits first.
    pub(crate) splitting: PathBuf,
    /// What is in use; another set builds anew.
    pub(crate) versions: String,
    /// Whether wasm-opt is the real one.
    pub(crate) optimises: bool,
}

/// Installs what is missing.
pub(crate) fn for_the_portal() -> Result<Tools> {
    wasm_target::install()?;
    let bindgen = crates::install(&WASM_BINDGEN)?;
    let splitter = crates::install(&WASM_SPLIT)?;
    let splitting = crate::split::stand_between(&splitter, &bindgen)?;
    let trunk = crates::install(&TRUNK)?;
    let optimiser = binaryen::install()?;
    let versions = format!("{} {} {} {}", TRUNK.version, WASM_BINDGEN.version, WASM_SPLIT.version, optimiser.version);
    Ok(Tools {
        trunk: crate::command::executable(&trunk, "trunk"),
        path: vec![bindgen, optimiser.folder],
        splitting,
        versions,
        optimises: optimiser.real,
    })
}
