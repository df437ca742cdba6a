//! Finds a key or a licence file in a text, however it is broken there.

use super::{
    Container, Cut, LicenceFile, NoFile, Repair, SignedKey, Verdict,
    file::{self, BEGIN, END},
    key::{KEY_MAX, PREFIX, SIGNATURE_CHARS},
};

/// Something in a text that is a key or a licence file, or was one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) container: Container,
    pub(super) repairs: Vec<Repair>,
    /// Spaces were ignored, too: it counts only if it turns out to be genuine.
    pub(super) bold: bool,
    pub(super) found: Found,
}

/// What it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    Key(Box<SignedKey>),
    File(Box<LicenceFile>),
    /// What is left of one.
    Ruin(Verdict),
}

/// At most so many places in a text are looked at.
const PLACES: usize = 8;
/// What the dataset of each key begins with: the base64url of `{"`.
const JSON: &str = "eyJ";
/// Less than that is no remainder of a key.
const REMAINDER: usize = 24;

/// How much of a text is taken for one key.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    /// Up to the first space or line end.
    Word,
    /// Lines of nothing but a key's characters, too.
    Lines,
    /// Everything, as if there were no spaces.
    All,
}

/// All readings of a text, the simplest first.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    let mut all: Vec<Reading> = files(text).collect();
    for reach in [Reach::Word, Reach::Lines, Reach::All] {
        let heads = text.match_indices(PREFIX).map(|(at, _)| &text[at + PREFIX.len()..]).filter(|rest| looks_like_a_dataset(rest));
        let whole = heads.take(PLACES).filter_map(|rest| key(rest, reach, true));
        let headless = text.match_indices(JSON).filter(|(at, _)| !text[..*at].ends_with(PREFIX)).take(PLACES);
        all.extend(whole);
        all.extend(headless.filter_map(|(at, _)| key(&text[at..], reach, false)));
    }
    all.extend(beheaded(text));
    all
}

/// A key whose dataset begins here.
fn key(text: &str, reach: Reach, prefix: bool) -> Option<Reading> {
    let parts = Parts::read(text, reach);
    let reading = |found, repairs| Reading { container: Container::Key, repairs, bold: reach == Reach::All, found };
    if !parts.dataset.starts_with(JSON) {
        // All of one, with its beginning changed; the very beginning of one; or something else that begins with `key/`.
        let whole = parts.dataset.len() >= REMAINDER && parts.signature.trim_end_matches('=').len() >= SIGNATURE_CHARS;
        let cut = !parts.dataset.is_empty() && JSON.starts_with(&parts.dataset);
        let ruin = match (whole, cut) {
            (true, _) => Verdict::Damaged,
            (_, true) => Verdict::Truncated { cut: Cut::Middle, missing: None },
            _ => return None,
        };
        return prefix.then(|| reading(Found::Ruin(ruin), Vec::new()));
    }
    let found = match (parts.signature.trim_end_matches('=').len(), parts.key()) {
        (_, Some(key)) => Found::Key(Box::new(key)),
        // Without its beginning it could be anything.
        _ if !prefix => return None,
        (0, _) => Found::Ruin(Verdict::Truncated { cut: Cut::Middle, missing: None }),
        (n, _) if n < SIGNATURE_CHARS => Found::Ruin(Verdict::Truncated { cut: Cut::End, missing: Some(SIGNATURE_CHARS - n) }),
        _ => Found::Ruin(Verdict::Damaged),
    };
    let mut repairs = Vec::new();
    if let Found::Key(key) = &found {
        let bare = format!("{PREFIX}{}.{}", parts.dataset, parts.signature);
        for (repair, needed) in [(Repair::Wrapped, parts.wrapped), (Repair::Padding, bare != key.as_str()), (Repair::Beginning, !prefix)] {
            if needed {
                repairs.push(repair);
            }
        }
    }
    Some(reading(found, repairs))
}

/// The end of a key whose beginning got lost, beyond repair: many of its characters, a full stop and a signature with its padding.
fn beheaded(text: &str) -> Option<Reading> {
    let whole = |word: &str| {
        let (before, signature) = word.split_once('.')?;
        let known = before.len() >= REMAINDER && before.chars().all(is_base64url);
        (known && signature.strip_suffix("==").is_some_and(|s| s.len() == SIGNATURE_CHARS && s.chars().all(is_base64url))).then_some(())
    };
    let words = text.split_whitespace().filter(|word| !word.contains(PREFIX));
    words.take(1_000).find_map(whole)?;
    let found = Found::Ruin(Verdict::Truncated { cut: Cut::Beginning, missing: None });
    Some(Reading { container: Container::Key, repairs: Vec::new(), bold: false, found })
}

