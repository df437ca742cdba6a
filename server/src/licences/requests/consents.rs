//! The pinned recipients of keys, and the changes that somebody agreed to, or did not.

use std::collections::BTreeMap;

use eyelevel_contract::deliveries::{Address, NewRecipient};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::licences::{AskConsent, Consent, KeyRecipient, NewKeyRecipient, RecipientChange, Whom};
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::requests::Request;

use crate::app::App;
use crate::db::{AsConn, q};
use crate::deliveries::recipients as pins;
use crate::error::Result;
use crate::requests::store::word;
use crate::write::Write;

/// All recipients of a request for a key, with statuses.
pub(super) async fn recipients(app: &App, on: &mut impl AsConn, request: &Request, lang: Lang) -> Result<Vec<KeyRecipient>> {
    let all = pins::of(app, on, request, lang).await?;
    let sql = "SELECT k.recipient_id, k.whom FROM key_recipients k JOIN recipients r ON r.id = k.recipient_id WHERE r.request_id = $1";
    let rows: Vec<(Id, String)> = q(sql).bind(&request.id).all(on).await?;
    let whom: BTreeMap<Id, String> = rows.into_iter().collect();
    let left_out = left_out(on, &request.id).await?;
    all.into_iter()
        .map(|recipient| {
            let whom = whom.get(&recipient.id).map_or(Ok(Whom::Other), |w| word(Whom::from_word, w))?;
            Ok(KeyRecipient { whom, left_out: left_out.contains(&recipient.id), recipient })
        })
        .collect()
}

/// Pins recipients of a request, for a reason that may be empty; who asks has their name and address from their account.
pub(super) async fn pin(w: &mut Write, request_id: &str, requester_id: &str, all: &[NewKeyRecipient], why: &str) -> Result<Vec<Id>> {
    let sql = "SELECT p.name, p.email, o.name FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = $1";
    let (name, email, organisation): (String, String, String) = q(sql).bind(requester_id).one(&mut w.tx).await?;
    let nowhere = || Address { street: String::new(), postal_code: String::new(), city: String::new(), country: String::new() };
    let new = |r: &NewKeyRecipient| {
        let own = r.whom == Whom::Requester;
        let text = |mine: &String, theirs: &String| if own { mine.clone() } else { theirs.clone() };
        NewRecipient {
            name: text(&name, &r.name),
            organisation: text(&organisation, &r.organisation),
            email: text(&email, &r.email),
            phone: String::new(),
            lang: r.lang,
            address: nowhere(),
            why: if r.why.is_empty() { why.to_owned() } else { r.why.clone() },
            channel: if own { None } else { r.channel },
        }
    };
    let ids = pins::pin(w, request_id, &all.iter().map(new).collect::<Vec<_>>()).await?;
    for (id, r) in ids.iter().zip(all) {
        let sql = "INSERT INTO key_recipients (recipient_id, whom) VALUES ($1, $2)";
        q(sql).bind(id).bind(r.whom.word()).run(&mut w.tx).await?;
    }
    Ok(ids)
}

/// The pinned recipients, in the order in which they were named.
pub(in crate::licences) async fn pinned(on: &mut impl AsConn, request_id: &str) -> Result<Vec<Id>> {
    let rows: Vec<(Id,)> = q("SELECT id FROM recipients WHERE request_id = $1 ORDER BY position").bind(request_id).all(on).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

/// Those who get a key: all pinned ones, without those of whom was agreed that they get nothing.
pub(in crate::licences) async fn receiving(on: &mut impl AsConn, request_id: &str) -> Result<Vec<Id>> {
    let left_out = left_out(on, request_id).await?;
    Ok(pinned(on, request_id).await?.into_iter().filter(|id| !left_out.contains(id)).collect())
}

async fn left_out(on: &mut impl AsConn, request_id: &str) -> Result<Vec<Id>> {
    let sql = "SELECT recipient_id FROM key_consents WHERE request_id = $1 AND change = 'left_out' AND agreed = $2";
    let rows: Vec<(Option<Id>,)> = q(sql).bind(request_id).bind(true).all(on).await?;
    Ok(rows.into_iter().filter_map(|r| r.0).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    change: String,
    recipient_id: Option<Id>,
    recipient: String,
    reason: String,
    asked_by: Id,
    asked_by_name: String,
    asked_at: Millis,
    agreed: Option<bool>,
    by_id: Option<Id>,
    by_name: Option<String>,
    in_place: bool,
    at: Option<Millis>,
}

/// All changes that were asked for, oldest first.
pub(in crate::licences) async fn of(on: &mut impl AsConn, request_id: &str) -> Result<Vec<Consent>> {
    let sql = "SELECT c.id, c.change, c.recipient_id, c.recipient, c.reason, c.asked_by, a.name AS asked_by_name, c.asked_at, c.agreed, \
               c.by_id, b.name AS by_name, c.in_place, c.at FROM key_consents c JOIN people a ON a.id = c.asked_by \
               LEFT JOIN people b ON b.id = c.by_id WHERE c.request_id = $1 ORDER BY c.asked_at, c.id";
    let rows: Vec<Row> = q(sql).bind(request_id).all(on).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Consent {
                change: word(RecipientChange::from_word, &row.change)?,
                recipient: serde_json::from_str(&row.recipient)?,
                asked_by: PersonRef { id: row.asked_by, name: row.asked_by_name },
                by: row.by_id.zip(row.by_name).map(|(id, name)| PersonRef { id, name }),
                id: row.id,
                recipient_id: row.recipient_id,
                reason: row.reason,
                asked_at: row.asked_at,
                agreed: row.agreed,
                in_place: row.in_place,
                at: row.at,
            })
        })
        .collect()
}

/// A change by its id, and the request that it is about.
pub(in crate::licences) async fn one(on: &mut impl AsConn, id: &str) -> Result<Option<(Id, Consent)>> {
    let request: Option<(Id,)> = q("SELECT request_id FROM key_consents WHERE id = $1").bind(id).maybe(on).await?;
    let Some((request_id,)) = request else { return Ok(None) };
    let consent = of(on, &request_id).await?.into_iter().find(|consent| consent.id == id);
    Ok(consent.map(|consent| (request_id, consent)))
}

/// Writes a change down that somebody asks for.
pub(super) async fn insert(w: &mut Write, request_id: &str, ask: &AskConsent, who: &NewKeyRecipient, by: &str) -> Result<Id> {
    let id = w.id();
    let sql = "INSERT INTO key_consents (id, request_id, change, recipient_id, recipient, reason, asked_by, asked_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    q(sql)
        .bind(&id)
        .bind(request_id)
        .bind(ask.change.word())
        .bind(ask.recipient_id.as_ref())
        .bind(serde_json::to_string(who)?)
        .bind(&ask.reason)
        .bind(by)
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    Ok(id)
}

/// The answer to it, once.
pub(super) async fn answer(w: &mut Write, id: &str, agreed: bool, by: &str, in_place: bool, recipient_id: Option<&Id>) -> Result<bool> {
    let sql = "UPDATE key_consents SET agreed = $2, by_id = $3, in_place = $4, at = $5, recipient_id = COALESCE($6, recipient_id) \
               WHERE id = $1 AND agreed IS NULL";
    let query = q(sql).bind(id).bind(agreed).bind(by).bind(in_place).bind(w.now).bind(recipient_id);
    Ok(query.run(&mut w.tx).await? == 1)
}
