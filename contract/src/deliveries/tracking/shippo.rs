//! Shippo's webhook `track_updated`.

use serde::{Deserialize, Deserializer};

use super::loose::{Maybe, Text};
use super::moment::{day, moment};
use super::{Arrives, Cause, Heard, Meaning, Unread, carrier, number, update};
use crate::deliveries::Status;
use crate::ids::Millis;

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    event: Text,
    #[serde(default)]
    test: Option<bool>,
    data: Option<Track>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Track {
    tracking_number: Text,
    carrier: Text,
    eta: Text,
    tracking_status: Option<Event>,
    tracking_history: Option<Vec<Event>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Event {
    object_created: Text,
    object_updated: Text,
    status: Text,
    status_date: Text,
    status_details: Text,
    substatus: Maybe<Substatus>,
    location: Maybe<Place>,
}

/// An object since 2018, a word before.
#[derive(Deserialize)]
#[serde(untagged)]
enum Substatus {
    Object { code: String },
    Word(String),
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Place {
    city: Text,
    country: Text,
}

pub(super) fn read<'a, D: Deserializer<'a>>(body: D, heard_at: Millis) -> Result<Heard, Unread> {
    let body = Body::deserialize(body).map_err(|_| Unread::Shape)?;
    if body.event.get() != Some("track_updated") || body.test == Some(true) {
        return Err(Unread::Other);
    }
    let of = body.data.ok_or(Unread::Member("data"))?;
    let number = number(of.tracking_number.get()).ok_or(Unread::Member("data.tracking_number"))?;
    let all = of.tracking_history.iter().flatten().chain(&of.tracking_status);
    let updates = all.filter_map(|event| event.update(heard_at)).collect();
    let said_at = of.tracking_status.as_ref().and_then(Event::said_at).unwrap_or(heard_at).min(heard_at);
    let arrives = of.eta.get().and_then(day).map(|on| Arrives { on, said_at });
    Ok(Heard { carrier: carrier(of.carrier.get()), number, updates, arrives })
}

impl Event {
    fn said_at(&self) -> Option<Millis> {
        [&self.object_updated, &self.object_created, &self.status_date].into_iter().find_map(|text| moment(text.get()?))
    }

    fn update(&self, heard_at: Millis) -> Option<super::TrackingUpdate> {
        let detail = self.substatus.get().map(|substatus| match substatus {
            Substatus::Object { code } | Substatus::Word(code) => code.as_str(),
        });
        let meaning = meaning(self.status.get()?, detail)?;
        let at = self.status_date.get().and_then(moment)?;
        let place = self.location.get().map(|place| {
            let parts: Vec<&str> = [&place.city, &place.country].into_iter().filter_map(Text::get).collect();
            parts.join(", ")
        });
        let code = detail.or(self.status.get()).unwrap_or_default();
        Some(update(at, code, meaning, [self.status_details.get(), place.as_deref()], heard_at))
    }
}

/// What their words mean. *UNKNOWN* says that nothing is known, which is no news.
fn meaning(status: &str, detail: Option<&str>) -> Option<Meaning> {
    let detail = detail.unwrap_or_default();
    Some(match (status, detail) {
        ("PRE_TRANSIT", _) => (Status::Sent, None),
        ("TRANSIT", "out_for_delivery") => (Status::OutForDelivery, None),
        ("TRANSIT", "delivery_attempted" | "notice_left" | "reschedule_delivery") => (Status::Failed, Some(Cause::Attempt)),
        ("TRANSIT", "location_inaccessible") => (Status::Failed, Some(Cause::Address)),
        ("TRANSIT", detail) => (
            Status::InTransit,
            match detail {
                "address_issue" => Some(Cause::Address),
                "contact_carrier" => Some(Cause::Carrier),
                "delayed" | "delivery_rescheduled" => Some(Cause::Delayed),
                "package_damaged" => Some(Cause::Damaged),
                "package_held" => Some(Cause::Held),
                "pickup_available" => Some(Cause::Collect),
                _ => None,
            },
        ),
        ("DELIVERED", _) => (Status::Delivered, None),
        ("RETURNED", "package_unclaimed") => (Status::Returned, Some(Cause::Collect)),
        ("RETURNED", _) => (Status::Returned, None),
        ("FAILURE", "package_lost" | "package_disposed") => (Status::Lost, None),
        ("FAILURE", _) => (Status::Failed, Some(Cause::Carrier)),
        _ => return None,
    })
}
