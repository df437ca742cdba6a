//! Ranges of versions, as vendors write them.

use core::fmt;

use semver::{Comparator, Op, Prerelease};

use super::Version;

/// A range of versions: `>=9.0.0, <10.0.0`, `9.x`, `9.1`, `~9.1.2`, `^9.1`, `*`. Parts between commas (or spaces) all hold.
///
/// It is one interval in SemVer's order, so that there is one answer to "does it cover" in every language:
/// - A short version names a line, with the pre-releases that lead to it: `9.x`, `9` and `=9` are all from `9.0.0-0` up to `10.0.0-0`, without it.
/// - A whole version names itself: `9.1.0` is that one, and `>=9.1.0` leaves `9.1.0-rc.1` out.
/// - `<10.0.0` leaves the pre-releases of 10.0.0 out as well: nobody who writes it means the next major version's beta.
///
/// Kept as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VersionRange {
    text: String,
    from: Version,
    /// The first version that is no longer in it; none: it has no end.
    end: Option<Version>,
}

/// Why a text is no range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRange {
    /// It can't be read.
    Unreadable,
    /// No version falls into it (`>=9, <8`).
    Contradictory,
}

impl fmt::Display for NoRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "not a range of versions",
            Self::Contradictory => "a range that no version falls into",
        })
    }
}

/// The most parts of a range.
const PARTS: usize = 8;

impl VersionRange {
    /// The most characters of a range.
    pub const LONGEST: usize = 120;

    /// Every version.
    #[must_use]
    pub fn any() -> Self {
        Self { text: "*".to_owned(), from: Version::first(0, 0, 0), end: None }
    }

    /// Parses a range; white space around it is dropped.
    ///
    /// # Errors
    /// If it can't be read, or if nothing can match.
    pub fn parse(text: &str) -> Result<Self, NoRange> {
        let text = text.trim();
        if text.is_empty() || text.len() > Self::LONGEST {
            return Err(NoRange::Unreadable);
        }
        let parts = parts(text);
        if parts.len() > PARTS {
            return Err(NoRange::Unreadable);
        }
        let mut range = Self { text: text.to_owned(), ..Self::any() };
        for part in parts {
            let (from, end) = interval(&part)?;
            range.from = range.from.max(from);
            range.end = sooner(range.end, end);
        }
        if range.is_empty() { Err(NoRange::Contradictory) } else { Ok(range) }
    }

    /// Whether the version lies in it.
    #[must_use]
    pub fn covers(&self, version: &Version) -> bool {
        self.from <= *version && self.end.as_ref().is_none_or(|end| version < end)
    }

    /// Whether a version lies in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let from = self.from.clone().max(other.from.clone());
        let end = sooner(self.end.clone(), other.end.clone());
        end.is_none_or(|end| from < end)
    }

    /// Whether it begins below this version: something of it is older.
    #[must_use]
    pub fn begins_before(&self, version: &Version) -> bool {
        self.from < *version
    }

    fn is_empty(&self) -> bool {
        self.end.as_ref().is_some_and(|end| self.from >= *end)
    }
}

impl fmt::Display for VersionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

parsed_text!(VersionRange, NoRange, "semver-range", VersionRange::any());

fn sooner(a: Option<Version>, b: Option<Version>) -> Option<Version> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The parts of a range. A space ends a part unless its operator still waits for a version (`>= 9`).
fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for piece in text.split(',') {
        let mut part = String::new();
        for word in piece.split_whitespace() {
            part.push_str(word);
            if !word.ends_with(['<', '>', '=', '~', '^']) {
                parts.push(core::mem::take(&mut part));
            }
        }
        // An empty piece, or an operator without a version: unreadable, as it stands.
        if !part.is_empty() || piece.trim().is_empty() {
            parts.push(part);
        }
    }
    parts
}

/// One part as an interval: from, and the first version behind it.
fn interval(part: &str) -> Result<(Version, Option<Version>), NoRange> {
    if matches!(part, "*" | "x" | "X") {
        return Ok((VersionRange::any().from, None));
    }
    let bare = part.strip_prefix(['v', 'V']).unwrap_or(part);
    let c: Comparator = bare.parse().map_err(|_| NoRange::Unreadable)?;
    let (major, minor, patch) = (c.major, c.minor.unwrap_or(0), c.patch.unwrap_or(0));
    // The version itself, or the first of the line that a short one names; and what comes right after.
    let from = match c.patch {
        Some(_) => Version::of(major, minor, patch, c.pre.clone()),
        None => Version::of(major, minor, patch, Prerelease::EMPTY).map(|_| Version::first(major, minor, 0)),
    };
    let from = from.ok_or(NoRange::Unreadable)?;
    let after = match (c.minor, c.patch) {
        (None, _) => Version::first(major + 1, 0, 0),
        (Some(minor), None) => Version::first(major, minor + 1, 0),
        (Some(_), Some(_)) => from.next(),
    };
    let start = VersionRange::any().from;
    Ok(match c.op {
        // Without an operator the library would read `9.1` as `^9.1`; who writes `9.1` means 9.1.
        Op::Caret if !part.starts_with('^') => (from, Some(after)),
        Op::Exact | Op::Wildcard => (from, Some(after)),
        Op::Greater => (after, None),
        Op::GreaterEq => (from, None),
        Op::Less if c.pre.is_empty() => (start, Some(from.begin())),
        Op::Less => (start, Some(from)),
        Op::LessEq => (start, Some(after)),
        Op::Tilde => (from, Some(if c.minor.is_none() { after } else { Version::first(major, minor + 1, 0) })),
        Op::Caret => {
            let end = match (major, c.minor, c.patch) {
                (1.., _, _) | (0, None, _) => Version::first(major + 1, 0, 0),
                (0, Some(0), Some(patch)) => Version::first(0, 0, patch + 1),
                (0, Some(minor), _) => Version::first(0, minor + 1, 0),
            };
            (from, Some(end))
        }
        _ => return Err(NoRange::Unreadable),
    })
}
