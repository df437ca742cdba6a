//! Versions (SemVer 2.0).

use core::fmt;

/// A version of a product, ordered as SemVer 2.0 orders them: `9.1.0-rc.1` comes before `9.1.0`.
///
/// Build metadata (`+5`) does not count in that order, so it is dropped. A number has at most nine digits, the whole at most
/// [`Version::LONGEST`] characters: more is a typing error, and clients in other languages count in smaller numbers than we do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version(semver::Version);

/// Why a text is no version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoVersion;

impl fmt::Display for NoVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a version")
    }
}

/// The largest number in a version.
const LARGEST: u64 = 999_999_999;

impl Version {
    /// The most characters of a version.
    pub const LONGEST: usize = 64;

    /// Parses a whole version (`9.1.0`, `10.0.0-beta.2`).
    ///
    /// # Errors
    /// If it is none.
    pub fn parse(text: &str) -> Result<Self, NoVersion> {
        if text.len() > Self::LONGEST {
            return Err(NoVersion);
        }
        let parsed = semver::Version::parse(text).map_err(|_| NoVersion)?;
        Self::of(parsed.major, parsed.minor, parsed.patch, parsed.pre).ok_or(NoVersion)
    }

    /// The same as people type it: white space around it, a `v` before it, and `9.1` for `9.1.0`.
    ///
    /// # Errors
    /// If it is none.
    pub fn typed(text: &str) -> Result<Self, NoVersion> {
        let text = text.trim();
        let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
        let numbers = text.split(['-', '+']).next().unwrap_or_default();
        match numbers.matches('.').count() {
            0 if numbers == text => Self::parse(&format!("{text}.0.0")),
            1 if numbers == text => Self::parse(&format!("{text}.0")),
            _ => Self::parse(text),
        }
    }

    /// From its parts; `None` for a number that is too large.
    pub(super) fn of(major: u64, minor: u64, patch: u64, pre: semver::Prerelease) -> Option<Self> {
        let fits = major.max(minor).max(patch) <= LARGEST;
        fits.then_some(Self(semver::Version { major, minor, patch, pre, build: semver::BuildMetadata::EMPTY }))
    }

    /// The very first of a line: `9.1.0-0` comes before everything else that is called 9.1. Numbers may be one above the largest here.
    pub(super) fn first(major: u64, minor: u64, patch: u64) -> Self {
        let pre = semver::Prerelease::new("0").unwrap_or(semver::Prerelease::EMPTY);
        Self(semver::Version { major, minor, patch, pre, build: semver::BuildMetadata::EMPTY })
    }

    /// The smallest version after this one: nothing lies between the two.
    pub(super) fn next(&self) -> Self {
        let Self(v) = self;
        if v.pre.is_empty() {
            return Self::first(v.major, v.minor, v.patch + 1);
        }
        // A pre-release with one more part comes right after the one without.
        let pre = semver::Prerelease::new(&format!("{}.0", v.pre)).unwrap_or(semver::Prerelease::EMPTY);
        Self(semver::Version { pre, ..v.clone() })
    }

    /// The first version of the release that this one leads to, or is.
    pub(super) fn begin(&self) -> Self {
        Self::first(self.0.major, self.0.minor, self.0.patch)
    }

    /// Whether it comes before its own release (`-rc.1`).
    #[must_use]
    pub fn is_pre_release(&self) -> bool {
        !self.0.pre.is_empty()
    }

    /// The first number: the line that upgrades are counted in.
    #[must_use]
    pub fn major(&self) -> u64 {
        self.0.major
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

parsed_text!(Version, NoVersion, "semver", Version::first(0, 0, 0));
