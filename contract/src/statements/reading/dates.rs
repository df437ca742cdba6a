//! Dates in the ways in which files write them.

use crate::civil::Date;

/// `2026-03-05`, also with a zone (`2026-03-05+01:00`) or with a time: then the day that the file's author had, whatever the zone.
pub(super) fn iso(text: &str) -> Option<Date> {
    let (day, rest) = text.split_at_checked(10)?;
    let zone = |zone: &str| match zone.as_bytes() {
        [] | [b'Z'] => true,
        [b'+' | b'-', zone @ ..] => {
            matches!(zone, [_, _, b':', _, _]) && zone.iter().enumerate().all(|(i, b)| i == 2 || b.is_ascii_digit())
        }
        _ => false,
    };
    let fine = match rest.strip_prefix('T') {
        None => zone(rest),
        Some(time) => {
            let end = time.find(['Z', '+', '-']).unwrap_or(time.len());
            is_time(&time[..end]) && zone(&time[end..])
        }
    };
    fine.then(|| day.parse().ok()).flatten()
}

/// `10:15`, `10:15:00` or `10:15:00.000`, at most 24:00:00.
fn is_time(time: &str) -> bool {
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let number =
        |part: &str, most: u8| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()) && part.parse::<u8>().is_ok_and(|n| n <= most);
    let fine = match parts[..] {
        [hour, minute] => number(hour, 24) && number(minute, 59),
        [hour, minute, second] => number(hour, 24) && number(minute, 59) && number(second, 60),
        _ => false,
    };
    fine && !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())
}

/// `20260305`, also with a time behind it (`202603051015`).
pub(super) fn compact(text: &str) -> Option<Date> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    if !digits || !matches!(text.len(), 8 | 12 | 14) {
        return None;
    }
    numbers(&text[..4], &text[4..6], &text[6..8])
}

/// `260305`: years from 1980 on.
pub(super) fn short(text: &str) -> Option<Date> {
    if text.len() != 6 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    numbers(&century(&text[..2])?, &text[2..4], &text[4..6])
}

/// `05.03.2026`, `5.3.26`.
pub(super) fn german(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('.').collect();
    let [day, month, year] = parts[..] else { return None };
    let year = if year.len() == 2 { century(year)? } else { year.to_owned() };
    (year.len() == 4 && day.len() <= 2 && month.len() <= 2).then(|| numbers(&year, month, day)).flatten()
}

fn century(year: &str) -> Option<String> {
    let year: i16 = year.parse().ok()?;
    Some((if year < 80 { 2_000 + year } else { 1_900 + year }).to_string())
}

/// A year, a month and a day, in digits alone.
pub(super) fn numbers(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let all = digits(year) && digits(month) && digits(day);
    all.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()).flatten()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{compact, german, iso, short};

    #[test]
    fn days_zones_and_times() {
        for text in [
            "2026-03-05",
            "2026-03-05Z",
            "2026-03-05+01:00",
            "2026-03-05T10:15:00+01:00",
            "2026-03-05T23:59:59.123-05:00",
            "2026-03-05T00:00:00.000000000",
            "2026-03-05T24:00:00Z",
            "2026-03-05T10:15",
        ] {
            assert_eq!(iso(text).unwrap().to_string(), "2026-03-05", "{text}");
        }
        for text in [
            "2026-03-05T",
            "2026-03-05 10:15:00",
            "2026-03-05T10",
            "2026-03-05+0100",
            "0000-01-01",
            "2026-02-30",
            "05.03.2026",
            "2026-03-0ü",
            "",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn other_ways() {
        let day = "2026-03-05".parse().ok();
        assert_eq!((compact("20260305"), compact("202603051015"), short("260305")), (day, day, day));
        assert_eq!((german("05.03.2026"), german("5.3.26"), german("5.3.2026")), (day, day, day));
        assert_eq!((compact("2026035"), compact("+2026035"), short("26035"), short("261305")), (None, None, None, None));
        assert_eq!((german("5.3"), german("5.3.026"), german("32.1.2026"), german("+5.3.2026")), (None, None, None, None));
        assert_eq!(short("991231").unwrap().to_string(), "1999-12-31");
    }
}
