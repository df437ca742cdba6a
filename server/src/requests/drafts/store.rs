//! The drafts' SQL.

use eyelevel_contract::attachments::Attachment;
use eyelevel_contract::drafts::{Draft, MAX_BYTES};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::rules::{ASKERS, Actor};
use eyelevel_contract::requests::Kind;

use crate::db::{AsConn, Filter, q};
use crate::error::{Error, Result};
use crate::requests::{attachments, store::word};
use crate::write::Write;

/// The most drafts of one person.
const MOST: i64 = 100;

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    kind: String,
    body: String,
    version: i64,
    updated_at: Millis,
}

const COLUMNS: &str = "SELECT id, kind, body, version, updated_at FROM drafts";

fn draft_of(attachments: Vec<Attachment>, row: Row) -> Result<Draft> {
    Ok(Draft {
        kind: word(Kind::from_word, &row.kind)?,
        attachments,
        id: row.id,
        body: row.body,
        version: row.version,
        updated_at: row.updated_at,
    })
}

/// A person's drafts, the last changed first.
pub(super) async fn of(on: &mut impl AsConn, person: &str, before: Option<(Millis, Id)>, limit: i64) -> Result<Vec<Draft>> {
    let mut filter = Filter::new();
    filter.and("person_id = ?", person);
    if let Some(place) = before {
        filter.and("(updated_at, id) < (?, ?)", place);
    }
    let rows: Vec<Row> = filter.query(COLUMNS, "ORDER BY updated_at DESC, id DESC LIMIT ?", limit).all(on).await?;
    let mut files = attachments::of_drafts_of(on, person).await?;
    rows.into_iter().map(|row| draft_of(files.remove(&row.id).unwrap_or_default(), row)).collect()
}

/// One draft of a person.
///
/// # Errors
/// `NotFound` if there is none, or it is somebody else's.
pub async fn one(on: &mut impl AsConn, person: &str, id: &str) -> Result<Draft> {
    let row: Option<Row> = q(format!("{COLUMNS} WHERE id = $1 AND person_id = $2")).bind(id).bind(person).maybe(on).await?;
    draft_of(attachments::of_draft(on, id).await?, row.ok_or(Error::NotFound)?)
}

/// Only who may ask has drafts.
pub(super) fn may_draft(actor: &Actor) -> Result<()> {
    if actor.is_partner() && actor.is_any(ASKERS) { Ok(()) } else { Err(Error::NeedsRole(ASKERS)) }
}

/// A body as it may be stored: a JSON object of bearable size. It need not be valid in any other way.
pub(super) fn checked(body: &str) -> Result<&str> {
    if body.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(body).map_err(|e| Error::Malformed(format!("body is no JSON object: {e}")))?;
    drop(object);
    Ok(body)
}

/// Begins a draft.
///
/// # Errors
/// What [`checked`] refuses.
pub async fn add(w: &mut Write, person: &str, kind: Kind, body: &str) -> Result<Id> {
    let body = checked(body)?;
    let (n,): (i64,) = q("SELECT CAST(COUNT(*) AS BIGINT) FROM drafts WHERE person_id = $1").bind(person).one(&mut w.tx).await?;
    if n >= MOST {
        use eyelevel_contract::validate::Fault;
        return Err(Error::field("id", Fault::TooMany(usize::try_from(MOST).unwrap_or(usize::MAX))));
    }
    let id = w.id();
    q("INSERT INTO drafts (id, person_id, kind, body, updated_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(&id)
        .bind(person)
        .bind(kind.word())
        .bind(body)
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    Ok(id)
}

/// Nobody else adds to this draft or submits it until the write ends. False if there is none, or it is somebody else's.
///
/// # Errors
/// Whatever the database says.
pub async fn hold(w: &mut Write, person: &str, id: &str) -> Result<bool> {
    let sql = "UPDATE drafts SET version = version WHERE id = $1 AND person_id = $2";
    Ok(q(sql).bind(id).bind(person).run(&mut w.tx).await? == 1)
}

/// The draft became this request: its files are the request's now, the draft is gone. One that is gone already is no fault.
///
/// # Errors
/// Whatever the database says.
pub async fn becomes(w: &mut Write, person: &str, draft_id: &str, request_id: &str) -> Result<()> {
    hold(w, person, draft_id).await?;
    let sql = "UPDATE attachments SET request_id = $1, draft_id = NULL WHERE draft_id = $2 AND person_id = $3 AND (complete OR length IS NOT NULL)";
    q(sql).bind(request_id).bind(draft_id).bind(person).run(&mut w.tx).await?;
    q("DELETE FROM drafts WHERE id = $1 AND person_id = $2").bind(draft_id).bind(person).run(&mut w.tx).await?;
    Ok(())
}
