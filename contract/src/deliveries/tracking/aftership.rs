//! AfterShip's webhook of its product Tracking (`tracking_update` and `edd_revise`, all versions up to 2026-07).

use serde::{Deserialize, Deserializer};

use super::loose::{Maybe, Text};
use super::moment::{day, moment, seconds};
use super::{Arrives, Cause, Heard, Meaning, Unread, carrier, number, update};
use crate::deliveries::Status;
use crate::ids::Millis;

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    event: Text,
    #[serde(default)]
    ts: Text,
    msg: Option<Tracking>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Tracking {
    tracking_number: Text,
    slug: Text,
    tag: Text,
    subtag: Text,
    subtag_message: Text,
    updated_at: Text,
    expected_delivery: Text,
    latest_estimated_delivery: Maybe<Estimate>,
    checkpoints: Option<Vec<Checkpoint>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Estimate {
    datetime: Text,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Checkpoint {
    checkpoint_time: Text,
    created_at: Text,
    tag: Text,
    subtag: Text,
    message: Text,
    location: Text,
}

pub(super) fn read<'a, D: Deserializer<'a>>(body: D, heard_at: Millis) -> Result<Heard, Unread> {
    let body = Body::deserialize(body).map_err(|_| Unread::Shape)?;
    if !matches!(body.event.get(), Some("tracking_update" | "edd_revise")) {
        return Err(Unread::Other);
    }
    let of = body.msg.ok_or(Unread::Member("msg"))?;
    let number = number(of.tracking_number.get()).ok_or(Unread::Member("msg.tracking_number"))?;
    let said_at = body.ts.get().and_then(seconds).or_else(|| of.updated_at.get().and_then(moment)).unwrap_or(heard_at).min(heard_at);
    let mut updates: Vec<_> = of.checkpoints.iter().flatten().filter_map(|one| one.update(heard_at)).collect();
    if updates.is_empty()
        && let Some(meaning) = meaning(of.tag.get(), of.subtag.get())
    {
        let code = of.subtag.get().or(of.tag.get()).unwrap_or_default();
        updates.push(update(said_at, code, meaning, [of.subtag_message.get(), None], heard_at));
    }
    let latest = of.latest_estimated_delivery.get().and_then(|estimate| estimate.datetime.get());
    let on = latest.or(of.expected_delivery.get()).and_then(day);
    Ok(Heard { carrier: carrier(of.slug.get()), number, updates, arrives: on.map(|on| Arrives { on, said_at }) })
}

impl Checkpoint {
    fn update(&self, heard_at: Millis) -> Option<super::TrackingUpdate> {
        let meaning = meaning(self.tag.get(), self.subtag.get())?;
        let at = self.checkpoint_time.get().or(self.created_at.get()).and_then(moment)?;
        let code = self.subtag.get().or(self.tag.get())?;
        Some(update(at, code, meaning, [self.message.get(), self.location.get()], heard_at))
    }
}

/// What their words mean. *Pending* and *Expired* say that nothing is known, which is no news.
fn meaning(tag: Option<&str>, subtag: Option<&str>) -> Option<Meaning> {
    let exact = subtag.and_then(|subtag| {
        Some(match subtag {
            "Exception_002" | "Exception_007" => (Status::Failed, Some(Cause::Address)),
            "Exception_003" => (Status::Failed, Some(Cause::Refused)),
            "Exception_004" | "Exception_018" => (Status::InTransit, Some(Cause::Customs)),
            "Exception_005" | "Exception_016" | "Exception_019" => (Status::InTransit, Some(Cause::Delayed)),
            "Exception_006" => (Status::InTransit, Some(Cause::Held)),
            "Exception_008" => (Status::Failed, Some(Cause::Collect)),
            "Exception_009" | "Exception_020" => (Status::Failed, Some(Cause::Carrier)),
            "Exception_010" | "Exception_011" => (Status::Returned, None),
            "Exception_012" => (Status::InTransit, Some(Cause::Damaged)),
            "Exception_013" | "Exception_021" => (Status::Lost, None),
            "Exception_017" => (Status::InTransit, Some(Cause::Weather)),
            _ => return None,
        })
    });
    exact.or_else(|| {
        Some(match tag? {
            "InfoReceived" => (Status::Sent, None),
            "InTransit" => (Status::InTransit, None),
            "OutForDelivery" => (Status::OutForDelivery, None),
            "AttemptFail" => (Status::Failed, Some(Cause::Attempt)),
            "Delivered" => (Status::Delivered, None),
            "AvailableForPickup" => (Status::InTransit, Some(Cause::Collect)),
            // Something is wrong, and the parcel is still somewhere.
            "Exception" => (Status::InTransit, Some(Cause::Carrier)),
            _ => return None,
        })
    })
}
