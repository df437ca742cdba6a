//! What tracking services say about parcels, read into one form. How each word of theirs is understood stands in docs/carriers.md.
//!
//! Three shapes: AfterShip's webhook, Shippo's, and our own. What they send is history and may come late, twice or in any order: each event has
//! a key of its own, so that whoever keeps it keeps it once. A word that nobody here knows says nothing: it is neither movement nor arrival.

mod aftership;
mod loose;
mod moment;
mod own;
mod shippo;
mod signature;

pub use signature::{Stamp, WINDOW, stamp};

use serde::Deserializer;

use super::Status;
use super::carriers::{Carrier, normalise};
use crate::{
    civil::Date,
    ids::{Id, Millis},
};

words! {
    /// Who sends: the last part of the webhook's address.
    Provider {
        /// AfterShip's Tracking webhook.
        AfterShip = "aftership",
        /// Shippo's tracking webhook.
        Shippo = "shippo",
        /// Our own shape, for programs of the vendor's.
        Own = "own",
    }
}

words! {
    /// Why something does not simply go on.
    Cause {
        /// Customs have it, or ask for papers.
        Customs = "customs",
        /// Nobody was there, or the carrier left a notice.
        Attempt = "attempt",
        /// The address is wrong, or nobody can get to it.
        Address = "address",
        /// The weather.
        Weather = "weather",
        /// The carrier keeps it: a payment, a document.
        Held = "held",
        /// It waits at a pick-up point.
        Collect = "collect",
        /// The recipient did not take it.
        Refused = "refused",
        /// It is damaged.
        Damaged = "damaged",
        /// The carrier is late, for reasons of its own.
        Delayed = "delayed",
        /// The carrier reports a trouble and does not say which.
        Carrier = "carrier",
    }
}

/// What one message says about one parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The carrier, if the message names one that parcels can be sent by here.
    pub carrier: Option<Carrier>,
    /// As [`normalise`] makes it; letters and digits only.
    pub number: String,
    /// What happened, oldest first; at most [`UPDATES_MAX`], the newest.
    pub updates: Vec<TrackingUpdate>,
    /// When it should arrive, if the message says so.
    pub arrives: Option<Arrives>,
}

/// One thing that happened to a parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackingUpdate {
    /// The same event has the same key, however often it is told.
    pub key: String,
    /// When it happened; never later than it was heard.
    pub at: Millis,
    pub status: Status,
    /// The carrier's words, and the place.
    pub note: Option<String>,
    pub cause: Option<Cause>,
}

/// A day of arrival, and when it was said: the one said last counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrives {
    pub on: Date,
    pub said_at: Millis,
}

/// Why a message says nothing about a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Not JSON, or not of this shape.
    Shape,
    /// This member is missing or can't be read (our own shape, which is strict, and whatever the others need).
    Member(&'static str),
    /// It is about something else, or a test of the sender's.
    Other,
    /// It is about a parcel, and says nothing that we understand: nothing known yet, or a word that is new.
    Nothing,
}

/// The most events that are taken of one message.
pub const UPDATES_MAX: usize = 50;
/// The longest parcel number.
pub const NUMBER_MAX: usize = 40;
/// The longest key.
pub const KEY_MAX: usize = 100;
/// The longest text of a carrier's, in characters.
const WORDS_MAX: usize = 200;

/// Reads a message that came at `heard_at`.
///
/// # Errors
/// Why it says nothing about a parcel.
pub fn read<'a, D: Deserializer<'a>>(provider: Provider, body: D, heard_at: Millis) -> Result<Heard, Unread> {
    let mut heard = match provider {
        Provider::AfterShip => aftership::read(body, heard_at),
        Provider::Shippo => shippo::read(body, heard_at),
        Provider::Own => own::read(body, heard_at),
    }?;
    heard.updates.sort_by(|a, b| (a.at, &a.key).cmp(&(b.at, &b.key)));
    heard.updates.dedup_by(|a, b| a.key == b.key);
    let much = heard.updates.len().saturating_sub(UPDATES_MAX);
    heard.updates.drain(..much);
    if heard.updates.is_empty() && heard.arrives.is_none() { Err(Unread::Nothing) } else { Ok(heard) }
}

/// Whether a service's carrier may be ours: Deutsche Post's numbers are DHL's to many, and who names none means any.
#[must_use]
pub fn may_be(said: Option<Carrier>, ours: Carrier) -> bool {
    let family = |carrier| if carrier == Carrier::Post { Carrier::Dhl } else { carrier };
    said.is_none_or(|said| family(said) == family(ours))
}

/// The key of an event of a parcel that was sent to this recipient: what the history knows it by.
#[must_use]
pub fn key_of(provider: Provider, delivery_id: &Id, update: &TrackingUpdate) -> String {
    format!("{provider}:{delivery_id}:{}", update.key)
}

/// A parcel number of somebody else's; `None` if it is none.
fn number(text: Option<&str>) -> Option<String> {
    let number = normalise(text?);
    (!number.is_empty() && number.len() <= NUMBER_MAX && number.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(number)
}

/// A carrier by the name that services call it: `dhl-germany`, `dpd_de`.
fn carrier(name: Option<&str>) -> Option<Carrier> {
    let name = name?.trim().to_ascii_lowercase().replace('_', "-");
    let first = name.split('-').next().unwrap_or_default();
    match first {
        "deutsch" | "deutsche" => Some(Carrier::Post),
        "myhermes" => Some(Carrier::Hermes),
        _ => Carrier::from_word(first).filter(|carrier| !matches!(carrier, Carrier::Courier | Carrier::Mail)),
    }
}

/// What a status and its cause are made of, before it has an instant.
type Meaning = (Status, Option<Cause>);

/// An event with the key that follows from when it was and what it was, told by whichever list.
fn update(at: Millis, code: &str, (status, cause): Meaning, words: [Option<&str>; 2], heard_at: Millis) -> TrackingUpdate {
    let mut key = format!("{}/", at.div_euclid(1_000));
    key.extend(code.chars().filter(|c| !c.is_control()).take(KEY_MAX - key.len()).map(|c| if c.is_ascii() { c } else { '?' }));
    TrackingUpdate { key, at: at.min(heard_at), status, note: note(words), cause }
}

/// Words and place, without control characters and not too long.
fn note([words, place]: [Option<&str>; 2]) -> Option<String> {
    let clean = |text: &str| {
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(WORDS_MAX).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    match (words.map(clean).filter(|text| !text.is_empty()), place.map(clean).filter(|text| !text.is_empty())) {
        (Some(words), Some(place)) => Some(format!("{words} ({place})")),
        (one, other) => one.or(other),
    }
}
