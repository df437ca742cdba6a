//! Any settings, any moments, over both nights on which the clock jumps.

use std::collections::BTreeMap;

use eyelevel_contract::ids::Millis;
use eyelevel_contract::notices::{NoticeKind, Quiet, Settings, Wall, Way, When, when};
use proptest::prelude::*;

use super::{AUTUMN, Berlin, DAY, HOUR, MINUTE, SPRING, day};

fn any_settings() -> impl Strategy<Value = Settings> {
    let way = proptest::sample::select(Way::ALL);
    let ways = proptest::collection::btree_map(proptest::sample::select(NoticeKind::ALL), way, 0..9);
    let quiet = proptest::option::of((0..1_440_i64, 0..1_440_i64));
    (ways, quiet, 0..1_440_i64).prop_map(|(ways, quiet, digest_at)| {
        let quiet = quiet.filter(|(from, until)| from != until).map(|(from, until)| Quiet { from, until });
        Settings { ways, quiet, digest_at }
    })
}

/// Moments of three days around a night on which the clock jumps, each with what happens.
fn any_events() -> impl Strategy<Value = Vec<(Millis, NoticeKind)>> {
    let around = proptest::sample::select(vec![AUTUMN, SPRING, "2026-11-24"]);
    let events = proptest::collection::vec((0..3 * DAY / MINUTE, proptest::sample::select(NoticeKind::ALL)), 1..40);
    (around, events).prop_map(|(around, events)| {
        let begin = (day(around).days() - 1) * DAY;
        let mut events: Vec<_> = events.into_iter().map(|(minute, kind)| (begin + minute * MINUTE, kind)).collect();
        events.sort_by_key(|(at, _)| *at);
        events
    })
}

/// The minute that the clock shows.
fn shown(at: Millis) -> i64 {
    (at + Berlin::ahead(at)).rem_euclid(DAY) / MINUTE
}

/// What a mailbox gets: each mail's instant, with the places of what is in it.
fn mailbox(settings: &Settings, events: &[(Millis, NoticeKind)]) -> Vec<(Millis, Vec<usize>)> {
    let mut mails = Vec::new();
    let mut held: BTreeMap<Millis, Vec<usize>> = BTreeMap::new();
    for (place, (now, kind)) in events.iter().enumerate() {
        match when(settings, *kind, *now, &Berlin) {
            When::Now => mails.push((*now, vec![place])),
            When::At(at) => held.entry(at).or_default().push(place),
            When::PortalOnly => {}
        }
    }
    mails.extend(held);
    mails
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn everything_comes_exactly_once_or_is_not_wished_for(settings in any_settings(), events in any_events()) {
        let mails = mailbox(&settings, &events);
        let mut came: Vec<usize> = mails.iter().flat_map(|(_, places)| places.clone()).collect();
        came.sort_unstable();
        let wished: Vec<usize> = events.iter().enumerate()
            .filter(|(_, (_, kind))| kind.is_owed() || settings.way(*kind) != Way::Portal).map(|(place, _)| place).collect();
        prop_assert_eq!(came, wished);
    }

    #[test]
    fn what_is_owed_comes_alone_and_at_once(settings in any_settings(), events in any_events()) {
        for (at, places) in mailbox(&settings, &events) {
            for place in &places {
                let (now, kind) = events[*place];
                if kind.is_owed() {
                    prop_assert_eq!((at, places.len()), (now, 1));
                }
                prop_assert!(at >= now);
            }
        }
    }

    #[test]
    fn nothing_else_comes_in_quiet_hours(settings in any_settings(), events in any_events()) {
        let Some(quiet) = settings.quiet else { return Ok(()) };
        for (at, places) in mailbox(&settings, &events) {
            if places.iter().all(|place| events[*place].1.is_owed()) {
                continue;
            }
            // By instants: the hours begin and end once each night, whatever the clock does.
            let today = Berlin.day(at).unwrap();
            for begun in [today.plus_days(-1), today] {
                let last = if quiet.until > quiet.from { begun } else { begun.plus_days(1) };
                let (from, until) = (Berlin.at(begun, quiet.from).unwrap(), Berlin.at(last, quiet.until).unwrap());
                prop_assert!(!(from..until).contains(&at), "{} in {}..{}", shown(at), quiet.from, quiet.until);
            }
        }
    }

    #[test]
    fn nothing_waits_longer_than_it_must(settings in any_settings(), events in any_events()) {
        // A quiet time, at most, on top of a day (or of a quarter of an hour), and an hour where the clock goes back. Quiet hours of nearly a day are
        // without an end where the clock goes forward between them.
        let quiet = settings.quiet.map_or(0, |quiet| (quiet.until - quiet.from).rem_euclid(1_440) * MINUTE + HOUR);
        let quiet = if quiet > 23 * HOUR { quiet + DAY } else { quiet };
        for (at, places) in mailbox(&settings, &events) {
            for place in places {
                let (now, kind) = events[place];
                let most = match settings.way(kind) {
                    _ if kind.is_owed() => 0,
                    Way::AtOnce | Way::Portal => quiet,
                    Way::Gathered => 15 * MINUTE + quiet,
                    Way::Digest => 25 * HOUR + quiet,
                };
                prop_assert!(at - now <= most, "{kind} waits {} minutes", (at - now) / MINUTE);
            }
        }
    }

    #[test]
    fn a_daily_mail_is_one_a_day(digest_at in 0..1_440_i64, events in any_events()) {
        let ways = NoticeKind::ALL.iter().filter(|kind| !kind.is_owed()).map(|kind| (*kind, Way::Digest)).collect();
        let mails = mailbox(&Settings { ways, quiet: None, digest_at }, &events);
        let daily = |kind: NoticeKind| kind.ways().contains(&Way::Digest);
        let days: Vec<_> = mails.iter().filter(|(_, places)| daily(events[places[0]].1)).map(|(at, _)| Berlin.day(*at)).collect();
        let mut once = days.clone();
        once.dedup();
        prop_assert_eq!(days, once);
    }
}
