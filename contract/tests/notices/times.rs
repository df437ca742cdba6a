#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::notices::{NoticeKind, Settings, Way, When, when};

use super::{AUTUMN, Berlin, HOUR, MINUTE, SPRING, at, settings};

const TUESDAY: &str = "2026-11-24";
const WEDNESDAY: &str = "2026-11-25";

#[test]
fn who_has_said_nothing_is_told_of_everything_at_once() {
    for hour in 0..24 {
        for kind in NoticeKind::ALL {
            assert_eq!(when(&Settings::default(), *kind, at(TUESDAY, hour, 30), &Berlin), When::Now, "{kind} at {hour}");
        }
    }
}

#[test]
fn what_is_owed_goes_at_once_whatever_is_set() {
    let ways: Vec<_> = NoticeKind::ALL.iter().filter(|kind| !kind.is_owed()).map(|kind| (*kind, Way::Portal)).collect();
    let mut all = settings(&ways, ("18:00", "17:59"), "07:00");
    // Even if it stood there.
    all.ways.insert(NoticeKind::Owed, Way::Portal);
    for hour in 0..24 {
        assert_eq!(when(&all, NoticeKind::Owed, at(TUESDAY, hour, 0), &Berlin), When::Now, "{hour}");
        assert_eq!(when(&all, NoticeKind::Messages, at(TUESDAY, hour, 0), &Berlin), When::PortalOnly, "{hour}");
    }
}

#[test]
fn a_daily_mail_comes_at_its_hour() {
    let daily = settings(&[(NoticeKind::Messages, Way::Digest)], ("", ""), "07:00");
    let at_of = |now| when(&daily, NoticeKind::Messages, now, &Berlin);
    assert_eq!(at_of(at(TUESDAY, 6, 59)), When::At(at(TUESDAY, 7, 0)));
    assert_eq!(at_of(at(TUESDAY, 7, 0)), When::At(at(WEDNESDAY, 7, 0)), "the one of today goes without it");
    assert_eq!(at_of(at(TUESDAY, 23, 59)), When::At(at(WEDNESDAY, 7, 0)));
    assert_eq!(when(&daily, NoticeKind::Mine, at(TUESDAY, 12, 0), &Berlin), When::Now, "only of that kind");
}

#[test]
fn what_is_gathered_comes_at_the_next_quarter() {
    let gathered = settings(&[(NoticeKind::Messages, Way::Gathered)], ("22:00", "06:00"), "07:00");
    let at_of = |hour, minute| when(&gathered, NoticeKind::Messages, at(TUESDAY, hour, minute), &Berlin);
    assert_eq!(at_of(10, 1), When::At(at(TUESDAY, 10, 15)));
    assert_eq!(at_of(10, 14), When::At(at(TUESDAY, 10, 15)));
    assert_eq!(at_of(10, 15), When::At(at(TUESDAY, 10, 30)));
    assert_eq!(at_of(21, 50), When::At(at(WEDNESDAY, 6, 0)), "that quarter is the first of the quiet hours");
}

#[test]
fn quiet_hours_over_midnight_and_within_a_day() {
    let night = settings(&[], ("22:00", "06:30"), "07:00");
    let at_of = |day, hour, minute| when(&night, NoticeKind::Messages, at(day, hour, minute), &Berlin);
    assert_eq!(at_of(TUESDAY, 21, 59), When::Now);
    assert_eq!(at_of(TUESDAY, 22, 0), When::At(at(WEDNESDAY, 6, 30)));
    assert_eq!(at_of(WEDNESDAY, 0, 0), When::At(at(WEDNESDAY, 6, 30)));
    assert_eq!(at_of(WEDNESDAY, 6, 29), When::At(at(WEDNESDAY, 6, 30)));
    assert_eq!(at_of(WEDNESDAY, 6, 30), When::Now);
    let noon = settings(&[], ("12:00", "13:00"), "07:00");
    assert_eq!(when(&noon, NoticeKind::Messages, at(TUESDAY, 12, 30), &Berlin), When::At(at(TUESDAY, 13, 0)));
    assert_eq!(when(&noon, NoticeKind::Messages, at(TUESDAY, 13, 0), &Berlin), When::Now);
}

#[test]
fn a_daily_mail_in_quiet_hours_comes_when_they_are_over() {
    let both = settings(&[(NoticeKind::Messages, Way::Digest)], ("20:00", "09:00"), "07:00");
    assert_eq!(when(&both, NoticeKind::Messages, at(TUESDAY, 12, 0), &Berlin), When::At(at(WEDNESDAY, 9, 0)));
}

#[test]
fn the_night_on_which_an_hour_comes_twice() {
    let night = settings(&[], ("22:00", "02:30"), "07:00");
    // 2:30 comes first in summer time: then they are over, and do not begin again with the second 2:00.
    let first = at(AUTUMN, 2, 30);
    assert_eq!(when(&night, NoticeKind::Messages, first - MINUTE, &Berlin), When::At(first));
    for minutes in [0, 29, 30, 45, 89] {
        assert_eq!(when(&night, NoticeKind::Messages, first + minutes * MINUTE, &Berlin), When::Now, "{minutes}");
    }
    let daily = settings(&[(NoticeKind::Messages, Way::Digest)], ("", ""), "02:30");
    assert_eq!(when(&daily, NoticeKind::Messages, first - HOUR, &Berlin), When::At(first));
    assert_eq!(when(&daily, NoticeKind::Messages, first, &Berlin), When::At(at("2026-10-26", 2, 30)), "once a day");
    let long = settings(&[(NoticeKind::Messages, Way::Digest)], ("", ""), "07:00");
    assert_eq!(when(&long, NoticeKind::Messages, at("2026-10-24", 7, 0), &Berlin), When::At(at("2026-10-24", 7, 0) + 25 * HOUR));
}

#[test]
fn the_night_in_which_an_hour_is_missing() {
    let night = settings(&[], ("02:15", "02:45"), "07:00");
    // Both are shown by no clock: they are an hour later that day.
    assert_eq!(when(&night, NoticeKind::Messages, at(SPRING, 3, 20), &Berlin), When::At(at(SPRING, 3, 45)));
    assert_eq!(when(&night, NoticeKind::Messages, at(SPRING, 1, 59), &Berlin), When::Now);
    let daily = settings(&[(NoticeKind::Messages, Way::Digest)], ("", ""), "02:30");
    assert_eq!(when(&daily, NoticeKind::Messages, at(SPRING, 1, 0), &Berlin), When::At(at(SPRING, 3, 30)));
    let long = settings(&[(NoticeKind::Messages, Way::Digest)], ("", ""), "07:00");
    assert_eq!(when(&long, NoticeKind::Messages, at("2027-03-27", 7, 0), &Berlin), When::At(at("2027-03-27", 7, 0) + 23 * HOUR));
}
