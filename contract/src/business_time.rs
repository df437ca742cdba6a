//! Business time: elapsed time inside the open intervals of a calendar.
//!
//! A calendar (IANA zone, weekly local hours, holidays) is turned into open intervals in UTC by the server; everything
//! here works on those intervals alone, so that the browser counts exactly as the server does.

use crate::ids::Millis;

wire! {
    /// A span during which the vendor works: from the first instant up to, not including, the second.
    pub struct Open {
        pub from: Millis,
        pub until: Millis,
    }
}

/// Milliseconds of a minute.
pub const MINUTE: i64 = 60_000;

/// The first instant at which so many minutes of business time have elapsed since `start`.
///
/// `intervals` must be in order and not overlap. `None` if they end before that.
#[must_use]
pub fn due(start: Millis, minutes: i64, intervals: impl IntoIterator<Item = Open>) -> Option<Millis> {
    let mut left = minutes.checked_mul(MINUTE)?;
    if left <= 0 {
        return Some(start);
    }
    for open in intervals {
        let from = open.from.max(start);
        let length = open.until - from;
        if length <= 0 {
            continue;
        }
        if left <= length {
            return Some(from + left);
        }
        left -= length;
    }
    None
}

/// Business milliseconds between two instants; 0 if `until` is not after `from`.
#[must_use]
pub fn elapsed(from: Millis, until: Millis, intervals: impl IntoIterator<Item = Open>) -> i64 {
    intervals.into_iter().map(|o| (o.until.min(until) - o.from.max(from)).max(0)).sum()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    #[cfg(not(target_arch = "wasm32"))]
    use proptest::prelude::*;

    fn days() -> Vec<Open> {
        (0..80).map(|d| Open { from: d * 24 * 60 * MINUTE, until: (d * 24 + 8) * 60 * MINUTE }).collect()
    }

    #[test]
    fn the_last_minute_of_a_day_is_due_that_day() {
        assert_eq!(due(0, 480, days()), Some(480 * MINUTE));
        assert_eq!(due(0, 481, days()), Some((24 * 60 + 1) * MINUTE));
        assert_eq!(due(20 * 60 * MINUTE, 0, days()), Some(20 * 60 * MINUTE));
        assert_eq!(due(0, 1_000_000, days()), None);
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest! {
        #[test]
        fn what_has_elapsed_at_the_due_instant_is_what_was_promised(start in 0i64..2_000_000_000, minutes in 1i64..10_000) {
            let at = due(start, minutes, days()).unwrap();
            prop_assert_eq!(elapsed(start, at, days()), minutes * MINUTE);
            prop_assert!(elapsed(start, at - 1, days()) < minutes * MINUTE);
        }
    }
}
