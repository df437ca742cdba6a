//! Numbers of trade items.

use core::fmt;

/// A Global Trade Item Number with its check digit right; always fourteen digits, shorter ones with zeros in front.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gtin(String);

/// Why a text is no GTIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoGtin;

impl Gtin {
    /// A GTIN of 8, 12, 13 or 14 digits.
    ///
    /// # Errors
    /// If it has another length, something else than digits, or another check digit.
    pub fn parse(text: &str) -> Result<Self, NoGtin> {
        let right = matches!(text.len(), 8 | 12 | 13 | 14) && is_right(text);
        // Zeros alone have a right check digit, and are nobody's.
        if right && text.bytes().any(|b| b != b'0') { Ok(Self(format!("{text:0>14}"))) } else { Err(NoGtin) }
    }

    /// Its fourteen digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether the last digit is the check digit of those before it: weights 3 and 1 from the right, modulo 10 (section 7.9 of the General
/// Specifications).
pub(super) fn is_right(digits: &str) -> bool {
    let weighted = |(at, byte): (usize, u8)| u32::from(byte - b'0') * if at % 2 == 0 { 1 } else { 3 };
    !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits.bytes().rev().enumerate().map(weighted).sum::<u32>().is_multiple_of(10)
}
