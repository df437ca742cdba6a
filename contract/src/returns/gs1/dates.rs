//! Dates of six digits: YYMMDD.

use crate::civil::Date;

/// The day, if there is one. Day 00 is the month's last.
pub(super) fn day(digits: &str, this_year: i16) -> Option<Date> {
    let pair = |at: usize| digits.get(at..at + 2).filter(|pair| pair.bytes().all(|b| b.is_ascii_digit()))?.parse::<i16>().ok();
    let (year, month, day) = (year(pair(0)?, this_year), u8::try_from(pair(2)?).ok()?, u8::try_from(pair(4)?).ok()?);
    if digits.len() != 6 {
        return None;
    }
    match day {
        0 => (28..=31).rev().find_map(|day| Date::new(year, month, day).ok()),
        day => Date::new(year, month, day).ok(),
    }
}

/// The General Specifications' section 7.12: at most 49 years back and 50 ahead of today's year.
fn year(two_digits: i16, this_year: i16) -> i16 {
    let century = this_year - this_year.rem_euclid(100);
    match two_digits - this_year.rem_euclid(100) {
        51..=99 => century - 100 + two_digits,
        -99..=-50 => century + 100 + two_digits,
        _ => century + two_digits,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn the_century_is_the_nearer_one() {
        for (two, this, whole) in [
            (26, 2026, 2026),
            (76, 2026, 2076),
            (77, 2026, 1977),
            (99, 2026, 1999),
            (0, 2026, 2000),
            (0, 2051, 2100),
            (1, 2051, 2101),
            (2, 2051, 2002),
            (50, 2000, 2050),
            (51, 2000, 1951),
        ] {
            assert_eq!(year(two, this), whole, "{two} in {this}");
        }
    }

    #[test]
    fn days_and_what_is_none() {
        let read = |digits: &str| day(digits, 2026).map(|day| day.to_string());
        assert_eq!(read("260612").as_deref(), Some("2026-06-12"));
        assert_eq!(read("240200").as_deref(), Some("2024-02-29"), "the month's last day");
        assert_eq!(read("260400").as_deref(), Some("2026-04-30"));
        for none in ["261301", "260231", "2606", "26061", "2606122", "+26612", "ä0612", "26 612"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
