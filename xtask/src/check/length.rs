//! Small files: nobody reads a long one.

use super::Finding;
use super::files::File;

const LIMIT: usize = 400;
const REPORTED: usize = 250;
const ENDINGS: [&str; 5] = ["rs", "css", "ts", "js", "mjs"];

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let long = handwritten(files).filter(|(_, lines)| *lines > LIMIT);
    long.map(|(path, lines)| Finding::new(path, format!("{lines} lines; {LIMIT} is the limit: split it"))).collect()
}

/// The median, and the files whose length wants a reason.
pub(super) fn summary(files: &[File]) -> String {
    let mut lengths: Vec<usize> = handwritten(files).map(|(_, lines)| lines).collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    let long: Vec<String> = handwritten(files)
        .filter(|(_, lines)| (REPORTED + 1..=LIMIT).contains(lines))
        .map(|(path, lines)| format!("{path} ({lines})"))
        .collect();
    let long = if long.is_empty() { "none".to_owned() } else { long.join(", ") };
    format!("{} handwritten files, median {median} lines; over {REPORTED}, each wants a reason: {long}", lengths.len())
}

fn handwritten(files: &[File]) -> impl Iterator<Item = (&str, usize)> {
    let handwritten = files.iter().filter(|file| file.is(&ENDINGS) && !file.path.contains("/vendor/") && !file.path.starts_with("public/"));
    handwritten.map(|file| (file.path.as_str(), file.text.lines().count()))
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    #[test]
    fn four_hundred_lines_pass_and_one_more_does_not() {
        let files = [file("a.rs", &"\n".repeat(400)), file("b.css", &"\n".repeat(401)), file("c.md", &"\n".repeat(900))];
        let findings = check(&files);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].place, "b.css");
        assert!(summary(&files).contains("median 401 lines; over 250, each wants a reason: a.rs (400)"), "{}", summary(&files));
    }
}
