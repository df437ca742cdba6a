//! When somebody is mailed: what is owed at once, the rest as they like it, by a wall clock that jumps twice a year.

#[cfg(not(target_arch = "wasm32"))]
mod any_week;
mod settings;
mod times;

use std::collections::BTreeMap;

use eyelevel_contract::{
    civil::Date,
    ids::Millis,
    notices::{EditNoticeSettings, NoticeKind, Settings, Wall, Way, validate},
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The clock of Berlin in the winter of 2026: an hour ahead of UTC, two before 25 October 2026 and from 28 March 2027 on.
struct Berlin;

/// Sunday, 25 October 2026: at 3:00 it is 2:00 again.
const AUTUMN: &str = "2026-10-25";
/// Sunday, 28 March 2027: at 2:00 it is 3:00.
const SPRING: &str = "2027-03-28";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

impl Berlin {
    fn ahead(at: Millis) -> i64 {
        let jump = |text| day(text).days() * DAY + HOUR;
        if (jump(AUTUMN)..jump(SPRING)).contains(&at) { HOUR } else { 2 * HOUR }
    }
}

impl Wall for Berlin {
    fn day(&self, at: Millis) -> Option<Date> {
        Date::from_days((at + Self::ahead(at)).div_euclid(DAY))
    }

    fn at(&self, day: Date, minute: i64) -> Option<Millis> {
        let shown = day.days() * DAY + minute * MINUTE;
        // The first instant at which the clock shows it; if it never does, as much later as it jumps.
        let found = [2 * HOUR, HOUR].into_iter().map(|ahead| shown - ahead).find(|at| at + Self::ahead(*at) == shown);
        found.or(Some(shown - HOUR))
    }
}

/// An instant by that clock.
fn at(text: &str, hour: i64, minute: i64) -> Millis {
    Berlin.at(day(text), hour * 60 + minute).unwrap()
}

/// Settings as somebody types them.
fn settings(ways: &[(NoticeKind, Way)], quiet: (&str, &str), digest_at: &str) -> Settings {
    let ways: BTreeMap<_, _> = ways.iter().map(|(kind, way)| (kind.word().to_owned(), *way)).collect();
    let (quiet_from, quiet_until) = (quiet.0.to_owned(), quiet.1.to_owned());
    validate(&EditNoticeSettings { ways, quiet_from, quiet_until, digest_at: digest_at.to_owned() }).unwrap()
}
