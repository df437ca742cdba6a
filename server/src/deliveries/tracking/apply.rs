//! What was heard, on whichever parcels it is about.

use std::collections::{BTreeMap, BTreeSet};

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::deliveries::tracking::{Arrives, Cause, Heard, Provider, key_of, may_be};
use eyelevel_contract::deliveries::{Source, Status};
use eyelevel_contract::ids::{Id, Millis};

use super::figures::Became;
use crate::db::{Query, bulk, q};
use crate::deliveries::status::{self, Event};
use crate::error::Result;
use crate::requests::store::{day, word};
use crate::write::Write;

/// Carriers give a number to another parcel after a while: what happened so long before a parcel was sent is not about it.
const EARLIER: Millis = 14 * 24 * 3_600_000;

/// A message, read.
pub(super) struct Told {
    pub(super) provider: Provider,
    pub(super) heard: Heard,
}

#[derive(sqlx::FromRow)]
struct Parcel {
    id: Id,
    request_id: Id,
    recipient_id: Id,
    carrier: String,
    number: String,
    shipped_at: Millis,
}

/// Writes all of them down, in one write; what became of each.
pub(super) async fn all(w: &mut Write, told: &[Told]) -> Result<Vec<Became>> {
    let mut became = vec![Became::Nobodys; told.len()];
    let parcels = parcels(w, told).await?;
    let mut work = Vec::new();
    for (i, one) in told.iter().enumerate() {
        for parcel in parcels.get(&one.heard.number).into_iter().flatten() {
            if may_be(one.heard.carrier, word(Carrier::from_word, &parcel.carrier)?) {
                work.push((parcel, i));
            }
        }
    }
    // Several rows of a table in the order of their ids.
    work.sort_by(|a, b| (&a.0.request_id, &a.0.id, a.1).cmp(&(&b.0.request_id, &b.0.id, b.1)));
    let mut known = known(w, &work, told).await?;
    let mut changed = Vec::new();
    for (parcel, i) in work {
        let new = one(w, parcel, &told[i], &mut known).await?;
        became[i] = became[i].max(if new { Became::Kept } else { Became::Known });
        if new {
            changed.push(parcel.id.clone());
        }
    }
    changed.dedup();
    w.audit_all("delivery.tracked", "delivery", &changed).await?;
    Ok(became)
}

/// The parcels that have one of these numbers, by number.
async fn parcels(w: &mut Write, told: &[Told]) -> Result<BTreeMap<String, Vec<Parcel>>> {
    let numbers: BTreeSet<&String> = told.iter().map(|one| &one.heard.number).collect();
    let numbers: Vec<String> = numbers.into_iter().cloned().collect();
    let mut all: BTreeMap<String, Vec<Parcel>> = BTreeMap::new();
    for (some, marks) in bulk::some_of(&numbers) {
        let sql = format!("SELECT id, request_id, recipient_id, carrier, number, shipped_at FROM deliveries WHERE number IN {marks}");
        let rows: Vec<Parcel> = some.iter().fold(q(sql), Query::bind).all(&mut w.tx).await?;
        for parcel in rows {
            all.entry(parcel.number.clone()).or_default().push(parcel);
        }
    }
    Ok(all)
}

/// The keys among theirs that are written down already.
async fn known(w: &mut Write, work: &[(&Parcel, usize)], told: &[Told]) -> Result<BTreeSet<String>> {
    let keys: Vec<String> = work
        .iter()
        .flat_map(|(parcel, i)| told[*i].heard.updates.iter().map(|update| key_of(told[*i].provider, &parcel.id, update)))
        .collect();
    let mut known = BTreeSet::new();
    for (some, marks) in bulk::some_of(&keys) {
        let sql = format!("SELECT event_key FROM recipient_history WHERE event_key IN {marks}");
        let rows: Vec<(String,)> = some.iter().fold(q(sql), Query::bind).all(&mut w.tx).await?;
        known.extend(rows.into_iter().map(|row| row.0));
    }
    Ok(known)
}

/// Whether anything of it is new.
async fn one(w: &mut Write, parcel: &Parcel, told: &Told, known: &mut BTreeSet<String>) -> Result<bool> {
    let (mut new, mut cause) = (false, None);
    for update in told.heard.updates.iter().filter(|update| update.at >= parcel.shipped_at - EARLIER) {
        cause = update.cause.or(cause);
        let key = key_of(told.provider, &parcel.id, update);
        if !known.insert(key.clone()) {
            continue;
        }
        let event = Event {
            at: Some(update.at),
            key: Some(&key),
            reason: update.cause.map(Cause::word),
            note: update.note.as_deref(),
            ..Event::new(update.status, Source::Carrier)
        };
        new |= !status::record(w, &parcel.recipient_id, event).await?.known;
    }
    if let Some(arrives) = told.heard.arrives
        && arrives.said_at >= parcel.shipped_at - EARLIER
        && said_before(w, &parcel.recipient_id, arrives.said_at).await? != Some(arrives.on)
    {
        let key = format!("{}:{}:day:{}:{}", told.provider, parcel.id, arrives.said_at, arrives.on);
        new |= another_day(w, &parcel.recipient_id, arrives, &key, cause).await?;
    }
    Ok(new)
}

/// The day of arrival as it was said up to an instant.
async fn said_before(w: &mut Write, recipient_id: &str, at: Millis) -> Result<Option<Date>> {
    let sql = "SELECT h.arrives_on FROM recipient_history h JOIN recipients r ON r.id = h.recipient_id AND r.round = h.round \
               WHERE r.id = $1 AND h.at <= $2 AND h.arrives_on IS NOT NULL ORDER BY h.at DESC, h.arrives_on DESC LIMIT 1";
    let said: Option<(String,)> = q(sql).bind(recipient_id).bind(at).maybe(&mut w.tx).await?;
    day(said.as_ref().map(|said| said.0.as_str()))
}

/// A day alone says nothing of how far it is: *sent* follows nothing that a parcel on its way has been.
async fn another_day(w: &mut Write, recipient_id: &str, arrives: Arrives, key: &str, cause: Option<Cause>) -> Result<bool> {
    let event = Event {
        at: Some(arrives.said_at),
        key: Some(key),
        reason: cause.map(Cause::word),
        arrives_on: Some(arrives.on),
        ..Event::new(Status::Sent, Source::Carrier)
    };
    Ok(!status::record(w, recipient_id, event).await?.known)
}
