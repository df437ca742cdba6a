//! Any event, any order; and good bodies, broken in every way that chance thinks of.

use eyelevel_contract::deliveries::tracking::{Provider, UPDATES_MAX};
use proptest::prelude::*;
use serde_json::json;

use super::decoding::{self, heard};
use super::samples::{AFTERSHIP, OWN, SHIPPO};

const PIECES: [&str; 24] = [
    "\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "0",
    "-1",
    "1e999",
    "9999999999999999999999",
    "\\u0000",
    "\\ud800",
    "\u{0}",
    "\u{202e}",
    "ä",
    "\"tag\":\"Delivered\",",
    "\"tag\":",
    "InTransit",
    "2026-02-30T25:00:00Z",
    "9999-12-31T23:59:59-14:00",
    "1900-01-01",
    "[[[[[[[[",
];

/// Cut, doubled, and with something else in it.
fn broken(body: &str, cuts: &[(usize, usize, usize)]) -> Vec<u8> {
    let mut body = body.as_bytes().to_vec();
    for (at, length, piece) in cuts {
        let at = at % (body.len() + 1);
        let end = (at + length).min(body.len());
        body.splice(at..end, PIECES[piece % PIECES.len()].bytes());
    }
    body
}

proptest! {
    #[test]
    fn nothing_that_is_sent_breaks_it(cuts in prop::collection::vec((any::<usize>(), 0_usize..40, any::<usize>()), 1..8), which in 0_usize..3) {
        decoding::any(&broken([AFTERSHIP, SHIPPO, OWN][which], &cuts));
    }

    #[test]
    fn bytes_are_no_danger(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        decoding::any(&bytes);
    }

    /// The order of a history says nothing, and an event that is told twice is one.
    #[test]
    fn a_history_is_read_in_any_order(
        events in prop::collection::vec((0_i64..86_400, 0_usize..4), 1..80),
        turn in any::<prop::sample::Index>(),
    ) {
        let status = ["PRE_TRANSIT", "TRANSIT", "DELIVERED", "FAILURE"];
        let event = |(second, which): &(i64, usize)| {
            let at = format!("2026-11-26T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60);
            json!({"status": status[*which], "status_date": at})
        };
        let body = |events: &[(i64, usize)]| {
            let history: Vec<_> = events.iter().map(event).collect();
            let data = json!({"tracking_number": "00340434161094042557", "tracking_status": history.last(), "tracking_history": history});
            serde_json::to_vec(&json!({"event": "track_updated", "data": data})).unwrap()
        };
        let mut turned = events.clone();
        turned.rotate_left(turn.index(events.len()));
        turned.extend_from_within(..events.len() / 2);
        let (one, other) = (heard(Provider::Shippo, &body(&events)).unwrap(), heard(Provider::Shippo, &body(&turned)).unwrap());
        prop_assert_eq!(&one.updates, &other.updates);
        let mut all = events;
        all.sort_unstable();
        all.dedup();
        prop_assert_eq!(one.updates.len(), all.len().min(UPDATES_MAX));
    }
}

#[test]
fn hostile_bodies() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    decoding::any(deep.as_bytes());
    decoding::any(format!(r#"{{"event":"tracking_update","msg":{{"tracking_number":{deep}}}}}"#).as_bytes());
    decoding::any(br#"{"event":"tracking_update","event":"tracking_update","msg":{"tracking_number":"1"}}"#);
    let many = r#"{"checkpoint_time":"2026-11-26T10:00:00Z","tag":"InTransit"},"#.repeat(2_000);
    let one = format!(r#"{{"event":"tracking_update","msg":{{"tracking_number":"1Z","checkpoints":[{}]}}}}"#, many.trim_end_matches(','));
    assert_eq!(heard(Provider::AfterShip, one.as_bytes()).unwrap().updates.len(), 1);
    decoding::any(one.as_bytes());
    let long = format!(r#"{{"event":"tracking_update","msg":{{"tracking_number":"{}","tag":"InTransit"}}}}"#, "1".repeat(41));
    assert!(heard(Provider::AfterShip, long.as_bytes()).is_err());
}
