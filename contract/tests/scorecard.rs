//! The scorecard's arithmetic.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    civil::Date,
    requests::{Kind, month, month_word, months_later},
    scorecard::{MONTHS_MAX, Spread, TEAM_MIN, TeamName, counted_with, months, months_before, spread},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn percentiles_are_what_was_really_measured() {
    let of = |minutes: &[i64]| spread(minutes.to_vec());
    assert_eq!(of(&[]), Spread { count: 0, median: 0, p90: 0 });
    assert_eq!(of(&[7]), Spread { count: 1, median: 7, p90: 7 });
    assert_eq!(of(&[9, 1]), Spread { count: 2, median: 1, p90: 9 });
    let ten: Vec<i64> = (1..=10).rev().collect();
    assert_eq!(of(&ten), Spread { count: 10, median: 5, p90: 9 });
    let hundred: Vec<i64> = (1..=100).collect();
    assert_eq!(of(&hundred), Spread { count: 100, median: 50, p90: 90 });
    // Half of them took no longer than the median, nine of ten no longer than the other: for every length.
    for n in 1..200_i64 {
        let minutes: Vec<i64> = (0..n).map(|i| i * 37 % 101).collect();
        let said = of(&minutes);
        let within = |most: i64| minutes.iter().filter(|m| **m <= most).count() * 100;
        assert!(within(said.median) >= minutes.len() * 50 && within(said.p90) >= minutes.len() * 90, "{n}");
        assert!(minutes.contains(&said.median) && minutes.contains(&said.p90), "{n}");
    }
}

#[test]
fn months_are_written_read_and_counted() {
    assert_eq!(month("2026-10"), Some(day("2026-10-01")));
    for wrong in ["", "2026", "2026-13", "2026-00", "2026-1", "26-10", "2026-10-01", "x-y", "+026-10", "2026-+1", "９９９９-10"] {
        assert_eq!(month(wrong), None, "{wrong}");
    }
    assert_eq!(month_word(day("2026-10-31")), "2026-10");
    for (from, by, to) in [
        ("2026-11-30", 0, "2026-11-01"),
        ("2026-11-30", 2, "2027-01-01"),
        ("2026-01-31", -1, "2025-12-01"),
        ("2024-02-29", 12, "2025-02-01"),
    ] {
        assert_eq!(months_later(day(from), by), Some(day(to)));
    }
    assert_eq!(months_before(day("2026-03-05"), 6), Some(day("2025-10-01")));
    let all = months(day("2025-11-01"), day("2026-02-01"));
    assert_eq!(all.iter().map(|m| month_word(*m)).collect::<Vec<_>>(), ["2025-11", "2025-12", "2026-01", "2026-02"]);
    assert!(months(day("2026-02-01"), day("2026-01-01")).is_empty());
    let longest = months_later(day("2026-01-01"), MONTHS_MAX - 1).unwrap();
    assert_eq!(i64::try_from(months(day("2026-01-01"), longest).len()), Ok(MONTHS_MAX));
    assert!(months(day("2026-01-01"), months_later(longest, 1).unwrap()).is_empty());
}

#[test]
fn a_small_team_is_counted_with_the_others() {
    for kind in Kind::ALL {
        for few in 0..TEAM_MIN {
            assert_eq!(counted_with(*kind, few, 99), TeamName::All);
            assert_eq!(counted_with(*kind, 99, few), TeamName::All);
        }
        assert_eq!(counted_with(*kind, TEAM_MIN, TEAM_MIN), TeamName::of(*kind));
    }
}
