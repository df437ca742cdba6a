//! What products, editions and hosts are called in keys.

use core::fmt;

/// A product's or an edition's name for programs: small letters, digits and hyphens, at most [`Code::LONGEST`], beginning with a letter or digit.
/// It stands in every key, so it never changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCode;

impl fmt::Display for NoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a code")
    }
}

impl Code {
    /// The most characters of a code.
    pub const LONGEST: usize = 40;

    /// Parses a code.
    ///
    /// # Errors
    /// If it is not of the form described above.
    pub fn parse(text: &str) -> Result<Self, NoCode> {
        let letters = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let ok = letters && (1..=Self::LONGEST).contains(&text.len()) && !text.starts_with('-');
        if ok { Ok(Self(text.to_owned())) } else { Err(NoCode) }
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

parsed_text!(Code, NoCode, "code", Code(String::new()));

/// What a product calls the machine it runs on: a name, a serial number, a hardware address. Printable, without white space, at most
/// [`Host::LONGEST`] characters. Kept as typed; small and capital letters are the same.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Host(String);

/// Why a text is no host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHost;

impl fmt::Display for NoHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a host")
    }
}

impl Host {
    /// The most characters of a host.
    pub const LONGEST: usize = 128;

    /// Parses a host; white space around it is dropped.
    ///
    /// # Errors
    /// If it is not of the form described above.
    pub fn parse(text: &str) -> Result<Self, NoHost> {
        let text = text.trim();
        let ok = !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if ok && (1..=Self::LONGEST).contains(&text.chars().count()) { Ok(Self(text.to_owned())) } else { Err(NoHost) }
    }

    /// As typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Host {}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

parsed_text!(Host, NoHost, "host", Host(String::new()));
