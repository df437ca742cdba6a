//! Serial numbers as people type them: every one is taken as it stands, and one that is nearly known is found.
//!
//! What is found by is the *folded* form: capital letters, without separators, and look-alikes as one. It is never shown and never compared
//! with what a person means: leading zeros count, and so does every other character.

use std::collections::BTreeSet;

use crate::validate::Fault;

/// The longest serial number, in characters.
pub const SERIAL_MAX: usize = 200;
/// Beyond so many folded characters, only look-alikes are looked for: there would be thousands of neighbours, and nobody types that.
pub const NEAR_MAX: usize = 40;

/// What can stand in the place of another character: one of each class of look-alikes, small enough to try them all.
const ALPHABET: &str = "0123456789ACDEFHJKMNPRTUVWXY";

/// A serial number as it is kept: without white space around it, and without what nobody sees (a scanner's control characters, marks of
/// direction, spaces of no width). Everything else stays, emoji included.
///
/// # Errors
/// `Required` if nothing is left; `ControlCharacters` for a line end or a tab within, since that may be two numbers; `TooLong`.
pub fn clean(typed: &str) -> Result<String, Fault> {
    let trimmed = typed.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
    if trimmed.contains(['\n', '\r', '\t', '\u{2028}', '\u{2029}']) {
        return Err(Fault::ControlCharacters);
    }
    let kept: String = trimmed.chars().filter(|c| !is_unseen(*c)).collect();
    match kept.chars().count() {
        0 => Err(Fault::Required),
        1..=SERIAL_MAX => Ok(kept),
        _ => Err(Fault::TooLong(SERIAL_MAX)),
    }
}

/// Joiners and selectors belong to emoji and to some scripts, so they stay.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The form by which a serial number is found: 0, O and Q are one, and so are 1, I and L; 8 and B; 5 and S; 2 and Z; 6 and G.
#[must_use]
pub fn fold(serial: &str) -> String {
    let folded: String = serial.chars().filter(|c| !is_separator(*c)).flat_map(char::to_uppercase).map(class).collect();
    // Of separators alone, something must be left to find it by.
    if folded.is_empty() { serial.to_owned() } else { folded }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '.' | ',' | ':' | ';' | '/' | '\\' | '|' | '#' | '*' | '\u{2010}'..='\u{2015}')
}

const fn class(c: char) -> char {
    match c {
        'O' | 'Q' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        c => c,
    }
}

/// All folded forms that are at most one slip away: itself; one character replaced, missing, or too many; two neighbours swapped.
#[must_use]
pub fn near(folded: &str) -> BTreeSet<String> {
    let chars: Vec<char> = folded.chars().collect();
    let mut all = BTreeSet::from([folded.to_owned()]);
    if chars.len() > NEAR_MAX {
        return all;
    }
    let mut with = |start: &[char], middle: &[char], end: &[char]| {
        let text: String = start.iter().chain(middle).chain(end).collect();
        if !text.is_empty() {
            all.insert(text);
        }
    };
    for i in 0..=chars.len() {
        let (start, end) = chars.split_at(i);
        for c in ALPHABET.chars() {
            with(start, &[c], end);
            if let Some((_, end)) = end.split_first() {
                with(start, &[c], end);
            }
        }
        if let Some((first, rest)) = end.split_first() {
            with(start, &[], rest);
            if let Some((second, rest)) = rest.split_first() {
                with(start, &[*second, *first], rest);
            }
        }
    }
    all
}

/// How far a known serial number is from a typed one, for the order in which they are offered: 0 is the same, 1 differs in separators or
/// small letters alone, 2 in look-alikes, 3 in something else.
#[must_use]
pub fn distance(typed: &str, known: &str) -> u8 {
    let plain = |text: &str| text.chars().filter(|c| !is_separator(*c)).flat_map(char::to_uppercase).collect::<String>();
    if typed == known {
        0
    } else if plain(typed) == plain(known) {
        1
    } else if fold(typed) == fold(known) {
        2
    } else {
        3
    }
}
