//! The handwritten text files of the project.

use std::fs;

use crate::command::{command, output};
use crate::{Result, cache, stamp};

/// One file: its path from the workspace's folder, with `/`, and its text.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    /// Whether the name ends with one of these (no dot).
    pub(super) fn is(&self, endings: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
    }
}

/// What git knows or would add; without git, what lies in the rooms of the house.
pub(super) fn of_the_project() -> Result<Vec<File>> {
    const ROOMS: [&str; 11] = ["contract", "deploy", "docs", "documents", "e2e", "fuzz", "server", "src", "style", "texts", "xtask"];
    let root = cache::workspace();
    let listed = output(command("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]));
    let mut paths: Vec<_> = match listed {
        Some(listed) => listed.lines().map(|line| root.join(line)).collect(),
        None => {
            let mut paths = Vec::new();
            for room in ROOMS {
                stamp::collect(&root.join(room), &mut paths)?;
            }
            paths.retain(|path| !path.components().any(|part| part.as_os_str() == "node_modules"));
            paths
        }
    };
    paths.sort();
    paths.dedup();
    let named = |path: &std::path::Path| path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    // Unreadable as text: a picture, say. Listed but gone: deleted and not yet committed.
    Ok(paths.iter().filter_map(|path| Some(File { path: named(path), text: fs::read_to_string(path).ok()? })).collect())
}

#[cfg(test)]
pub(super) fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}
