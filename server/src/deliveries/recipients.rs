//! Pinned recipients: named by the requester; nobody else receives anything.

use std::collections::BTreeMap;

use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::deliveries::{
    Address, Channel, NewRecipient, Parcel, ProposedChange, RecipientStatus, Source, Status, StatusChange,
};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::{Lang, PageLang};
use eyelevel_contract::requests::Request;

use super::{changes, pieces, store};
use crate::app::App;
use crate::cursor::found_by;
use crate::db::{AsConn, Query, q};
use crate::error::{Error, Result};
use crate::requests::store::{day, word};
use crate::write::Write;

/// Pins recipients of a request, in the order in which they were named, behind those who are pinned already.
///
/// # Errors
/// Whatever the database says.
pub async fn pin(w: &mut Write, request_id: &str, recipients: &[NewRecipient]) -> Result<Vec<Id>> {
    let mut ids = Vec::with_capacity(recipients.len());
    let sql = "SELECT CAST(COALESCE(MAX(position) + 1, 0) AS BIGINT) FROM recipients WHERE request_id = $1";
    let (first,): (i64,) = q(sql).bind(request_id).one(&mut w.tx).await?;
    for (position, r) in (first..).zip(recipients) {
        let id = w.id();
        let sql = "INSERT INTO recipients (id, request_id, position, round, channel, name, organisation, email, phone, lang, street, postal_code, \
                   city, country, search, why) VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
        let query = q(sql).bind(&id).bind(request_id).bind(position).bind(by(r).word());
        described(query, r).run(&mut w.tx).await?;
        ids.push(id);
    }
    Ok(ids)
}

/// The same pin, with another address or person behind it.
pub(super) async fn pin_anew(w: &mut Write, id: &str, channel: Channel, r: &NewRecipient) -> Result<()> {
    let channel = if channel == Channel::Parcel { channel } else { by(r) };
    let sql = "UPDATE recipients SET channel = $2, name = $3, organisation = $4, email = $5, phone = $6, lang = $7, street = $8, \
               postal_code = $9, city = $10, country = $11, search = $12, why = $13 WHERE id = $1";
    described(q(sql).bind(id).bind(channel.word()), r).run(&mut w.tx).await?;
    Ok(())
}

/// What the requester says of a recipient, in the order of the columns.
fn described(query: Query, r: &NewRecipient) -> Query {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    query
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
        .bind(&r.why)
}

/// As was said; else a text goes by mail, or lies ready for who has no address.
const fn by(recipient: &NewRecipient) -> Channel {
    match recipient.channel {
        Some(channel) => channel,
        None if recipient.email.is_empty() => Channel::Download,
        None => Channel::Mail,
    }
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
    why: String,
    channel: String,
    status: String,
    /// The last sending to them, from 1; 0: nothing was sent yet.
    pub(super) round: i64,
}

impl Row {
    pub(super) fn lang(&self) -> PageLang {
        PageLang::from_word(&self.lang).unwrap_or(PageLang::De)
    }

    pub(super) fn status(&self) -> Result<Status> {
        word(Status::from_word, &self.status)
    }

    /// Street and place in a line; empty for what goes by mail.
    pub(super) fn place(&self) -> String {
        [self.street.as_str(), &self.postal_code, &self.city].join(" ").trim().to_owned()
    }

    pub(super) fn channel(&self) -> Result<Channel> {
        word(Channel::from_word, &self.channel)
    }
}

const COLUMNS: &str = "SELECT id, request_id, name, organisation, email, phone, lang, street, postal_code, city, country, why, channel, status, round FROM recipients";

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
    let mut open = changes::open(on, &request.id).await?;
    let all = rows.into_iter().map(|row| {
        let proposed = open.remove(&row.id);
        status_of(row, proposed, &mut history, &mut parcels)
    });
    all.collect()
}

fn status_of(
    row: Row,
    proposed: Option<ProposedChange>,
    history: &mut BTreeMap<Id, Vec<StatusChange>>,
    parcels: &mut BTreeMap<Id, Parcel>,
) -> Result<RecipientStatus> {
    Ok(RecipientStatus {
        proposed,
        status: row.status()?,
        channel: row.channel()?,
        lang: row.lang(),
        history: history.remove(&row.id).unwrap_or_default(),
        parcel: parcels.remove(&row.id),
        address: Address { street: row.street, postal_code: row.postal_code, city: row.city, country: row.country },
        id: row.id,
        name: row.name,
        organisation: row.organisation,
        email: row.email,
        phone: row.phone,
        why: row.why,
    })
}

#[derive(sqlx::FromRow)]
struct HistoryRow {
    recipient_id: Id,
    at: Millis,
    status: String,
    source: String,
    round: i64,
    address: Option<String>,
    reason: Option<String>,
    note: Option<String>,
    arrives_on: Option<String>,
}

async fn histories(on: &mut impl AsConn, request_id: &str) -> Result<BTreeMap<Id, Vec<StatusChange>>> {
    let sql = "SELECT h.recipient_id, h.at, h.status, h.source, h.round, h.address, h.reason, h.note, h.arrives_on FROM recipient_history h \
               JOIN recipients r ON r.id = h.recipient_id WHERE r.request_id = $1 ORDER BY h.round, h.at, h.id";
    let rows: Vec<HistoryRow> = q(sql).bind(request_id).all(on).await?;
    let mut said = pieces::of_request(on, request_id).await?;
    let mut all: BTreeMap<Id, Vec<StatusChange>> = BTreeMap::new();
    for row in rows {
        let change = StatusChange {
            at: row.at,
            status: word(Status::from_word, &row.status)?,
            source: word(Source::from_word, &row.source)?,
            round: row.round,
            address: row.address,
            cause: row.reason.as_deref().and_then(Cause::from_word),
            reason: row.reason,
            note: row.note,
            arrives_on: day(row.arrives_on.as_deref())?,
            pieces: said.remove(&(row.recipient_id.clone(), row.round, row.at)).unwrap_or_default(),
        };
        all.entry(row.recipient_id).or_default().push(change);
    }
    Ok(all)
}
