//! Amounts and dates as tables write them.

use super::mapping::{DateOrder, DecimalMark};
use crate::civil::Date;
use crate::statements::reading::{CurrencyCode, RefusalKind, dates, number};

/// `-1.234,56`, `1234,56-`, `1 234,56 EUR`, `€ 12`: into minor units. Separators of thousands must stand where thousands are.
pub(super) fn minor(text: &str, mark: DecimalMark, currency: CurrencyCode) -> Result<i64, RefusalKind> {
    let bare = bare(text);
    let (bare, behind) = bare.strip_suffix('-').map_or((bare.as_str(), false), |bare| (bare, true));
    let (point, comma) = match mark {
        DecimalMark::Comma => (',', '.'),
        DecimalMark::Point => ('.', ','),
    };
    let (whole, part) = bare.split_once(point).unwrap_or((bare, ""));
    if part.contains([comma, '-', '+']) || behind && bare.starts_with(['-', '+']) {
        return Err(RefusalKind::Amount);
    }
    let whole = without_groups(whole, comma).ok_or(RefusalKind::Amount)?;
    let minor = number::minor(&format!("{whole}.{part}"), currency.decimals())?;
    if behind { minor.checked_neg().ok_or(RefusalKind::AmountTooLarge) } else { Ok(minor) }
}

/// Without spaces and without a currency in front or behind.
pub(super) fn bare(text: &str) -> String {
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\'' | '’')).collect();
    let joined = joined.replace('\u{2212}', "-");
    let letters = |c: char| c.is_alphabetic() || matches!(c, '€' | '$' | '£');
    let (sign, rest) = match joined.strip_prefix(['-', '+']) {
        Some(rest) => (&joined[..joined.len() - rest.len()], rest),
        None => ("", joined.as_str()),
    };
    format!("{sign}{}", rest.trim_matches(letters))
}

/// `1.234.567` into `1234567`; none where the groups are no thousands.
fn without_groups(whole: &str, separator: char) -> Option<String> {
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let fits =
        rest.is_empty() || (1..=3).contains(&first.trim_start_matches(['-', '+']).len()) && rest.iter().all(|group| group.len() == 3);
    fits.then(|| std::iter::once(first).chain(rest).collect())
}

/// A date in that order, with points, slashes or hyphens; a time behind it does not matter.
pub(super) fn date(text: &str, order: DateOrder) -> Option<Date> {
    let day = text.trim().split([' ', 'T']).next()?;
    let parts: Vec<&str> = day.split(['.', '/', '-']).collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = match order {
        DateOrder::DayMonthYear => (c, b, a),
        DateOrder::MonthDayYear => (c, a, b),
        DateOrder::YearMonthDay => (a, b, c),
    };
    dates::german(&format!("{day}.{month}.{year}"))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{CurrencyCode, DateOrder, DecimalMark, RefusalKind, date, minor};

    #[test]
    fn amounts_as_banks_write_them() {
        let read = |text, mark| minor(text, mark, CurrencyCode::EUR);
        for (text, expected) in [
            ("-1.234,56", -123_456),
            ("1234,5", 123_450),
            ("1.234.567,89 EUR", 123_456_789),
            ("12,00-", -1_200),
            ("+12", 1_200),
            ("\u{2212}12,00", -1_200),
            ("1 234,00\u{a0}€", 123_400),
            ("€ 5", 500),
            ("-€5,10", -510),
        ] {
            assert_eq!(read(text, DecimalMark::Comma), Ok(expected), "{text}");
        }
        assert_eq!(read("-1,234.50", DecimalMark::Point), Ok(-123_450));
        assert_eq!(read("1'234.50", DecimalMark::Point), Ok(123_450));
        for text in ["1.23,00", "12.34", "1,2,3", "", "abc", "1.2345,00", "-12,00-", "--1", "1,-5", ".234,00"] {
            assert_eq!(read(text, DecimalMark::Comma), Err(RefusalKind::Amount), "{text}");
        }
        assert_eq!(read("1,005", DecimalMark::Comma), Err(RefusalKind::AmountTooFine));
    }

    #[test]
    fn dates_in_their_order() {
        let day = "2026-03-05".parse().ok();
        assert_eq!((date("05.03.2026", DateOrder::DayMonthYear), date("5.3.26", DateOrder::DayMonthYear)), (day, day));
        assert_eq!((date("2026-03-05 10:15:00", DateOrder::YearMonthDay), date("03/05/2026", DateOrder::MonthDayYear)), (day, day));
        assert_eq!((date("31.02.2026", DateOrder::DayMonthYear), date("heute", DateOrder::DayMonthYear)), (None, None));
    }
}
