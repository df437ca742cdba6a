//! The portal in two wasm files: what the first list needs, and what `src/later.rs` loads afterwards.
//!
//! The linker leaves its relocations (`src/build.rs`); between it and wasm-bindgen, `wasm-split-cli` cuts off whatever is reached only
//! from the split point. Trunk knows nothing of it: it calls a `wasm-bindgen` that splits first ([`stand_between`]), and its last hook puts
//! the cut-off part beside the rest ([`place`]).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{command, executable, run};
use crate::{Result, cache};

/// Where the parts wait between wasm-bindgen and the hook.
fn waiting() -> PathBuf {
    cache::workspace().join(".built/split")
}

/// What the splitter writes to say where the other file is; the main script imports it by this name.
pub(crate) const LINK: &str = "__wasm_split.js";

/// A folder with a `wasm-bindgen` that splits its input first.
pub(crate) fn stand_between(splitter: &Path, bindgen: &Path) -> Result<PathBuf> {
    let folder = cache::workspace().join(".built/bin");
    let program = folder.join("wasm-bindgen");
    let (splitter, bindgen) = (executable(splitter, "wasm-split-cli"), executable(bindgen, "wasm-bindgen"));
    let script = format!(
        "#!/bin/sh\n\
         # Splits the portal in two, then lets wasm-bindgen tie the first part to JavaScript.\n\
         set -e\n\
         name=main\n\
         for argument; do\n\
         \tcase $argument in\n\
         \t--version) exec '{bindgen}' --version ;;\n\
         \t--out-name=*) name=${{argument#--out-name=}} ;;\n\
         \t*.wasm) input=$argument ;;\n\
         \tesac\n\
         done\n\
         rm -rf '{waiting}'\n\
         '{splitter}' \"$input\" '{waiting}' --target web --out-name \"$name\"\n\
         for argument; do\n\
         \tshift\n\
         \t[ \"$argument\" = \"$input\" ] && argument='{waiting}'/$name.wasm\n\
         \tset -- \"$@\" \"$argument\"\n\
         done\n\
         # The second part works on the first one's table of functions.\n\
         exec '{bindgen}' --keep-lld-exports \"$@\"\n",
        bindgen = bindgen.display(),
        splitter = splitter.display(),
        waiting = waiting().display(),
    );
    let failed = |error| format!("{}: {error}", program.display());
    fs::create_dir_all(&folder).and_then(|()| fs::write(&program, script)).map_err(failed)?;
    run(command("chmod").arg("+x").arg(&program))?;
    Ok(folder)
}

/// Puts the cut-off parts into trunk's folder, optimised, under names that change with the portal.
pub(crate) fn place(folder: &Path) -> Result {
    let (waiting, failed) = (waiting(), |error: std::io::Error| format!("the split portal: {error}"));
    let script = fs::read_dir(folder).map_err(failed)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let Some(script) = script.into_iter().find(|name| name.starts_with("eyelevel-portal-") && name.ends_with(".js")) else {
        return Err(format!("no script of the portal in {}", folder.display()));
    };
    let stem = script.trim_end_matches(".js");
    let mut link = fs::read_to_string(waiting.join(LINK)).map_err(failed)?.replace("./eyelevel-portal.js", &format!("./{script}"));
    for entry in fs::read_dir(&waiting).map_err(failed)? {
        let part = entry.map_err(failed)?.path();
        let Some(name) = part.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".wasm")) else { continue };
        // A part, or what several parts share and the first file does not need.
        let Some(short) = name.strip_prefix("split_").or_else(|| name.starts_with("chunk_").then_some(name)) else { continue };
        let placed = format!("{stem}_{short}");
        run(&mut optimiser(&part, &folder.join(&placed))?)?;
        link = link.replace(&format!("./{name}"), &format!("./{placed}"));
    }
    fs::write(folder.join(LINK), link).map_err(failed)
}

/// What optimises a file of wasm, by the passes that index.html names for the portal's first part. The features have to be named: a part that
/// was cut off does not say which it has.
pub(crate) fn optimiser(part: &Path, placed: &Path) -> Result<Command> {
    const PASSES: &str = "data-wasm-opt-params=\"";
    let index = cache::workspace().join("index.html");
    let html = fs::read_to_string(&index).map_err(|error| format!("{}: {error}", index.display()))?;
    let passes = html.split_once(PASSES).and_then(|(_, rest)| rest.split_once('"')).map_or("", |(passes, _)| passes);
    const FEATURES: [&str; 6] = ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];
    let mut optimiser = command("wasm-opt");
    optimiser.arg(format!("--output={}", placed.display())).args(FEATURES.map(|feature| format!("--enable-{feature}")));
    optimiser.args(passes.split_whitespace()).arg(part);
    Ok(optimiser)
}
