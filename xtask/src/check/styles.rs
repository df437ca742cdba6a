//! Every style sheet is imported by somebody, and every import leads somewhere.

use std::collections::BTreeSet;

use super::Finding;
use super::files::File;

const ENTRIES: [&str; 3] = ["style/critical.css", "style/main.css", "style/public.css"];

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let sheets: Vec<&File> = files.iter().filter(|file| file.path.starts_with("style/") && file.is(&["css"])).collect();
    let mut reached: BTreeSet<String> = ENTRIES.map(str::to_owned).into();
    let mut queue: Vec<String> = ENTRIES.map(str::to_owned).into();
    let mut findings = Vec::new();
    while let Some(path) = queue.pop() {
        let Some(sheet) = sheets.iter().find(|sheet| sheet.path == path) else { continue };
        for (line, import) in imports(&sheet.text) {
            let target = resolve(&path, &import);
            if !sheets.iter().any(|sheet| sheet.path == target) {
                findings.push(Finding::new(format!("{path}:{line}"), format!("imports {target}, which does not exist")));
            } else if reached.insert(target.clone()) {
                queue.push(target);
            }
        }
    }
    let orphans = sheets.iter().filter(|sheet| !reached.contains(&sheet.path));
    findings.extend(orphans.map(|sheet| Finding::new(&sheet.path, "nobody imports this style sheet")));
    findings
}

/// The quoted paths of `@import "…"` and `@import url("…")`, with their lines.
fn imports(css: &str) -> Vec<(usize, String)> {
    let lines = css.lines().enumerate();
    lines
        .filter_map(|(index, line)| {
            let rest = line.trim_start().strip_prefix("@import")?.trim_start();
            let rest = rest.strip_prefix("url(").unwrap_or(rest);
            let quote = rest.chars().next().filter(|c| *c == '"' || *c == '\'')?;
            Some((index + 1, rest[1..].split(quote).next()?.to_owned()))
        })
        .collect()
}

/// A path seen from the sheet that names it.
fn resolve(sheet: &str, import: &str) -> String {
    let folder = sheet.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    #[test]
    fn orphans_and_dead_imports_are_found() {
        let files = [
            file("style/main.css", "@layer a;\n@import \"ui/button.css\" layer(ui);\n@import url('gone.css');"),
            file("style/public.css", ""),
            file("style/ui/button.css", "@import \"../tokens.css\";"),
            file("style/tokens.css", ":root {}"),
            file("style/ui/orphan.css", ""),
        ];
        let places: Vec<_> = check(&files).into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["style/main.css:3", "style/ui/orphan.css"]);
    }
}
