//! Carriers, and their tracking pages.

use super::numbers::FORMS;

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

    /// The beginning of the carrier's page for a number, which follows; `None` where there is none.
    pub(super) const fn track_base(self) -> Option<&'static str> {
        Some(match self {
            Self::Dhl => "https://www.dhl.de/de/privatkunden/dhl-sendungsverfolgung.html?piececode=",
            Self::Ups => "https://www.ups.com/track?tracknum=",
            Self::Dpd => "https://tracking.dpd.de/status/de_DE/parcel/",
            Self::Gls => "https://gls-group.com/track/",
            Self::Hermes => "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#",
            Self::Fedex => "https://www.fedex.com/fedextrack/?trknbr=",
            Self::Post | Self::Courier | Self::Mail => return None,
        })
    }

    /// The carrier's page for a number; `None` where there is none. The number must have gone through [`normalise`].
    #[must_use]
    pub fn track_url(self, number: &str) -> Option<String> {
        self.track_base().map(|base| format!("{base}{number}"))
    }
}

/// A parcel number without the white space, dots and hyphens people copy along, in capitals. Anything else that is no letter or digit stays,
/// for validation to find.
#[must_use]
pub fn normalise(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.')).collect::<String>().to_ascii_uppercase()
}

/// Checks the number's check digit where one of the carrier's forms has one. Expects a normalised number.
#[must_use]
pub fn check(carrier: Carrier, number: &str) -> NumberCheck {
    let forms = FORMS.iter().filter(|form| form.carrier == Some(carrier));
    let said: Vec<NumberCheck> = forms.filter_map(|form| form.check(number)).collect();
    let is_one = |check: &NumberCheck| said.contains(check);
    [NumberCheck::Right, NumberCheck::Unknown, NumberCheck::Wrong].into_iter().find(is_one).unwrap_or(NumberCheck::Unknown)
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
        for (carrier, number) in [(Carrier::Ups, "1Z5R89390357567128"), (Carrier::Post, "RB123456786GB"), (Carrier::Fedex, "986578788856")]
        {
            assert_eq!(check(carrier, number), NumberCheck::Wrong, "{number}");
        }
        for (carrier, number) in [(Carrier::Dhl, "00340434161094042557"), (Carrier::Post, "RÄ12345678GB"), (Carrier::Ups, "")] {
            assert_eq!(check(carrier, number), NumberCheck::Unknown, "{number}");
        }
    }

    #[test]
    fn copied_numbers_are_cleaned() {
        assert_eq!(normalise(" 1z 5r8-9390.3575 67127\u{a0}"), "1Z5R89390357567127");
    }
}
