//! Carriers, their tracking pages and the check digits of parcel numbers.

words! {
    /// A carrier.
    Carrier {
        /// DHL Paket.
        Dhl = "dhl",
        /// United Parcel Service.
        Ups = "ups",
        /// DPD.
        Dpd = "dpd",
        /// GLS.
        Gls = "gls",
        /// Hermes.
        Hermes = "hermes",
        /// Postal item with an S10 number (UPU).
        Post = "post",
        /// FedEx.
        Fedex = "fedex",
        /// Brought by a person; has no number.
        Courier = "courier",
        /// No parcel at all: it went by mail, or lies ready behind a link.
        Mail = "mail",
    }
}

/// What can be said of a parcel number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberCheck {
    /// The check digit is right.
    Right,
    /// This carrier's numbers have none, or not in this form: nothing can be said.
    Unknown,
    /// The check digit is wrong: most likely a typing error.
    Wrong,
}

impl Carrier {
    /// Those that carry parcels.
    pub const OF_PARCELS: &'static [Self] =
        &[Self::Dhl, Self::Ups, Self::Dpd, Self::Gls, Self::Hermes, Self::Post, Self::Fedex, Self::Courier];

    /// Its proper name (a brand; the same in all languages).
    #[must_use]
    pub const fn brand(self) -> &'static str {
        match self {
            Self::Dhl => "DHL",
            Self::Ups => "UPS",
            Self::Dpd => "DPD",
            Self::Gls => "GLS",
            Self::Hermes => "Hermes",
            Self::Post => "Post",
            Self::Fedex => "FedEx",
            Self::Courier => "Courier",
            Self::Mail => "Mail",
        }
    }

    /// The carrier's page for a number; `None` where there is none. The number must have gone through [`normalise`].
    #[must_use]
    pub fn track_url(self, number: &str) -> Option<String> {
        let base = match self {
            Self::Dhl => "https://www.dhl.de/de/privatkunden/dhl-sendungsverfolgung.html?piececode=",
            Self::Ups => "https://www.ups.com/track?tracknum=",
            Self::Dpd => "https://tracking.dpd.de/status/de_DE/parcel/",
            Self::Gls => "https://gls-group.com/track/",
            Self::Hermes => "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#",
            Self::Fedex => "https://www.fedex.com/fedextrack/?trknbr=",
            Self::Post | Self::Courier | Self::Mail => return None,
        };
        Some(format!("{base}{number}"))
    }
}

/// A parcel number without the white space, dots and hyphens people copy along, in capitals. Anything else that is no letter or digit stays,
/// for validation to find.
#[must_use]
pub fn normalise(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.')).collect::<String>().to_ascii_uppercase()
}

/// Checks the number's check digit where the carrier's form has one. Expects a normalised number.
#[must_use]
pub fn check(carrier: Carrier, number: &str) -> NumberCheck {
    let bytes = number.as_bytes();
    let right = match carrier {
        Carrier::Ups if number.starts_with("1Z") && bytes.len() == 18 => ups(&bytes[2..]),
        Carrier::Post if bytes.len() == 13 => s10(bytes),
        Carrier::Fedex if bytes.len() == 12 && all_digits(bytes) => fedex12(bytes),
        _ => return NumberCheck::Unknown,
    };
    if right { NumberCheck::Right } else { NumberCheck::Wrong }
}

fn all_digits(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_digit)
}

/// UPS 1Z: letters count as (code − 63) mod 10, even places double, modulo 10.
fn ups(rest: &[u8]) -> bool {
    let value = |b: &u8| match b {
        b'0'..=b'9' => Some(u32::from(b - b'0')),
        b'A'..=b'Z' => Some((u32::from(*b) - 63) % 10),
        _ => None,
    };
    let Some(values) = rest.iter().map(value).collect::<Option<Vec<_>>>() else { return false };
    let Some((check, body)) = values.split_last() else { return false };
    let sum: u32 = body.iter().enumerate().map(|(i, v)| if i % 2 == 1 { v * 2 } else { *v }).sum();
    rest.last().is_some_and(u8::is_ascii_digit) && (10 - sum % 10) % 10 == *check
}

/// UPU S10: two letters, eight digits, check digit (weights 8 6 4 2 3 5 9 7, modulo 11), two letters of a country.
fn s10(bytes: &[u8]) -> bool {
    let letters = |b: &[u8]| b.iter().all(u8::is_ascii_uppercase);
    if !letters(&bytes[..2]) || !all_digits(&bytes[2..11]) || !letters(&bytes[11..]) {
        return false;
    }
    let sum: u32 = bytes[2..10].iter().zip([8, 6, 4, 2, 3, 5, 9, 7]).map(|(b, w)| u32::from(b - b'0') * w).sum();
    let check = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        n => n,
    };
    u32::from(bytes[10] - b'0') == check
}

/// FedEx with twelve digits: weights 3 1 7 repeated, modulo 11, then modulo 10.
fn fedex12(bytes: &[u8]) -> bool {
    let sum: u32 = bytes[..11].iter().zip([3, 1, 7].iter().cycle()).map(|(b, w)| u32::from(b - b'0') * w).sum();
    sum % 11 % 10 == u32::from(bytes[11] - b'0')
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn numbers_with_a_check_digit() {
        for (carrier, number) in [
            (Carrier::Ups, "1Z5R89390357567127"),
            (Carrier::Ups, "1Z8V92A70367203024"),
            (Carrier::Post, "RB123456785US"),
            (Carrier::Post, "RB123456785GB"),
            (Carrier::Fedex, "986578788855"),
        ] {
            assert_eq!(check(carrier, number), NumberCheck::Right, "{number}");
        }
        for (carrier, number) in [
            (Carrier::Ups, "1Z5R89390357567128"),
            (Carrier::Post, "RB123456786GB"),
            (Carrier::Fedex, "986578788856"),
            (Carrier::Post, "RÄ12345678GB"),
        ] {
            assert_eq!(check(carrier, number), NumberCheck::Wrong, "{number}");
        }
        assert_eq!(check(Carrier::Dhl, "00340434161094042557"), NumberCheck::Unknown);
    }

    #[test]
    fn copied_numbers_are_cleaned() {
        assert_eq!(normalise(" 1z 5r8-9390.3575 67127\u{a0}"), "1Z5R89390357567127");
    }
}
