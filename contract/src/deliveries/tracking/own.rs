//! Our own shape, for programs of the vendor's: strict, so that a typing error is found by whoever made it.

use serde::{Deserialize, Deserializer};

use super::moment::moment;
use super::{Arrives, Cause, Heard, KEY_MAX, TrackingUpdate, Unread, note, number};
use crate::deliveries::carriers::Carrier;
use crate::deliveries::{Channel, Status};
use crate::ids::Millis;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    id: String,
    number: String,
    carrier: Option<String>,
    at: String,
    status: Option<String>,
    cause: Option<String>,
    note: Option<String>,
    arrives_on: Option<String>,
}

pub(super) fn read<'a, D: Deserializer<'a>>(body: D, heard_at: Millis) -> Result<Heard, Unread> {
    let body = Body::deserialize(body).map_err(|_| Unread::Shape)?;
    let key = body.id.trim();
    if key.is_empty() || key.len() > KEY_MAX || !key.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Unread::Member("id"));
    }
    let number = number(Some(&body.number)).ok_or(Unread::Member("number"))?;
    // In our own shape an instant has a zone.
    let zoned = body.at.ends_with('Z') || body.at.get(19..).is_some_and(|rest| rest.contains(['+', '-']));
    let at = moment(&body.at).filter(|_| zoned).ok_or(Unread::Member("at"))?.min(heard_at);
    let carrier = word(body.carrier.as_deref(), Carrier::from_word, "carrier")?;
    let status = word(body.status.as_deref(), Status::from_word, "status")?;
    if status.is_some_and(|status| !Status::by_hand(Channel::Parcel).contains(&status)) {
        return Err(Unread::Member("status"));
    }
    let cause = word(body.cause.as_deref(), Cause::from_word, "cause")?;
    let on = word(body.arrives_on.as_deref(), |day| day.parse().ok(), "arrives_on")?;
    if status.is_none() && (on.is_none() || cause.is_some()) {
        return Err(Unread::Member("status"));
    }
    let updates = status.map(|status| TrackingUpdate { key: key.to_owned(), at, status, note: note([body.note.as_deref(), None]), cause });
    Ok(Heard { carrier, number, updates: updates.into_iter().collect(), arrives: on.map(|on| Arrives { on, said_at: at }) })
}

fn word<T>(text: Option<&str>, parse: impl Fn(&str) -> Option<T>, member: &'static str) -> Result<Option<T>, Unread> {
    text.map(|text| parse(text).ok_or(Unread::Member(member))).transpose()
}
