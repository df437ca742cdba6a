//! Words that must not be committed, each with its reason.

use super::Finding;
use super::files::File;

struct Word {
    text: &'static str,
    /// The endings of the files it is forbidden in; none means every text file.
    endings: &'static [&'static str],
    reason: &'static str,
}

const fn word(text: &'static str, endings: &'static [&'static str], reason: &'static str) -> Word {
    Word { text, endings, reason }
}

const WORDS: [Word; 10] = [
    word("#[allow(", &["rs"], "#[expect(…, reason = \"…\")] says why, and speaks up when it is no longer needed"),
    word("#![allow(", &["rs"], "#![expect(…, reason = \"…\")] says why, and speaks up when it is no longer needed"),
    word("todo!(", &["rs"], "finish it, or open an issue"),
    word("dbg!(", &["rs"], "left over"),
    word("FIXME", &["rs", "css", "js", "mjs", "toml"], "fix it, or open an issue"),
    word("!important", &["css"], "the layers decide what wins"),
    word("console.log(", &["rs"], "left over"),
    word("waitForTimeout(", &["mjs", "js"], "wait for what the person would wait for, not for a time"),
    word("/root/", &[], "a path of one machine"),
    word("/home/", &["rs", "mjs", "js", "toml", "css"], "a path of one machine"),
];

/// This file names them all.
const EXEMPT: [&str; 1] = ["xtask/src/check/words.rs"];

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    files.iter().filter(|file| !EXEMPT.contains(&file.path.as_str())).flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let words: Vec<&Word> = WORDS.iter().filter(|word| word.endings.is_empty() || file.is(word.endings)).collect();
    let lines = file.text.lines().enumerate();
    lines
        .flat_map(|(index, line)| {
            let found = words.iter().filter(move |word| line.contains(word.text));
            found.map(move |word| Finding::new(format!("{}:{}", file.path, index + 1), format!("`{}`: {}", word.text, word.reason)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    #[test]
    fn a_word_is_found_with_its_line_where_it_is_forbidden_only() {
        let text = "fine\n.a { color: red !important }";
        assert_eq!(check(&[file("style/a.css", text)])[0].place, "style/a.css:2");
        assert_eq!(check(&[file("docs/a.md", text)]), []);
    }
}
