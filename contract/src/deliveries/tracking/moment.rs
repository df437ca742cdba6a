//! Instants as tracking services write them.

use crate::civil::Date;
use crate::ids::Millis;

const MINUTE: Millis = 60_000;

/// `2026-11-26T18:41:00+05:30`, with `Z`, `+0530` or no zone, with or without seconds and fractions. Without a zone it is the local time of a place
/// that nobody names: it is read as UTC, which is wrong by hours, never by a day.
pub(super) fn moment(text: &str) -> Option<Millis> {
    let (day, rest) = text.split_at_checked(10)?;
    let day: Date = day.parse().ok()?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(end);
    Some(day.days() * 1_440 * MINUTE + time(clock)? - offset(zone)?)
}

/// The day in it, as its author had it, whatever the zone.
pub(super) fn day(text: &str) -> Option<Date> {
    let (day, rest) = text.split_at_checked(10)?;
    (rest.is_empty() || moment(text).is_some()).then(|| day.parse().ok())?
}

/// Seconds since 1970, as a number.
pub(super) fn seconds(text: &str) -> Option<Millis> {
    let fine = (9..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fine.then(|| text.parse::<i64>().ok()?.checked_mul(1_000))?
}

fn time(clock: &str) -> Option<Millis> {
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    if fraction.is_empty() || fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut parts = clock.split(':');
    let (hour, minute) = (two(parts.next()?, 23)?, two(parts.next()?, 59)?);
    // A leap second is the second after it.
    let second = parts.next().map_or(Some(0), |part| two(part, 60))?;
    let millis: String = fraction.chars().chain("00".chars()).take(3).collect();
    parts.next().is_none().then_some((hour * 60 + minute) * MINUTE + second * 1_000 + millis.parse::<i64>().ok()?)
}

fn offset(zone: &str) -> Option<Millis> {
    if matches!(zone, "" | "Z" | "z") {
        return Some(0);
    }
    let (sign, zone) = (if zone.starts_with('-') { -1 } else { 1 }, zone.get(1..)?);
    let (hours, minutes) = match zone.len() {
        5 => zone.split_once(':')?,
        4 => zone.split_at_checked(2)?,
        2 => (zone, "00"),
        _ => return None,
    };
    Some(sign * (two(hours, 14)? * 60 + two(minutes, 59)?) * MINUTE)
}

fn two(text: &str, most: i64) -> Option<i64> {
    let fine = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    fine.then(|| text.parse().ok())?.filter(|n| *n <= most)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn the_same_instant_in_all_ways_of_writing_it() {
        let at = moment("2026-11-26T13:11:00Z");
        assert_eq!(at, Some(1_795_698_660_000));
        for text in [
            "2026-11-26T18:41:00+05:30",
            "2026-11-26T18:41+0530",
            "2026-11-26 13:11:00",
            "2026-11-26T13:11:00.000",
            "2026-11-26T08:11:00.0-05",
            "2026-11-27t00:11:00.000000+11:00",
        ] {
            assert_eq!(moment(text), at, "{text}");
        }
        assert_eq!(moment("2026-11-26T13:11:00.5Z"), at.map(|at| at + 500));
        for text in
            ["", "2026-11-26", "2026-11-26T", "2026-11-26T13", "2026-11-26T24:00:00Z", "2026-11-26T13:11:00+15:00", "2026-11-26T13:11:00.Z"]
        {
            assert_eq!(moment(text), None, "{text}");
        }
        assert_eq!(moment("2026-11-26T13:11:00+é:30"), None);
    }

    #[test]
    fn a_day_is_the_authors() {
        assert_eq!(day("2026-11-26T23:59:00-08:00").map(|day| day.to_string()).as_deref(), Some("2026-11-26"));
        assert_eq!(day("2026-11-26").map(|day| day.to_string()).as_deref(), Some("2026-11-26"));
        assert_eq!(day("2026-11-26x"), None);
        assert_eq!(seconds("1712741696"), Some(1_712_741_696_000));
        assert_eq!(seconds("1712741696000"), None);
    }
}
