//! Instants as other programs write them (RFC 3339, UTC).

use crate::{civil::Date, ids::Millis};

/// Milliseconds of a day.
pub const DAY: Millis = 86_400_000;

/// `2026-11-24T22:00:00.000Z`. What lies outside the calendar is the nearest day in it.
#[must_use]
pub fn iso(at: Millis) -> String {
    let (days, rest) = (at.div_euclid(DAY), at.rem_euclid(DAY));
    let date = Date::from_days(days).unwrap_or(Date::EPOCH);
    format!("{date}T{:02}:{:02}:{:02}.{:03}Z", rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60, rest % 1_000)
}

/// The other way round; with or without milliseconds, and in UTC only. `None` for everything else.
#[must_use]
pub fn from_iso(text: &str) -> Option<Millis> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let date: Date = date.parse().ok()?;
    let (time, millis) = time.split_once('.').unwrap_or((time, "000"));
    let number = |s: &str, digits: usize, most: i64| {
        let ok = s.len() == digits && s.bytes().all(|b| b.is_ascii_digit());
        s.parse::<i64>().ok().filter(|n| ok && *n <= most)
    };
    let mut parts = time.split(':');
    let (hour, minute, second) = (number(parts.next()?, 2, 23)?, number(parts.next()?, 2, 59)?, number(parts.next()?, 2, 59)?);
    let whole = parts.next().is_none().then_some(((hour * 60 + minute) * 60 + second) * 1_000 + number(millis, 3, 999)?)?;
    Some(date.days() * DAY + whole)
}

/// When a day is over everywhere on earth (UTC−12): what is valid until a day is valid on that day wherever it runs.
#[must_use]
pub fn end_of_day(day: Date) -> Millis {
    (day.days() + 1) * DAY + DAY / 2
}

/// The other way round: the last day on which something is valid that ends at that instant.
#[must_use]
pub fn last_day(at: Millis) -> Date {
    Date::from_days((at - DAY / 2 - 1).div_euclid(DAY)).unwrap_or(Date::EPOCH)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{end_of_day, from_iso, iso, last_day};

    #[test]
    fn instants_and_back() {
        for at in [0, 1, 1_795_000_000_123, 951_782_400_000] {
            assert_eq!(from_iso(&iso(at)), Some(at));
        }
        assert_eq!(iso(1_795_000_000_123), "2026-11-18T11:06:40.123Z");
        assert_eq!(from_iso("2026-11-18T11:06:40Z"), Some(1_795_000_000_000));
        for text in [
            "",
            "2026-11-18",
            "2026-11-18T11:06:40",
            "2026-11-18T24:00:00Z",
            "2026-11-18T1:06:40Z",
            "2026-11-18T11:06:40.1Z",
            "2026-11-18T11:06:+1Z",
        ] {
            assert_eq!(from_iso(text), None, "{text}");
        }
        assert_eq!(iso(end_of_day("2026-12-31".parse().unwrap())), "2027-01-01T12:00:00.000Z");
        assert_eq!(last_day(end_of_day("2026-12-31".parse().unwrap())).to_string(), "2026-12-31");
    }
}
