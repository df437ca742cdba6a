//! Whether anything changed since the last time: a hash over the names and contents of the inputs.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::{Result, cache};

/// The hash of all files in these files and folders of the workspace, and of `more` (versions of tools).
pub(crate) fn of(inputs: &[&str], more: &str) -> Result<String> {
    let root = cache::workspace();
    let mut files = Vec::new();
    for input in inputs {
        collect(&root.join(input), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    more.hash(&mut hasher);
    for file in &files {
        file.strip_prefix(&root).unwrap_or(file).hash(&mut hasher);
        fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// All files at or below a path; none when it does not exist.
pub(crate) fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result {
    if path.is_file() {
        files.push(path.to_path_buf());
    } else if path.is_dir() {
        let entries = fs::read_dir(path).map_err(|error| format!("{}: {error}", path.display()))?;
        for entry in entries {
            collect(&entry.map_err(|error| error.to_string())?.path(), files)?;
        }
    }
    Ok(())
}
