//! The deliveries' SQL.

use std::collections::BTreeMap;

use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::deliveries::{Delivery, Laid, NewRecipient, Parcel, Piece, ProofConsent, Status};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::Kind;

use super::troubles;
use crate::db::{AsConn, Filter, q};
use crate::error::Result;
use crate::requests::store::{day, word};

#[derive(sqlx::FromRow)]
struct ParcelRow {
    id: Id,
    recipient_id: Id,
    carrier: String,
    number: String,
    arrives_on: Option<String>,
    first_arrives_on: Option<String>,
    late_cause: Option<String>,
    shipped_at: Millis,
}

/// The parcels of a request, by recipient.
pub(super) async fn parcels(on: &mut impl AsConn, request_id: &str, names: &BTreeMap<Id, String>) -> Result<BTreeMap<Id, Parcel>> {
    let sql = "SELECT id, recipient_id, carrier, number, arrives_on, first_arrives_on, late_cause, shipped_at FROM deliveries \
               WHERE request_id = $1";
    let rows: Vec<ParcelRow> = q(sql).bind(request_id).all(on).await?;
    let mut pieces = pieces(on, request_id, names).await?;
    let mut all = BTreeMap::new();
    for row in rows {
        let carrier = word(Carrier::from_word, &row.carrier)?;
        let parcel = Parcel {
            carrier,
            track_url: carrier.track_url(&row.number).filter(|_| !row.number.is_empty()),
            arrives_on: day(row.arrives_on.as_deref())?,
            first_arrives_on: day(row.first_arrives_on.as_deref())?,
            late_because: row.late_cause.as_deref().and_then(Cause::from_word),
            shipped_at: row.shipped_at,
            pieces: pieces.remove(&row.id).unwrap_or_default(),
            id: row.id,
            number: row.number,
        };
        all.insert(row.recipient_id, parcel);
    }
    Ok(all)
}

async fn pieces(on: &mut impl AsConn, request_id: &str, names: &BTreeMap<Id, String>) -> Result<BTreeMap<Id, Vec<Piece>>> {
    let sql = "SELECT p.id, p.delivery_id, p.line_id, p.quantity FROM delivery_pieces p JOIN deliveries d ON d.id = p.delivery_id \
               WHERE d.request_id = $1 ORDER BY p.id";
    let rows: Vec<(Id, Id, Id, i64)> = q(sql).bind(request_id).all(on).await?;
    let sql = "SELECT s.piece_id, s.serial FROM delivery_serials s JOIN delivery_pieces p ON p.id = s.piece_id \
               JOIN deliveries d ON d.id = p.delivery_id WHERE d.request_id = $1 ORDER BY s.id";
    let mut serials: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    for (piece, serial) in q(sql).bind(request_id).all::<(Id, String)>(on).await? {
        serials.entry(piece).or_default().push(serial);
    }
    let mut all: BTreeMap<Id, Vec<Piece>> = BTreeMap::new();
    for (id, delivery, line_id, quantity) in rows {
        let name = names.get(&line_id).cloned().unwrap_or_default();
        let piece = Piece { line_id, name, quantity, serials: serials.remove(&id).unwrap_or_default() };
        all.entry(delivery).or_default().push(piece);
    }
    Ok(all)
}

#[derive(sqlx::FromRow)]
struct DeliveryRow {
    id: Id,
    request_id: Id,
    request_number: String,
    request_kind: String,
    subject: String,
    reference: Option<String>,
    partner: String,
    recipient: String,
    organisation: String,
    status: String,
    carrier: String,
    number: String,
    arrives_on: Option<String>,
    first_arrives_on: Option<String>,
    cause: Option<String>,
    late_cause: Option<String>,
    shipped_at: Millis,
}

