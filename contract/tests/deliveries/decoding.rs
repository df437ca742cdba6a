//! What must hold of any body that is read. The fuzz target asks the same function with bytes of its own.

use eyelevel_contract::deliveries::Status;
use eyelevel_contract::deliveries::tracking::{Heard, KEY_MAX, NUMBER_MAX, Provider, UPDATES_MAX, Unread, read, stamp};

pub(crate) const NOW: i64 = 1_795_777_700_000;

pub(crate) fn heard(provider: Provider, body: &[u8]) -> Result<Heard, Unread> {
    read(provider, &mut serde_json::Deserializer::from_slice(body), NOW)
}

/// Whatever it is: no panic, the same twice, and nothing that could not be kept.
pub(crate) fn any(body: &[u8]) {
    for provider in Provider::ALL {
        let read = heard(*provider, body);
        assert_eq!(read, heard(*provider, body), "the same twice");
        if let Ok(heard) = read {
            well_formed(&heard);
        }
    }
    if let Ok(header) = std::str::from_utf8(body)
        && let Some(stamp) = stamp(header)
    {
        assert!(stamp.seconds.bytes().all(|b| b.is_ascii_digit()) && !stamp.digests.is_empty());
    }
}

fn well_formed(heard: &Heard) {
    assert!((1..=NUMBER_MAX).contains(&heard.number.len()) && heard.number.bytes().all(|b| b.is_ascii_alphanumeric()));
    assert!(heard.updates.len() <= UPDATES_MAX && (!heard.updates.is_empty() || heard.arrives.is_some()));
    assert!(heard.updates.windows(2).all(|two| two[0].at <= two[1].at));
    assert!(heard.arrives.is_none_or(|arrives| arrives.said_at <= NOW));
    for update in &heard.updates {
        assert!(update.at <= NOW && (1..=KEY_MAX).contains(&update.key.len()), "{update:?}");
        assert!(update.key.is_ascii() && !update.key.bytes().any(|b| b.is_ascii_control()));
        assert!(
            update.note.as_ref().is_none_or(|note| !note.is_empty() && !note.chars().any(char::is_control) && note.chars().count() <= 403)
        );
        // What only people say, no service says.
        assert!(!matches!(update.status, Status::Planned | Status::Confirmed | Status::Problem), "{update:?}");
    }
}
