//! What the portal weighs on the wire, until its first list and as a whole: the limits are in docs/weight.toml.

use std::fs;
use std::path::Path;

use super::context::Context;
use super::outcome::Outcome;
use crate::{Result, cache, split, tools};

const FIRST: &str = "portal_until_first_list";
const WHOLE: &str = "portal_whole";

pub(super) fn check(context: &mut Context) -> Result<Outcome> {
    let root = cache::workspace();
    let dist = root.join("dist");
    let Ok(index) = fs::read_to_string(dist.join("index.html")) else {
        return Ok(Outcome::one(false, "the portal is not built"));
    };
    let limits = fs::read_to_string(root.join("docs/weight.toml")).map_err(|error| format!("docs/weight.toml: {error}"))?;
    let parts = parts(&dist, &index)?;
    for part in &parts {
        context.print(&format!("    {:>8}  {}{}", part.bytes, part.name, if part.first { "" } else { ", afterwards" }))?;
    }
    let (first, whole): (u64, u64) =
        (parts.iter().filter(|part| part.first).map(|part| part.bytes).sum(), parts.iter().map(|part| part.bytes).sum());
    let (most_first, most) = (limit(&limits, FIRST)?, limit(&limits, WHOLE)?);
    let note = format!("{first} of {most_first} bytes until the first list, {whole} of {most} as a whole, brotli");
    context.print(&format!("    {note}"))?;
    if !tools::for_the_portal()?.optimises {
        return Ok(Outcome::skipped("without Node, wasm is not optimised: its weight says nothing"));
    }
    Ok(Outcome::one(first <= most_first && whole <= most, note))
}

fn limit(toml: &str, name: &str) -> Result<u64> {
    let value = toml.lines().find_map(|line| line.trim().strip_prefix(name)?.trim().strip_prefix('='));
    let value = value.and_then(|value| value.split('#').next()?.trim().replace('_', "").parse().ok());
    value.ok_or_else(|| format!("docs/weight.toml must say: {name} = 160_000"))
}

/// A file that a browser loads.
#[derive(Debug, PartialEq)]
struct Part {
    name: String,
    bytes: u64,
    /// Whether before the first list.
    first: bool,
}

/// The portal's files. First come index.html, what it names, and what else a script imports at once (`snippets/`, the splitter's link).
fn parts(dist: &Path, index: &str) -> Result<Vec<Part>> {
    let mut files = Vec::new();
    crate::stamp::collect(dist, &mut files)?;
    let mut parts = Vec::new();
    for file in files {
        let name = file.strip_prefix(dist).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        // The style sheet of the pages outside of the portal stands in those pages.
        if name == "index.html" || ["js", "wasm", "css"].contains(&ending) && name != "public.css" {
            let first = name == "index.html" || index.contains(&name) || name.starts_with("snippets/") || name == split::LINK;
            let compressed = fs::metadata(format!("{}.br", file.display())).or_else(|_| fs::metadata(&file));
            parts.push(Part { bytes: compressed.map_err(|error| format!("{}: {error}", file.display()))?.len(), name, first });
        }
    }
    parts.sort_by(|a, b| (!a.first, &a.name).cmp(&(!b.first, &b.name)));
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_read_with_its_underscores() {
        let toml = "# why\nportal_until_first_list = 160_000 # bytes\nportal_whole=1";
        assert_eq!((limit(toml, FIRST), limit(toml, WHOLE)), (Ok(160_000), Ok(1)));
        assert!(limit("other = 1", FIRST).is_err());
    }

    #[test]
    fn what_the_page_does_not_name_comes_afterwards() {
        let dist = std::env::temp_dir().join(format!("eyelevel-weight-{}", std::process::id()));
        fs::create_dir_all(&dist).expect("a temporary folder");
        for (name, length) in
            [("index.html", 9), ("a.js", 70), ("a.js.br", 20), ("a_later.wasm", 500), ("public.css", 30), (split::LINK, 7)]
        {
            fs::write(dist.join(name), "x".repeat(length)).expect("written");
        }
        let parts = parts(&dist, "<script src=\"/a.js\">").expect("parts");
        fs::remove_dir_all(&dist).expect("cleaned up");
        let part = |name: &str, bytes, first| Part { name: name.to_owned(), bytes, first };
        assert_eq!(
            parts,
            [part(split::LINK, 7, true), part("a.js", 20, true), part("index.html", 9, true), part("a_later.wasm", 500, false)]
        );
    }
}
