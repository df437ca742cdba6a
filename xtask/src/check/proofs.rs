//! docs/security.md says which code and which test shows what: all of them exist, and its counts are right.

use super::Finding;
use super::files::File;

const TABLE: &str = "docs/security.md";
const STANDINGS: [&str; 4] = ["met", "reasoned", "open", "not applicable"];
/// The endings of what can be named; a path without one is a folder.
const ENDINGS: [&str; 7] = ["rs", "mjs", "md", "toml", "html", "sql", "lock"];

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let Some(table) = files.iter().find(|file| file.path == TABLE) else { return Vec::new() };
    let mut findings = Vec::new();
    for (index, line) in table.text.lines().enumerate() {
        let wrong = missing(line, files).into_iter().map(|what| Finding::new(format!("{TABLE}:{}", index + 1), what));
        findings.extend(wrong);
    }
    findings.extend(miscounted(&table.text).into_iter().map(|what| Finding::new(TABLE, what)));
    findings
}

/// What a line names and nobody has: a path, or a function (`fn name`) in the path before it.
fn missing(line: &str, files: &[File]) -> Vec<String> {
    let (mut wrong, mut last) = (Vec::new(), None);
    for span in line.split('`').skip(1).step_by(2) {
        if let Some(name) = span.strip_prefix("fn ") {
            match last {
                None => wrong.push(format!("`{span}` has no file before it in its line")),
                Some(path) if !defines(files, path, name) => wrong.push(format!("`{path}` has no `{span}`")),
                Some(_) => {}
            }
        } else if is_path(span) {
            if !exists(files, span) {
                wrong.push(format!("`{span}` does not exist"));
            }
            last = Some(span);
        }
    }
    wrong
}

/// `server/tests/people/session.rs`, `server/tests/matrix`; no address of the portal (`/api/…`), no media type, no glob.
fn is_path(span: &str) -> bool {
    const ROOMS: [&str; 13] =
        ["contract", "docs", "documents", "e2e", "fuzz", "scanner", "server", "src", "style", "texts", "worker", "xtask", ".ci"];
    let plain = span.chars().all(|c| c.is_ascii_alphanumeric() || "/_.-".contains(c));
    plain && span.split_once('/').is_some_and(|(room, _)| ROOMS.contains(&room))
}

fn exists(files: &[File], path: &str) -> bool {
    let is_file = path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending));
    files.iter().any(|file| if is_file { file.path == path } else { file.path.starts_with(&format!("{path}/")) || file.path == path })
}

fn defines(files: &[File], path: &str, name: &str) -> bool {
    let text = files.iter().find(|file| file.path == path).map_or("", |file| file.text.as_str());
    text.contains(&format!("fn {name}(")) || text.contains(&format!("fn {name}<"))
}

/// The cells of a row.
fn cells(line: &str) -> Vec<&str> {
    line.strip_prefix("| ").map_or_else(Vec::new, |row| row.trim_end_matches(" |").split(" | ").map(str::trim).collect())
}

/// Where the counts at the top (`| met | 100 |`) are not those of the rows (`| V1.2.3 | … | **met** | … |`; `V10.1.1 to V10.7.3 (36)` are as many).
fn miscounted(text: &str) -> Vec<String> {
    let rows: Vec<_> = text.lines().map(cells).collect();
    let counted = |standing: &str| -> usize {
        let here = rows.iter().filter(|row| row.len() > 2 && row[0].starts_with('V') && row[2] == format!("**{standing}**"));
        here.map(|row| row[0].split_once('(').and_then(|(_, many)| many.trim_end_matches(')').parse().ok()).unwrap_or(1)).sum()
    };
    let said = |standing: &str| rows.iter().find(|row| row.first() == Some(&standing)).and_then(|row| row.get(1)?.parse::<usize>().ok());
    let mut wrong: Vec<_> = STANDINGS
        .iter()
        .filter(|standing| said(standing) != Some(counted(standing)))
        .map(|standing| format!("{} items are {standing}: say so at the top (`| {standing} | {0} |`)", counted(standing)))
        .collect();
    let known = |row: &&Vec<&str>| row.len() == 4 && STANDINGS.iter().any(|standing| row[2] == format!("**{standing}**"));
    let odd = rows.iter().filter(|row| row.first().is_some_and(|id| id.starts_with('V')) && !known(row));
    wrong.extend(odd.map(|row| format!("{} has no standing, or not four cells", row[0])));
    wrong
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    const COUNTS: &str = "| met | 1 |\n| reasoned | 0 |\n| open | 1 |\n| not applicable | 3 |\n";

    fn found(rows: &str) -> Vec<(String, String)> {
        let files = [
            file(TABLE, &format!("{COUNTS}{rows}")),
            file("server/tests/people/session.rs", "#[tokio::test]\nasync fn it_ends() {}\n"),
            file("server/src/seal.rs", "pub fn open<T>() {}\n"),
        ];
        check(&files).into_iter().map(|finding| (finding.place, finding.message)).collect()
    }

    #[test]
    fn what_is_named_exists_and_is_counted() {
        let rows = "| V1.1.1 | ends | **met** | `server/src/seal.rs` `fn open`, `server/tests/people/session.rs` `fn it_ends`; `/api/v1/x` |\n\
                    | V1.1.2 | more | **open** | `text/plain`, `server/tests/people` |\n\
                    | V10.1.1 to V10.1.3 (3) | OAuth | **not applicable** | none |\n";
        assert_eq!(found(rows), []);
    }

    #[test]
    fn what_was_renamed_is_found_with_its_line_and_a_wrong_count_too() {
        let rows = "| V1.1.1 | ends | **met** | `server/tests/people/session.rs` `fn it_began`, `server/tests/people/gone.rs` |\n\
                    | V1.1.2 | more | **met** | `fn it_ends` |\n\
                    | V10.1.1 to V10.1.3 (3) | OAuth | **not applicable** | none |\n\
                    | V1.1.3 | more | perhaps | |\n";
        let found = found(rows);
        let places: Vec<_> = found.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, ["docs/security.md:5", "docs/security.md:5", "docs/security.md:6", TABLE, TABLE, TABLE]);
        assert!(found[0].1.contains("has no `fn it_began`") && found[1].1.contains("gone.rs` does not exist"), "{found:?}");
        assert!(found[3].1.starts_with("2 items are met") && found[4].1.starts_with("0 items are open"), "{found:?}");
    }
}
