//! What the portal weighs on the wire: until its first list, with what is loaded unasked, and what is loaded when somebody asks for it. The
//! limits are in docs/weight.toml.

use std::fs;
use std::path::Path;

use super::context::Context;
use super::outcome::Outcome;
use crate::{Result, cache, split, tools};

const FIRST: &str = "portal_until_first_list";
const WHOLE: &str = "portal_whole";
const ON_DEMAND: &str = "portal_on_demand";
const STATEMENTS: &str = "portal_statements";
const BANK: &str = "portal_bank";
const SCANNER: &str = "portal_scanner";

pub(super) fn check(context: &mut Context) -> Result<Outcome> {
    let root = cache::workspace();
    let dist = root.join("dist");
    let Ok(index) = fs::read_to_string(dist.join("index.html")) else {
        return Ok(Outcome::one(false, "the portal is not built"));
    };
    let limits = fs::read_to_string(root.join("docs/weight.toml")).map_err(|error| format!("docs/weight.toml: {error}"))?;
    let parts = parts(&dist, &index)?;
    for part in &parts {
        context.print(&format!("    {:>8}  {}{}", part.bytes, part.name, part.when.words()))?;
    }
    let sum = |when: When| parts.iter().filter(|part| part.when == when).map(|part| part.bytes).sum::<u64>();
    let (first, demand, statements, bank) = (sum(When::First), sum(When::OnDemand), sum(When::Statements), sum(When::Bank));
    let (scanner, most_scanner) = (sum(When::Scanner), limit(&limits, SCANNER)?);
    let whole = first + sum(When::Afterwards);
    let (most_first, most) = (limit(&limits, FIRST)?, limit(&limits, WHOLE)?);
    let (most_demand, most_statements, most_bank) = (limit(&limits, ON_DEMAND)?, limit(&limits, STATEMENTS)?, limit(&limits, BANK)?);
    let note = format!(
        "{first} of {most_first} bytes until the first list, {whole} of {most} with what follows, {demand} of {most_demand} on demand, \
         {statements} of {most_statements} for statements, {bank} of {most_bank} for the bank's view, {scanner} of {most_scanner} for the scanner, brotli"
    );
    context.print(&format!("    {note}"))?;
    if !tools::for_the_portal()?.optimises {
        return Ok(Outcome::skipped("without Node, wasm is not optimised: its weight says nothing"));
    }
    let on_demand = demand <= most_demand && statements <= most_statements && bank <= most_bank && scanner <= most_scanner;
    let fits = first <= most_first && whole <= most && on_demand;
    Ok(Outcome::one(fits, note))
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
    when: When,
}

/// When a browser loads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    /// Before the first list.
    First,
    /// Soon afterwards, unasked.
    Afterwards,
    /// When somebody opens a page that needs it.
    OnDemand,
    /// When somebody opens a statement.
    Statements,
    /// When somebody wants to have their own bank file compared: the page, and its worker.
    Bank,
    /// When somebody scans a label in a browser that can't do so itself.
    Scanner,
}

impl When {
    const fn words(self) -> &'static str {
        match self {
            Self::First => "",
            Self::Afterwards => ", afterwards",
            Self::OnDemand => ", on demand",
            Self::Statements => ", for statements",
            Self::Bank => ", for the bank's view",
            Self::Scanner => ", for the scanner",
        }
    }
}

/// The portal's files. First come index.html, what it names, and what else a script imports at once (`snippets/`, the splitter's link).
fn parts(dist: &Path, index: &str) -> Result<Vec<Part>> {
    let mut files = Vec::new();
    crate::stamp::collect(dist, &mut files)?;
    let link = fs::read_to_string(dist.join(split::LINK)).unwrap_or_default();
    let mut parts = Vec::new();
    for file in files {
        let name = file.strip_prefix(dist).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        // The style sheet of the pages outside of the portal stands in those pages.
        if name == "index.html" || ["js", "wasm", "css"].contains(&ending) && name != "public.css" {
            let first = name == "index.html" || index.contains(&name) || name.starts_with("snippets/") || name == split::LINK;
            let when = match () {
                () if first => When::First,
                () if name.starts_with("scanner-") => When::Scanner,
                () if name.starts_with("worker-") || name.ends_with("_bank.wasm") => When::Bank,
                () if name.contains("_chunk_") => of_chunk(&link, &name),
                () if name.ends_with("_on_demand.wasm") => When::OnDemand,
                () if name.ends_with("_statements.wasm") => When::Statements,
                () => When::Afterwards,
            };
            let compressed = fs::metadata(format!("{}.br", file.display())).or_else(|_| fs::metadata(&file));
            parts.push(Part { bytes: compressed.map_err(|error| format!("{}: {error}", file.display()))?.len(), name, when });
        }
    }
    parts.sort_by(|a, b| (a.when, &a.name).cmp(&(b.when, &b.name)));
    Ok(parts)
}

/// When a file is loaded that parts share: with the first of them, as a company goes through the portal. Above every such file, the link says
/// who shares it: `/* on_demand, statements */`.
fn of_chunk(link: &str, name: &str) -> When {
    let before = link.split_once(name).map_or("", |(before, _)| before);
    let sharers = before.rsplit_once("/* ").and_then(|(_, rest)| rest.split_once(" */")).map_or("later", |(sharers, _)| sharers);
    let has = |part: &str| sharers.split(", ").any(|sharer| sharer == part);
    match () {
        () if has("later") => When::Afterwards,
        () if has("on_demand") => When::OnDemand,
        () if has("statements") => When::Statements,
        () => When::Bank,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_comes_afterwards_if_what_comes_afterwards_needs_it() {
        let link = "/* later, on_demand */
fetch(\"./a_chunk_4.wasm\")
/* on_demand, statements */
fetch(\"./a_chunk_7.wasm\")
\
                    /* bank, statements */
fetch(\"./a_chunk_9.wasm\")";
        let of = |name: &str| of_chunk(link, name);
        assert_eq!(
            [of("a_chunk_4.wasm"), of("a_chunk_7.wasm"), of("a_chunk_9.wasm")],
            [When::Afterwards, When::OnDemand, When::Statements]
        );
        assert_eq!(of("a_chunk_8.wasm"), When::Afterwards, "of which nothing is known");
    }

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
        for (name, length) in [
            ("index.html", 9),
            ("a.js", 70),
            ("a.js.br", 20),
            ("a_later.wasm", 500),
            ("a_on_demand.wasm", 90),
            ("a_statements.wasm", 80),
            ("public.css", 30),
            ("worker-0.js", 60),
            ("scanner-0.wasm", 50),
            (split::LINK, 7),
        ] {
            fs::write(dist.join(name), "x".repeat(length)).expect("written");
        }
        let parts = parts(&dist, "<script src=\"/a.js\">").expect("parts");
        fs::remove_dir_all(&dist).expect("cleaned up");
        let part = |name: &str, bytes, when| Part { name: name.to_owned(), bytes, when };
        assert_eq!(
            parts,
            [
                part(split::LINK, 7, When::First),
                part("a.js", 20, When::First),
                part("index.html", 9, When::First),
                part("a_later.wasm", 500, When::Afterwards),
                part("a_on_demand.wasm", 90, When::OnDemand),
                part("a_statements.wasm", 80, When::Statements),
                part("worker-0.js", 60, When::Bank),
                part("scanner-0.wasm", 50, When::Scanner),
            ]
        );
    }
}
