//! One set of files, as `eyelevel statements inspect --json` reads it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// A set that was read.
pub(crate) struct Set {
    pub(crate) name: &'static str,
    /// What was said of each file, by its name.
    pub(crate) files: BTreeMap<String, Value>,
}

/// So many files a call, for a command line has an end.
const AT_ONCE: usize = 50;

pub(crate) fn read(binary: &str, data: &Path, name: &'static str) -> Result<Set, String> {
    let folder = data.join(name);
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let mut files = BTreeMap::new();
    for some in names.chunks(AT_ONCE) {
        let mut inspect = Command::new(binary);
        inspect.args(["statements", "inspect", "--json"]).args(some.iter().map(|name| folder.join(name)));
        let output = inspect.output().map_err(|error| format!("{binary}: {error}"))?;
        let said = String::from_utf8_lossy(&output.stdout);
        let lines: Vec<&str> = said.lines().collect();
        if lines.len() != some.len() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{} documents for {} files of {name}: {complaint}", lines.len(), some.len()));
        }
        for (file, line) in some.iter().zip(lines) {
            files.insert(file.clone(), serde_json::from_str(line).map_err(|error| format!("{file}: {error}"))?);
        }
        let refused = files.values().any(|said: &Value| said.get("error").is_some());
        if output.status.success() && refused {
            return Err(format!("{name}: a file was refused, and the command did not end with 1"));
        }
    }
    Ok(Set { name, files })
}
