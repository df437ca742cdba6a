//! What servers say in words. The phrases are data: `phrases.txt`.

use super::reasons::Reason;

const PHRASES: &str = include_str!("phrases.txt");

/// How far apart the two sides of a `*` may stand, in bytes.
const APART: usize = 80;

/// What a text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Reason(Reason),
    /// Nobody is known by that name, they say.
    UnknownUser,
}

/// What a text says (in small letters, white space as one blank), if it says something that is known.
pub(super) fn meaning(text: &str) -> Option<Meaning> {
    if text.is_empty() {
        return None;
    }
    let mut now = None;
    for line in PHRASES.lines() {
        if let Some(word) = line.strip_prefix("= ") {
            now = Some(Reason::from_word(word).map_or(Meaning::UnknownUser, Meaning::Reason));
        } else if !line.is_empty() && !line.starts_with('#') && has(text, line) {
            return now;
        }
    }
    None
}

/// Whether the text has the phrase; what stands around a `*` must not be far apart.
fn has(text: &str, phrase: &str) -> bool {
    let Some((left, right)) = phrase.split_once('*') else { return text.contains(phrase) };
    let (left, right) = (left.trim_end(), right.trim_start());
    text.match_indices(left).any(|(at, _)| {
        let after = &text[at + left.len()..];
        after.find(right).is_some_and(|apart| apart <= APART)
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn phrases_are_written_as_they_are_looked_for() {
        let mut sections = 0;
        for line in PHRASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(word) = line.strip_prefix("= ") {
                assert!(word == "?" || Reason::from_word(word).is_some(), "{word}");
                sections += 1;
                continue;
            }
            assert!(sections > 0, "{line}");
            assert_eq!(line, line.to_lowercase(), "{line}");
            assert!(line.len() >= 3 && line.trim() == line && !line.contains("  ") && line.matches('*').count() <= 1, "{line}");
        }
        assert!(sections > 25);
    }

    #[test]
    fn a_star_stands_for_few_words() {
        assert!(has("the mailbox for anna is full", "mailbox for * is full"));
        assert!(!has(&format!("mailbox for {} is full", "x".repeat(100)), "mailbox for * is full"));
    }
}
