//! Just enough Rust to see which modules a file names.

/// The text with comments and string literals blanked; lines stay where they are.
pub(super) fn code_only(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal(rest) {
            length
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        out.extend(rest[..skipped].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[skipped..];
    }
    out
}

/// The length of the string literal that the text begins with.
fn literal(text: &str) -> Option<usize> {
    if let Some(raw) = text.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = &raw[hashes + 1..];
            return Some(body.find(&close).map_or(text.len(), |end| 1 + hashes + 1 + end + close.len()));
        }
        return None;
    }
    if text.starts_with("'\"'") {
        return Some(3);
    }
    let body = text.strip_prefix('"')?;
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 2),
            _ => {}
        }
    }
    Some(text.len())
}

/// The modules named right after `root::` (`crate`, or a crate's name), each with its line (from 1).
pub(super) fn named_after(code: &str, root: &str) -> Vec<(usize, String)> {
    let wanted = format!("{root}::");
    let mut found = Vec::new();
    for (at, _) in code.match_indices(&wanted) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + wanted.len()..];
        let names = if let Some(group) = rest.strip_prefix('{') { first_names(group) } else { vec![identifier(rest)] };
        found.extend(names.into_iter().filter(|name| !name.is_empty()).map(|name| (line, name)));
    }
    found
}

/// In `a::b, c::{d, e}}…`: a and c.
fn first_names(group: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut begins = true;
    for (at, c) in group.char_indices() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if begins && !c.is_whitespace() => {
                names.push(identifier(&group[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    names
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(code: &str) -> Vec<String> {
        named_after(&code_only(code), "crate").into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn plain_grouped_and_nested_paths_are_seen() {
        assert_eq!(names("use crate::people::Person;"), ["people"]);
        assert_eq!(names("use crate::{db::{q, Tx}, requests, Result};"), ["db", "requests", "Result"]);
        assert_eq!(names("fn f() { crate::board::show() }"), ["board"]);
    }

    #[test]
    fn comments_strings_and_other_crates_are_not() {
        assert_eq!(names("// crate::board\n/* crate::admin */ let x = \"crate::people \\\" \"; r#\"crate::a\"#;"), [""; 0]);
        assert_eq!(names("use my_crate::board; other::crate::board"), [""; 0]);
        assert_eq!(names("let quote = '\"'; use crate::people;"), ["people"]);
    }

    #[test]
    fn lines_are_counted_through_comments() {
        let code = code_only("// one\n/* two\nthree */\nuse crate::db;");
        assert_eq!(named_after(&code, "crate"), [(4, "db".to_owned())]);
    }
}
