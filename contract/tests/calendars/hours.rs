//! Open intervals, where clocks are moved.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::business_time::{MINUTE, Open, due, elapsed};
use eyelevel_contract::calendars::{ClosedDays, EditCalendar, Hours, Offset, Span};
#[cfg(not(target_arch = "wasm32"))]
use proptest::prelude::*;

use super::{date, plain};

const HOUR: i64 = 60 * MINUTE;
/// Sunday, 28 March 2027, 0:00 in UTC: at 1:00 the clocks of Berlin go from 2:00 to 3:00.
const SPRING: i64 = 1_806_192_000_000;
/// Sunday, 31 October 2027, 0:00 in UTC: at 1:00 they go from 3:00 back to 2:00.
const AUTUMN: i64 = 1_824_940_800_000;

fn berlin(midnight: i64, summer: bool) -> Vec<Offset> {
    let offset = |from, summer| Offset { from, seconds: if summer { 7_200 } else { 3_600 } };
    vec![offset(midnight - 24 * HOUR, !summer), offset(midnight + HOUR, summer)]
}

/// Every day from one minute to another one.
fn daily(from: i64, until: i64) -> EditCalendar {
    EditCalendar { week: vec![vec![Span { from, until }]; 7], ..plain() }
}

/// The open intervals of a Sunday, as UTC hours and minutes of it.
fn of_sunday(calendar: EditCalendar, midnight: i64, summer: bool) -> Vec<(i64, i64)> {
    let hours = Hours::of(calendar);
    let all = hours.intervals(midnight - 24 * HOUR, berlin(midnight, summer).into_iter());
    let all: Vec<Open> =
        all.skip_while(|open| open.until <= midnight - 2 * HOUR).take_while(|open| open.from < midnight + 22 * HOUR).collect();
    all.iter().map(|open| ((open.from - midnight) / MINUTE, (open.until - midnight) / MINUTE)).collect()
}

#[test]
fn an_hour_that_is_skipped_does_not_exist() {
    // Nine to five is nine to five.
    assert_eq!(of_sunday(daily(540, 1020), SPRING, true), [(420, 900)]);
    // 1:00 to 4:00 has two hours, which touch where the clocks go on.
    assert_eq!(of_sunday(daily(60, 240), SPRING, true), [(0, 60), (60, 120)]);
    // 2:30 does not exist: open from the next minute that does.
    assert_eq!(of_sunday(daily(150, 240), SPRING, true), [(60, 120)]);
    assert_eq!(of_sunday(daily(60, 150), SPRING, true), [(0, 60)]);
    // Nothing of 2:10 to 2:50 does.
    assert_eq!(of_sunday(daily(130, 170), SPRING, true), []);
}

#[test]
fn an_hour_that_is_repeated_counts_twice() {
    assert_eq!(of_sunday(daily(540, 1020), AUTUMN, false), [(480, 960)]);
    assert_eq!(of_sunday(daily(120, 240), AUTUMN, false), [(0, 60), (60, 180)]);
    // 2:30 comes twice, and from then on it is open until 4:00: not at 2:15, when that comes again.
    assert_eq!(of_sunday(daily(150, 240), AUTUMN, false), [(30, 60), (90, 180)]);
    assert_eq!(of_sunday(daily(130, 170), AUTUMN, false), [(10, 50), (70, 110)]);
}

#[test]
fn a_day_around_the_clock_has_as_many_hours_as_it_has() {
    for (midnight, summer, hours) in [(SPRING, true, 23), (AUTUMN, false, 25)] {
        let all = Hours::of(daily(0, 1440));
        // From midnight to midnight, by the wall clock of Berlin.
        let (from, until) = (midnight - if summer { 1 } else { 2 } * HOUR, midnight + if summer { 22 } else { 23 } * HOUR);
        let open = all.intervals(from, berlin(midnight, summer).into_iter()).take_while(|open| open.from < until);
        assert_eq!(elapsed(from, until, open), hours * HOUR);
    }
}

#[test]
fn closed_days_are_skipped_and_the_end_of_time_is_an_end() {
    let closed = |from, until| ClosedDays { from: date(from), until: date(until), name: "Closed".to_owned(), yearly: false };
    let hours = Hours::of(EditCalendar { closed: vec![closed("2027-10-29", "2027-11-02")], ..plain() });
    // Thursday, 28 October, 16:00 in Berlin: an hour, then Wednesday.
    let thursday = AUTUMN - 3 * 24 * HOUR + 14 * HOUR;
    let wednesday = AUTUMN + 3 * 24 * HOUR + 8 * HOUR;
    assert_eq!(due(thursday, 90, hours.intervals(thursday, berlin(AUTUMN, false).into_iter())), Some(wednesday + 30 * MINUTE));
    let last = 253_402_300_000_000;
    assert_eq!(due(last, 1_000, hours.intervals(last, [Offset { from: last, seconds: 0 }].into_iter())), None);
}

/// Whether the wall clock shows an open time: said anew, minute by minute.
#[cfg(not(target_arch = "wasm32"))]
fn is_open(calendar: &EditCalendar, offsets: &[Offset], at: i64) -> bool {
    let ahead = offsets.iter().rev().find(|offset| offset.from <= at).map_or(0, |offset| offset.seconds * 1_000);
    let (day, minute) = ((at + ahead).div_euclid(24 * HOUR), (at + ahead).rem_euclid(24 * HOUR) / MINUTE);
    let weekday = usize::try_from((day + 3).rem_euclid(7)).unwrap();
    calendar.week[weekday].iter().any(|span| span.from <= minute && minute < span.until)
}

#[cfg(not(target_arch = "wasm32"))]
proptest! {
    #[test]
    fn the_intervals_are_exactly_the_open_minutes(
        spans in proptest::collection::vec(proptest::collection::vec(0i64..=1440, 0..5), 7),
        moves in proptest::collection::vec((1i64..200, -12i64..13), 0..4),
        start in 0i64..600,
    ) {
        let week = spans.into_iter().map(|mut day| {
            day.sort_unstable();
            day.dedup();
            day.chunks_exact(2).map(|pair| Span { from: pair[0], until: pair[1] }).collect()
        }).collect();
        let calendar = EditCalendar { week, ..plain() };
        let from = SPRING + start * MINUTE;
        let mut at = from;
        let mut offsets = vec![Offset { from: at - HOUR, seconds: 3_600 }];
        for (after, quarters) in moves {
            at += after * 15 * MINUTE;
            offsets.push(Offset { from: at, seconds: quarters * 900 });
        }
        let hours = Hours::of(calendar.clone());
        let until = from + 5 * 24 * HOUR;
        let all: Vec<Open> = hours.intervals(from, offsets.clone().into_iter()).take_while(|open| open.from < until).collect();
        prop_assert!(all.iter().all(|open| open.from < open.until) && all.windows(2).all(|pair| pair[0].until <= pair[1].from));
        let mut open = all.iter().peekable();
        for minute in 0..5 * 24 * 60 {
            let now = from + minute * MINUTE;
            while open.peek().is_some_and(|open| open.until <= now) {
                open.next();
            }
            prop_assert_eq!(open.peek().is_some_and(|open| open.from <= now), is_open(&calendar, &offsets, now));
        }
    }
}
