//! The SQL of changes of recipients.

use std::collections::BTreeMap;

use eyelevel_contract::deliveries::{ChangeRecipient, NewRecipient, PinChange, ProposedChange};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::PersonRef;

use crate::db::{AsConn, q, violated};
use crate::error::{Error, Result};
use crate::requests::store::word;
use crate::write::Write;
use eyelevel_contract::requests::rules::Refusal;

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    recipient_id: Id,
    change: String,
    recipient: String,
    reason: String,
    asked_by: Id,
    asked_by_name: String,
    asked_at: Millis,
    agreed: Option<bool>,
    by_id: Option<Id>,
    by_name: Option<String>,
    at: Option<Millis>,
}

const COLUMNS: &str = "SELECT c.id, c.recipient_id, c.change, c.recipient, c.reason, c.asked_by, a.name AS asked_by_name, c.asked_at, c.agreed, \
     c.by_id, b.name AS by_name, c.at FROM recipient_changes c JOIN people a ON a.id = c.asked_by LEFT JOIN people b ON b.id = c.by_id";

fn change_of(row: Row) -> Result<ProposedChange> {
    Ok(ProposedChange {
        change: word(PinChange::from_word, &row.change)?,
        recipient: serde_json::from_str(&row.recipient)?,
        asked_by: PersonRef { id: row.asked_by, name: row.asked_by_name },
        by: row.by_id.zip(row.by_name).map(|(id, name)| PersonRef { id, name }),
        id: row.id,
        reason: row.reason,
        asked_at: row.asked_at,
        agreed: row.agreed,
        at: row.at,
    })
}

/// What waits for an answer, by recipient.
pub(in crate::deliveries) async fn open(on: &mut impl AsConn, request_id: &str) -> Result<BTreeMap<Id, ProposedChange>> {
    let sql = format!("{COLUMNS} JOIN recipients r ON r.id = c.recipient_id WHERE r.request_id = $1 AND c.slot = ''");
    let rows: Vec<Row> = q(sql).bind(request_id).all(on).await?;
    rows.into_iter().map(|row| Ok((row.recipient_id.clone(), change_of(row)?))).collect()
}

/// A change that waits for an answer, and whose recipient it is about.
pub(in crate::deliveries) struct Waiting {
    pub(in crate::deliveries) recipient_id: Id,
    pub(in crate::deliveries) change: ProposedChange,
}

/// A change by its id; none if there is none.
pub(in crate::deliveries) async fn waiting(on: &mut impl AsConn, id: &str) -> Result<Option<Waiting>> {
    let row: Option<Row> = q(format!("{COLUMNS} WHERE c.id = $1")).bind(id).maybe(on).await?;
    row.map(|row| Ok(Waiting { recipient_id: row.recipient_id.clone(), change: change_of(row)? })).transpose()
}

/// Writes down what somebody asks for. One at a time waits.
pub(super) async fn insert(
    w: &mut Write,
    recipient_id: &str,
    kind: PinChange,
    before: &NewRecipient,
    change: &ChangeRecipient,
    by: &str,
) -> Result<Id> {
    let id = w.id();
    let sql = "INSERT INTO recipient_changes (id, recipient_id, change, before, recipient, reason, asked_by, asked_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let inserted = q(sql)
        .bind(&id)
        .bind(recipient_id)
        .bind(kind.word())
        .bind(serde_json::to_string(before)?)
        .bind(serde_json::to_string(&change.recipient)?)
        .bind(&change.reason)
        .bind(by)
        .bind(w.now)
        .run(&mut w.tx)
        .await;
    match inserted {
        Ok(_) => Ok(id),
        Err(error) if violated(&error).is_some_and(|name| name == "recipient_changes_recipient_id_slot_key") => {
            Err(Error::Refused(Refusal::OnceOnly))
        }
        Err(error) => Err(error.into()),
    }
}

/// The answer to it, once.
///
/// # Errors
/// `OnceOnly` if it was answered already.
pub(super) async fn answered(w: &mut Write, id: &str, agreed: bool, by: &str, in_place: bool) -> Result<()> {
    let sql = "UPDATE recipient_changes SET agreed = $2, by_id = $3, in_place = $4, at = $5, slot = id WHERE id = $1 AND slot = ''";
    let done = q(sql).bind(id).bind(agreed).bind(by).bind(in_place).bind(w.now).run(&mut w.tx).await?;
    if done == 1 { Ok(()) } else { Err(Error::Refused(Refusal::OnceOnly)) }
}

/// Whatever waits for a recipient is over: the requester has said what they want.
pub(super) async fn overtaken(w: &mut Write, recipient_id: &str, by: &str) -> Result<()> {
    let sql = "UPDATE recipient_changes SET agreed = $2, by_id = $3, at = $4, slot = id WHERE recipient_id = $1 AND slot = ''";
    q(sql).bind(recipient_id).bind(false).bind(by).bind(w.now).run(&mut w.tx).await?;
    Ok(())
}
