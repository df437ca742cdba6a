//! Money: integer minor units with a currency.

words! {
    /// A currency by its ISO 4217 code. All of ours have two decimals.
    Currency {
        /// Euro.
        Eur = "EUR",
        /// Swiss franc.
        Chf = "CHF",
        /// Pound sterling.
        Gbp = "GBP",
        /// US dollar.
        Usd = "USD",
    }
}

impl Currency {
    /// The sign that people write; the ISO code where there is none.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Eur => "€",
            Self::Chf => "CHF",
            Self::Gbp => "£",
            Self::Usd => "$",
        }
    }
}

/// An amount in minor units (cents) of one currency. Never a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// An amount of so many minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Euro cents.
    #[must_use]
    pub const fn eur(minor: i64) -> Self {
        Self::new(minor, Currency::Eur)
    }

    /// The minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum; `None` for two currencies or an overflow.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        (self.currency == other.currency).then_some(())?;
        Some(Self::new(self.minor.checked_add(other.minor)?, self.currency))
    }

    /// So many times; `None` on overflow.
    #[must_use]
    pub fn times(self, n: i64) -> Option<Self> {
        Some(Self::new(self.minor.checked_mul(n)?, self.currency))
    }

    /// A share in basis points (1900 = 19 %), rounded half away from zero, as VAT is; `None` on overflow.
    #[must_use]
    pub fn share(self, basis_points: i64) -> Option<Self> {
        let product = i128::from(self.minor) * i128::from(basis_points);
        let half = if product < 0 { -5_000 } else { 5_000 };
        Some(Self::new(i64::try_from((product + half) / 10_000).ok()?, self.currency))
    }
}

/// An amount as people type it, in minor units: `14,90`, `14.9`, `1.284,50`, `1,284.50` or `1 284,50`. Also per cent into basis points. `None` for
/// anything that is not clearly one: more than two decimals, `1.284`, a sign, groups that are not of three.
#[must_use]
pub fn hundredths(text: &str) -> Option<i64> {
    let text = text.trim();
    let is_mark = |sign: char| sign == '.' || sign == ',';
    // The last mark stands before the cents, unless it stands there more often.
    let (whole, part, mark) = match text.char_indices().rfind(|(_, sign)| is_mark(*sign)) {
        Some((at, mark)) if !text[..at].contains(mark) => (&text[..at], &text[at + 1..], mark),
        _ => (text, "", ' '),
    };
    let mut groups = whole.split(|sign: char| !sign.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let mut between = whole.chars().filter(|sign| !sign.is_ascii_digit());
    let separator = between.next();
    let is_one = separator.is_none_or(|one| one != mark && (is_mark(one) || one == '\'' || one == '’' || one.is_whitespace()));
    let are_alike = between.all(|other| Some(other) == separator);
    let are_groups = separator.is_none() || first.len() <= 3 && groups.all(|group| group.len() == 3);
    if first.is_empty() || part.len() > 2 || !part.bytes().all(|b| b.is_ascii_digit()) || !(is_one && are_alike && are_groups) {
        return None;
    }
    let part = part.parse().map_or(0, |n: i64| if part.len() == 1 { n * 10 } else { n });
    let mut all = 0_i64;
    for digit in whole.chars().filter_map(|sign| sign.to_digit(10)) {
        all = all.checked_mul(10)?.checked_add(i64::from(digit))?;
    }
    all.checked_mul(100)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Money, hundredths};

    #[test]
    fn vat_rounds_half_away_from_zero() {
        assert_eq!(Money::eur(10_000).share(1_900), Some(Money::eur(1_900)));
        assert_eq!(Money::eur(50).share(100), Some(Money::eur(1)));
        assert_eq!(Money::eur(49).share(100), Some(Money::eur(0)));
        assert_eq!(Money::eur(-50).share(100), Some(Money::eur(-1)));
        assert_eq!(Money::eur(i64::MAX).share(20_000), None);
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, minor) in [("0", 0), ("14,90", 1_490), ("14.9", 1_490), (" 19 ", 1_900), ("7,", 700), ("0,05", 5)] {
            assert_eq!(hundredths(text), Some(minor), "{text}");
        }
        let large =
            [("1.284,50", 128_450), ("1,284.50", 128_450), ("1 284,5", 128_450), ("12’345.00", 1_234_500), ("1.234.567", 123_456_700)];
        for (text, minor) in large.into_iter().chain([("1.234.567,8", 123_456_780), ("1\u{202f}284", 128_400)]) {
            assert_eq!(hundredths(text), Some(minor), "{text}");
        }
        for text in [
            "",
            "x",
            "-1",
            "1,234",
            "1.284",
            "1.28,50",
            "1,284,50",
            "1284.500,00",
            "1. 284,00",
            ".284,00",
            "1.284.5",
            "1 284 50",
            "1e3",
            "1,-5",
            ",50",
            "99999999999999999999",
        ] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }
}
