//! What ready-made keys look like.

use core::fmt;

/// What a key from a pool or an external generator looks like: `BK9-####-@@@@-*`.
///
/// `#` is a digit, `@` a capital letter, `?` either; `*` at the end is any rest without white space. Everything else stands for itself. At least
/// three characters stand for themselves, so that a key says what it is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyPattern(String);

/// Why a text is no pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPattern;

impl fmt::Display for NoPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a pattern of keys")
    }
}

/// The longest key of a pool or an external generator.
pub const PLAIN_KEY_MAX: usize = 4_096;

const FIXED_LEAST: usize = 3;

impl KeyPattern {
    /// The most characters of a pattern.
    pub const LONGEST: usize = 100;

    /// Parses a pattern; white space around it is dropped.
    ///
    /// # Errors
    /// If it is not of the form described above.
    pub fn parse(text: &str) -> Result<Self, NoPattern> {
        let text = text.trim();
        let body = text.strip_suffix('*').unwrap_or(text);
        let printable = body.bytes().all(|b| b.is_ascii_graphic() && b != b'*');
        let fixed = body.bytes().filter(|b| class(*b) == Class::Fixed).count();
        if printable && text.len() <= Self::LONGEST && fixed >= FIXED_LEAST { Ok(Self(text.to_owned())) } else { Err(NoPattern) }
    }

    /// Whether a key looks like that.
    #[must_use]
    pub fn fits(&self, key: &str) -> bool {
        let (body, open) = self.split();
        let key = key.as_bytes();
        let long_enough = if open { key.len() >= body.len() } else { key.len() == body.len() };
        long_enough
            && key.len() <= PLAIN_KEY_MAX
            && body.iter().zip(key).all(|(p, k)| admits(*p, *k))
            && key[body.len()..].iter().all(u8::is_ascii_graphic)
    }

    /// Whether one key could fit both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let ((a, a_open), (b, b_open)) = (self.split(), other.split());
        let lengths = match (a_open, b_open) {
            (true, true) => true,
            (true, false) => a.len() <= b.len(),
            (false, true) => b.len() <= a.len(),
            (false, false) => a.len() == b.len(),
        };
        lengths && a.iter().zip(b).all(|(a, b)| both(*a, *b))
    }

    /// What stands before the star, and whether there is one.
    fn split(&self) -> (&[u8], bool) {
        let text = self.0.as_str();
        text.strip_suffix('*').map_or((text.as_bytes(), false), |body| (body.as_bytes(), true))
    }
}

impl fmt::Display for KeyPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

parsed_text!(KeyPattern, NoPattern, "key-pattern", KeyPattern(String::new()));

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Capital,
    Either,
    Fixed,
}

const fn class(pattern: u8) -> Class {
    match pattern {
        b'#' => Class::Digit,
        b'@' => Class::Capital,
        b'?' => Class::Either,
        _ => Class::Fixed,
    }
}

const fn admits(pattern: u8, key: u8) -> bool {
    match class(pattern) {
        Class::Digit => key.is_ascii_digit(),
        Class::Capital => key.is_ascii_uppercase(),
        Class::Either => key.is_ascii_digit() || key.is_ascii_uppercase(),
        Class::Fixed => key == pattern,
    }
}

/// Whether one character suits both places.
fn both(a: u8, b: u8) -> bool {
    match (class(a), class(b)) {
        (Class::Fixed, _) => admits(b, a) || a == b,
        (_, Class::Fixed) => admits(a, b),
        (Class::Digit, Class::Capital) | (Class::Capital, Class::Digit) => false,
        _ => true,
    }
}
