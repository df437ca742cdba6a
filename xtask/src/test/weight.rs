//! What the portal weighs on the wire until its first list: the one limit is in docs/weight.toml.

use std::fs;
use std::path::Path;

use super::context::Context;
use super::outcome::Outcome;
use crate::{Result, cache, tools};

const LIMIT: &str = "portal_until_first_list";

pub(super) fn check(context: &mut Context) -> Result<Outcome> {
    let root = cache::workspace();
    let dist = root.join("dist");
    let Ok(index) = fs::read_to_string(dist.join("index.html")) else {
        return Ok(Outcome::one(false, "the portal is not built"));
    };
    let limit = limit(&fs::read_to_string(root.join("docs/weight.toml")).map_err(|error| format!("docs/weight.toml: {error}"))?)?;
    let parts = parts(&dist, &index)?;
    let sum: u64 = parts.iter().map(|(_, bytes)| bytes).sum();
    for (name, bytes) in &parts {
        context.print(&format!("    {bytes:>8}  {name}"))?;
    }
    context.print(&format!("    {sum:>8}  of {limit} bytes, brotli"))?;
    if !tools::for_the_portal()?.optimises {
        return Ok(Outcome::skipped("without Node, wasm is not optimised: its weight says nothing"));
    }
    Ok(Outcome::one(sum <= limit, format!("{sum} of {limit} bytes")))
}

fn limit(toml: &str) -> Result<u64> {
    let value = toml.lines().find_map(|line| line.trim().strip_prefix(LIMIT)?.trim().strip_prefix('='));
    let value = value.and_then(|value| value.split('#').next()?.trim().replace('_', "").parse().ok());
    value.ok_or_else(|| format!("docs/weight.toml must say: {LIMIT} = 160_000"))
}

/// index.html, and what it names: scripts, wasm, style sheets; what else a script imports at once (snippets).
fn parts(dist: &Path, index: &str) -> Result<Vec<(String, u64)>> {
    let mut files = Vec::new();
    crate::stamp::collect(dist, &mut files)?;
    let mut parts = Vec::new();
    for file in files {
        let name = file.strip_prefix(dist).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let counts =
            name == "index.html" || (["js", "wasm", "css"].contains(&ending) && (index.contains(&name) || name.starts_with("snippets/")));
        if counts {
            let compressed = fs::metadata(format!("{}.br", file.display())).or_else(|_| fs::metadata(&file));
            parts.push((name, compressed.map_err(|error| format!("{}: {error}", file.display()))?.len()));
        }
    }
    parts.sort();
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_read_with_its_underscores() {
        assert_eq!(limit("# why\nportal_until_first_list = 160_000 # bytes"), Ok(160_000));
        assert!(limit("other = 1").is_err());
    }

    #[test]
    fn what_the_page_does_not_name_is_not_counted() {
        let dist = std::env::temp_dir().join(format!("eyelevel-weight-{}", std::process::id()));
        fs::create_dir_all(&dist).expect("a temporary folder");
        for (name, length) in [("index.html", 9), ("a.js", 70), ("a.js.br", 20), ("worker.js", 500), ("public.css", 30)] {
            fs::write(dist.join(name), "x".repeat(length)).expect("written");
        }
        let parts = parts(&dist, "<script src=\"/a.js\">").expect("parts");
        fs::remove_dir_all(&dist).expect("cleaned up");
        assert_eq!(parts, [("a.js".to_owned(), 20), ("index.html".to_owned(), 9)]);
    }
}