/// Whether a dataset begins here, or what is left of one; most of what begins with `key/` is something else.
fn looks_like_a_dataset(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(&JSON[..1]) || text.chars().take(REMAINDER).filter(|c| is_base64url(*c)).count() == REMAINDER
}

fn is_base64url(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=')
}

/// What stands where a key's parts stand.
#[derive(Default)]
struct Parts {
    dataset: String,
    full_stop: bool,
    signature: String,
    wrapped: bool,
}

impl Parts {
    fn read(text: &str, reach: Reach) -> Self {
        let mut parts = Self::default();
        // White space that was passed over; it counts only if something follows.
        let mut passed = false;
        for (at, c) in text.char_indices() {
            // Other spaces than these are nothing that a line's end becomes: they are looked at as what nobody sees.
            if c.is_ascii_whitespace() {
                let goes_on = match reach {
                    Reach::Word => false,
                    Reach::Lines => passed || next_line(&text[at..]).is_some_and(|line| line.chars().all(|c| is_base64url(c) || c == '.')),
                    Reach::All => true,
                };
                if !goes_on {
                    break;
                }
                passed = true;
                continue;
            }
            if !parts.take(c) {
                break;
            }
            parts.wrapped |= core::mem::take(&mut passed);
        }
        parts
    }

    /// Takes a character, if it belongs to a key.
    fn take(&mut self, c: char) -> bool {
        let bare = self.signature.trim_end_matches('=').len();
        let padding = self.signature.len() - bare;
        match c {
            '.' if !self.full_stop => self.full_stop = true,
            '=' if self.full_stop && (bare < SIGNATURE_CHARS || padding == 2) => return false,
            c if !is_base64url(c) => return false,
            _ if self.dataset.len() > KEY_MAX => return false,
            c if !self.full_stop => self.dataset.push(c),
            // Behind the padding, or behind all its characters: the next word.
            c if c != '=' && (padding > 0 || bare == SIGNATURE_CHARS) => return false,
            c => self.signature.push(c),
        }
        true
    }

    /// The key that they are, with its padding as it should be.
    fn key(&self) -> Option<SignedKey> {
        let dataset = self.dataset.trim_end_matches('=');
        let signature = self.signature.trim_end_matches('=');
        let padding = |text: &str| "=".repeat((4 - text.len() % 4) % 4);
        SignedKey::parse(&format!("{PREFIX}{dataset}{}.{signature}{}", padding(dataset), padding(signature))).ok()
    }
}

/// The next line that is not blank, if the text begins with the end of one.
fn next_line(text: &str) -> Option<&str> {
    let (end, rest) = text.split_once('\n')?;
    if !end.trim().is_empty() {
        return None;
    }
    rest.lines().map(str::trim).find(|line| !line.is_empty())
}

/// Licence files, by their first lines.
fn files(text: &str) -> impl Iterator<Item = Reading> {
    let name = |line: &'static str| line.trim_matches('-');
    text.match_indices(name(BEGIN)).take(PLACES).map(move |(at, begin)| {
        let rest = &text[at + begin.len()..];
        let (body, whole) = rest.find(name(END)).map_or((rest, false), |end| (&rest[..end], true));
        let wrapped = body.chars().any(|c| c.is_whitespace() && !matches!(c, '\r' | '\n'));
        let body: String = body.chars().filter(|c| !c.is_whitespace()).collect();
        let clean = format!("{BEGIN}\n{}\n{END}", body.trim_matches('-'));
        let found = match LicenceFile::parse(&clean) {
            Ok(file) => Found::File(Box::new(file)),
            Err(NoFile::Algorithm(algorithm)) => Found::Ruin(Verdict::OtherAlgorithm { algorithm }),
            Err(_) if !whole => Found::Ruin(Verdict::Truncated { cut: Cut::End, missing: None }),
            Err(_) => Found::Ruin(Verdict::Damaged),
        };
        Reading { container: Container::File, repairs: wrapped.then_some(Repair::Wrapped).into_iter().collect(), bold: false, found }
    })
}

/// A licence file's text as it should have arrived.
pub(super) fn written(file: &LicenceFile) -> String {
    let payload = core::str::from_utf8(file.message()).unwrap_or_default();
    file::sealed(payload.strip_prefix(file::SIGNED_AS).unwrap_or(payload), file.signature())
}