/// Deliveries by a filter over `deliveries d`, `requests r` and `recipients p`, the last shipped first.
pub(super) async fn deliveries(on: &mut impl AsConn, filter: Filter, limit: i64) -> Result<Vec<Delivery>> {
    let head = "SELECT d.id, d.request_id, r.number AS request_number, r.kind AS request_kind, r.subject, r.reference, o.name AS partner, \
                p.name AS recipient, p.organisation, p.status, d.carrier, d.number, d.arrives_on, \
                d.first_arrives_on, d.cause, d.late_cause, d.shipped_at FROM deliveries d JOIN requests r ON r.id = d.request_id JOIN recipients p ON p.id = d.recipient_id \
                JOIN organisations o ON o.id = d.partner_id";
    let rows: Vec<DeliveryRow> = filter.query(head, "ORDER BY d.shipped_at DESC, d.id DESC LIMIT ?", limit).all(on).await?;
    let mut troubles = troubles::of(on, &rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>()).await?;
    let cause = |word: Option<String>| word.as_deref().and_then(Cause::from_word);
    rows.into_iter()
        .map(|row| {
            let carrier = word(Carrier::from_word, &row.carrier)?;
            Ok(Delivery {
                request_kind: word(Kind::from_word, &row.request_kind)?,
                status: word(Status::from_word, &row.status)?,
                carrier,
                track_url: carrier.track_url(&row.number).filter(|_| !row.number.is_empty()),
                arrives_on: day(row.arrives_on.as_deref())?,
                first_arrives_on: day(row.first_arrives_on.as_deref())?,
                cause: cause(row.cause),
                late_because: cause(row.late_cause),
                troubles: troubles.remove(&row.id).unwrap_or_default(),
                id: row.id,
                request_id: row.request_id,
                request_number: row.request_number,
                subject: row.subject,
                reference: row.reference,
                partner: row.partner,
                recipient: row.recipient,
                organisation: row.organisation,
                number: row.number,
                shipped_at: row.shipped_at,
            })
        })
        .collect()
}

/// The request and the recipient of a delivery; none if there is no such delivery.
pub(super) async fn owner(on: &mut impl AsConn, id: &str) -> Result<Option<(Id, Id)>> {
    Ok(q("SELECT request_id, recipient_id FROM deliveries WHERE id = $1").bind(id).maybe(on).await?)
}

/// What lay ready for the recipients of a request, sending by sending.
pub(super) async fn laid(on: &mut impl AsConn, request_id: &str) -> Result<Vec<(Id, Laid)>> {
    let sql = "SELECT s.recipient_id, s.round, s.line_id, s.at FROM sendings s JOIN recipients r ON r.id = s.recipient_id \
               WHERE r.request_id = $1 ORDER BY s.round, s.recipient_id";
    let rows: Vec<(Id, i64, Id, Millis)> = q(sql).bind(request_id).all(on).await?;
    Ok(rows.into_iter().map(|(recipient, round, line_id, at)| (recipient, Laid { round, line_id, at })).collect())
}

#[derive(sqlx::FromRow)]
struct ChangeRow {
    change: String,
    recipient: String,
    before: String,
    reason: String,
    asked_by: String,
    asked_at: Millis,
    agreed: Option<bool>,
    answered_by: Option<String>,
    in_place: bool,
    at: Option<Millis>,
}

/// Changes of pinned recipients that were asked for, with the answers.
pub(super) async fn consents(on: &mut impl AsConn, request_id: &str) -> Result<Vec<ProofConsent>> {
    let sql = "SELECT c.change, c.recipient, c.before, c.reason, a.name AS asked_by, c.asked_at, c.agreed, b.name AS answered_by, c.in_place, c.at \
               FROM recipient_changes c JOIN recipients r ON r.id = c.recipient_id JOIN people a ON a.id = c.asked_by \
               LEFT JOIN people b ON b.id = c.by_id WHERE r.request_id = $1 ORDER BY c.asked_at, c.id";
    let rows: Vec<ChangeRow> = q(sql).bind(request_id).all(on).await?;
    rows.into_iter()
        .map(|row| {
            let (before, after): (NewRecipient, NewRecipient) = (serde_json::from_str(&row.before)?, serde_json::from_str(&row.recipient)?);
            let named = |r: &NewRecipient| {
                [r.name.as_str(), &r.organisation, &r.email].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
            };
            Ok(ProofConsent {
                asked_at: row.asked_at,
                asked_by: row.asked_by,
                change: row.change,
                recipient: format!("{} → {}", named(&before), named(&after)),
                reason: row.reason,
                agreed: row.agreed,
                answered_at: row.at,
                answered_by: row.answered_by,
                in_place: row.in_place,
            })
        })
        .collect()
}
