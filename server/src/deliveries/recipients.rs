//! Pinned recipients: named by the requester; nobody else receives anything.

use std::collections::BTreeMap;

use eyelevel_contract::deliveries::{Address, NewRecipient, Parcel, RecipientStatus, Status, StatusChange};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::Request;

use super::store;
use crate::app::App;
use crate::cursor::found_by;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::requests::store::word;
use crate::write::Write;

/// Pins recipients of a request, in the order in which they were named, behind those who are pinned already.
///
/// # Errors
/// Whatever the database says.
pub async fn pin(w: &mut Write, request_id: &str, recipients: &[NewRecipient]) -> Result<Vec<Id>> {
    let mut ids = Vec::with_capacity(recipients.len());
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let sql = "SELECT CAST(COALESCE(MAX(position) + 1, 0) AS BIGINT) FROM recipients WHERE request_id = $1";
    let (first,): (i64,) = q(sql).bind(request_id).one(&mut w.tx).await?;
    for (position, r) in (first..).zip(recipients) {
        let id = w.id();
        let sql = "INSERT INTO recipients (id, request_id, position, name, organisation, email, phone, lang, street, postal_code, city, country, \
                   search) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        q(sql)
            .bind(&id)
            .bind(request_id)
            .bind(position)
            .bind(&r.name)
            .bind(&r.organisation)
            .bind(given(&r.email))
            .bind(given(&r.phone))
            .bind(r.lang.word())
            .bind(&r.address.street)
            .bind(&r.address.postal_code)
            .bind(&r.address.city)
            .bind(&r.address.country)
            .bind(found_by([&r.name, &r.organisation]))
            .run(&mut w.tx)
            .await?;
        ids.push(id);
    }
    Ok(ids)
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Id,
    pub(super) request_id: Id,
    pub(super) name: String,
    pub(super) organisation: String,
    pub(super) email: Option<String>,
    phone: Option<String>,
    lang: String,
    street: String,
    postal_code: String,
    city: String,
    country: String,
    status: String,
}

impl Row {
    pub(super) fn lang(&self) -> Lang {
        Lang::from_word(&self.lang).unwrap_or(Lang::De)
    }

    pub(super) fn status(&self) -> Result<Status> {
        word(Status::from_word, &self.status)
    }
}

const COLUMNS: &str =
    "SELECT id, request_id, name, organisation, email, phone, lang, street, postal_code, city, country, status FROM recipients";

/// One recipient, whoever looks.
pub(super) async fn row(on: &mut impl AsConn, id: &str) -> Result<Row> {
    q(format!("{COLUMNS} WHERE id = $1")).bind(id).maybe(on).await?.ok_or(Error::NotFound)
}

/// The request that a recipient belongs to.
///
/// # Errors
/// `NotFound` if there is no such recipient.
pub async fn request_of(on: &mut impl AsConn, id: &str) -> Result<Id> {
    Ok(row(on, id).await?.request_id)
}

/// All recipients of a request with status, history and parcel, as requester and vendor see them.
///
/// # Errors
/// Whatever the database says.
pub async fn of(app: &App, on: &mut impl AsConn, request: &Request, lang: Lang) -> Result<Vec<RecipientStatus>> {
    let rows: Vec<Row> = q(format!("{COLUMNS} WHERE request_id = $1 ORDER BY position")).bind(&request.id).all(on).await?;
    let names = app.goods(request.kind).names(on, &request.id, lang).await?;
    let mut history = histories(on, &request.id).await?;
    let mut parcels = store::parcels(on, &request.id, &names).await?;
    rows.into_iter().map(|row| status_of(row, &mut history, &mut parcels)).collect()
}

fn status_of(row: Row, history: &mut BTreeMap<Id, Vec<StatusChange>>, parcels: &mut BTreeMap<Id, Parcel>) -> Result<RecipientStatus> {
    Ok(RecipientStatus {
        status: row.status()?,
        lang: row.lang(),
        history: history.remove(&row.id).unwrap_or_default(),
        parcel: parcels.remove(&row.id),
        address: Address { street: row.street, postal_code: row.postal_code, city: row.city, country: row.country },
        id: row.id,
        name: row.name,
        organisation: row.organisation,
        email: row.email,
        phone: row.phone,
    })
}

async fn histories(on: &mut impl AsConn, request_id: &str) -> Result<BTreeMap<Id, Vec<StatusChange>>> {
    let sql = "SELECT h.recipient_id, h.at, h.status, h.note FROM recipient_history h JOIN recipients r ON r.id = h.recipient_id \
               WHERE r.request_id = $1 ORDER BY h.at, h.id";
    let rows: Vec<(Id, Millis, String, Option<String>)> = q(sql).bind(request_id).all(on).await?;
    let mut all: BTreeMap<Id, Vec<StatusChange>> = BTreeMap::new();
    for (recipient, at, status, note) in rows {
        all.entry(recipient).or_default().push(StatusChange { at, status: word(Status::from_word, &status)?, note });
    }
    Ok(all)
}
