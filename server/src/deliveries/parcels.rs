//! Parcels that go out.

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::deliveries::{Source, Status};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::serials::fold;
use eyelevel_contract::validate::Fault;

use super::status::{self, Event};
use super::troubles;
use crate::db::{q, violated};
use crate::error::{Error, Result};
use crate::links::{self, Purpose};
use crate::mail::{self, Template};
use crate::requests::store::word;
use crate::write::Write;

/// A recipient's link lives so long after the last mail: 90 days.
pub(super) const LINK_LIVES: Millis = 90 * 24 * 3_600_000;

/// A parcel to one pinned recipient.
pub struct Send<'a> {
    /// Where its fields stand in the form: `parcels.0`.
    pub field: String,
    pub request_id: &'a str,
    pub recipient_id: &'a str,
    pub partner_id: &'a str,
    pub carrier: Carrier,
    pub number: &'a str,
    pub arrives_on: Option<Date>,
    pub pieces: Vec<SendPiece<'a>>,
}

/// What is in it.
pub struct SendPiece<'a> {
    pub line_id: &'a str,
    pub item_id: &'a str,
    pub quantity: i64,
    pub serials: &'a [String],
}

/// Sends it: row, serial numbers, link, status, mail to the recipient. The request must be locked. What did not arrive is sent again: the row is the
/// new parcel's from then on, and what became of the last one stands in the recipient's history.
///
/// # Errors
/// A fault at a serial number that is out elsewhere.
pub async fn send(w: &mut Write, parcel: Send<'_>) -> Result<Id> {
    let before: Option<(Id, String)> =
        q("SELECT d.id, p.status FROM deliveries d JOIN recipients p ON p.id = d.recipient_id WHERE d.recipient_id = $1")
            .bind(parcel.recipient_id)
            .maybe(&mut w.tx)
            .await?;
    let id = match before {
        None => first(w, &parcel).await?,
        Some((id, status)) if word(Status::from_word, &status)?.is_undelivered() => again(w, id, &parcel).await?,
        Some(_) => return Err(Error::Internal("a parcel to somebody who has one".to_owned())),
    };
    for (i, piece) in parcel.pieces.iter().enumerate() {
        put_in(w, &id, piece, &format!("{}.pieces.{i}.serials", parcel.field)).await?;
    }
    let link = links::create(w, Purpose::Recipient, parcel.recipient_id, w.now + LINK_LIVES).await?;
    let round = status::begin(w, parcel.recipient_id).await?;
    status::set(w, parcel.recipient_id, Event { arrives_on: parcel.arrives_on, ..Event::new(Status::Sent, Source::System) }).await?;
    w.audit("delivery.sent", "delivery", &id).await?;
    // Each sending is announced once.
    let event = if round > 1 { format!("{id}:{round}") } else { id.clone() };
    mail::to_recipient(w, parcel.recipient_id, Template::Shipped, &event, &link).await?;
    Ok(id)
}

async fn first(w: &mut Write, parcel: &Send<'_>) -> Result<Id> {
    let id = w.id();
    let by = w.actor.clone().ok_or_else(|| Error::Internal("a parcel sent by nobody".to_owned()))?;
    let sql = "INSERT INTO deliveries (id, request_id, recipient_id, partner_id, carrier, number, first_arrives_on, arrives_on, shipped_at, \
               shipped_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)";
    q(sql)
        .bind(&id)
        .bind(parcel.request_id)
        .bind(parcel.recipient_id)
        .bind(parcel.partner_id)
        .bind(parcel.carrier.word())
        .bind(parcel.number)
        .bind(parcel.arrives_on)
        .bind(w.now)
        .bind(by)
        .run(&mut w.tx)
        .await?;
    Ok(id)
}

/// What was in the one that did not arrive is not on its way any more; its serial numbers stand where it was said that it was lost.
async fn again(w: &mut Write, id: Id, parcel: &Send<'_>) -> Result<Id> {
    let by = w.actor.clone().ok_or_else(|| Error::Internal("a parcel sent by nobody".to_owned()))?;
    troubles::settle(w, &id, &[], Some(&by)).await?;
    let pieces = "SELECT id FROM delivery_pieces WHERE delivery_id = $1";
    q(format!("DELETE FROM delivery_serials WHERE piece_id IN ({pieces})")).bind(&id).run(&mut w.tx).await?;
    q("DELETE FROM delivery_pieces WHERE delivery_id = $1").bind(&id).run(&mut w.tx).await?;
    let sql = "UPDATE deliveries SET carrier = $2, number = $3, first_arrives_on = $4, arrives_on = $4, told_on = $4, shipped_at = $5, \
               shipped_by = $6, ended = FALSE, cause = NULL, late_cause = NULL, moved_at = NULL WHERE id = $1";
    q(sql).bind(&id).bind(parcel.carrier.word()).bind(parcel.number).bind(parcel.arrives_on).bind(w.now).bind(by).run(&mut w.tx).await?;
    Ok(id)
}

async fn put_in(w: &mut Write, delivery_id: &str, piece: &SendPiece<'_>, field: &str) -> Result<()> {
    let id = w.id();
    q("INSERT INTO delivery_pieces (id, delivery_id, line_id, quantity) VALUES ($1, $2, $3, $4)")
        .bind(&id)
        .bind(delivery_id)
        .bind(piece.line_id)
        .bind(piece.quantity)
        .run(&mut w.tx)
        .await?;
    for (i, serial) in piece.serials.iter().enumerate() {
        let sql = "INSERT INTO delivery_serials (id, piece_id, item_id, serial, folded) VALUES ($1, $2, $3, $4, $5)";
        let added = q(sql).bind(w.id()).bind(&id).bind(piece.item_id).bind(serial).bind(fold(serial)).run(&mut w.tx).await;
        if let Err(error) = added {
            let taken = violated(&error).is_some_and(|name| name == "delivery_serials_item_id_serial_slot_key");
            return Err(if taken { Error::field(format!("{field}.{i}"), Fault::SerialInUse) } else { error.into() });
        }
    }
    Ok(())
}

/// A piece of a line is back in the house: its serial number can be sent again.
///
/// # Errors
/// Whatever the database says.
pub async fn free_serial(w: &mut Write, request_id: &str, line_id: &str, serial: &str) -> Result<()> {
    let pieces = "SELECT p.id FROM delivery_pieces p JOIN deliveries d ON d.id = p.delivery_id WHERE d.request_id = $1 AND p.line_id = $2";
    let sql = format!("UPDATE delivery_serials SET slot = id WHERE slot = '' AND serial = $3 AND piece_id IN ({pieces})");
    q(sql).bind(request_id).bind(line_id).bind(serial).run(&mut w.tx).await?;
    Ok(())
}
