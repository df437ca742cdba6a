//! A text in sentences, and these in clauses.

use super::dates::month;

/// The sentences: they end with a full stop (not the one in a date or an amount), a semicolon or a line.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    split(text, |c, before, after| match c {
        '\n' | ';' | '!' | '?' => true,
        '.' if !after.is_empty() && !after.starts_with(char::is_whitespace) => false,
        // `am 20. März 2018` goes on.
        '.' => {
            !(before.ends_with(|c: char| c.is_ascii_digit()) && after.split_whitespace().next().is_some_and(|word| month(word).is_some()))
        }
        _ => false,
    })
}

/// The clauses of a sentence: they end with a comma that is not in a number.
pub(super) fn clauses(sentence: &str) -> Vec<&str> {
    split(sentence, |c, _, after| c == ',' && (after.is_empty() || after.starts_with(char::is_whitespace)))
}

fn split(text: &str, ends: impl Fn(char, &str, &str) -> bool) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_punctuation() || *c == '\n') {
        let end = at + c.len_utf8();
        if ends(c, &text[..at], &text[end..]) {
            parts.push(&text[start..at]);
            start = end;
        }
    }
    parts.push(&text[start..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}
