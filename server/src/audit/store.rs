//! The SQL that reads the audit trail.

use eyelevel_contract::audit::{AuditChange, AuditEntry, AuditRequest};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::requests::Kind;

use crate::db::{AsConn, Filter, stored};
use crate::error::Result;

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    at: Millis,
    seq: Option<i64>,
    hash: Option<String>,
    actor_id: Option<Id>,
    actor: Option<String>,
    action: String,
    subject: String,
    subject_id: Id,
    kind: Option<String>,
    number: Option<String>,
    source: String,
    details_hash: Option<String>,
    body: Option<String>,
}

/// An entry with its hash in the chain.
pub struct Entry {
    pub entry: AuditEntry,
    pub hash: Option<String>,
}

const ROWS: &str = "SELECT a.id, a.at, a.seq, a.hash, a.actor_id, p.name AS actor, a.action, a.subject, a.subject_id, r.kind, r.number, a.source, \
                    a.details_hash, d.body FROM audit a LEFT JOIN people p ON p.id = a.actor_id \
                    LEFT JOIN requests r ON r.id = a.subject_id LEFT JOIN audit_details d ON d.audit_id = a.id";

/// Entries that a filter finds, in an order, at most so many.
///
/// # Errors
/// Whatever the database says.
pub async fn entries(on: &mut impl AsConn, filter: Filter, order: &str, limit: i64) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = filter.query(ROWS, &format!("ORDER BY {order} LIMIT ?"), limit).all(on).await?;
    rows.into_iter().map(entry).collect()
}

fn entry(row: Row) -> Result<Entry> {
    let request = match (row.kind, row.number) {
        (Some(kind), Some(number)) => {
            let kind = Kind::from_word(&kind).ok_or(format!("a kind of request that nobody knows: {kind}"));
            Some(AuditRequest { id: row.subject_id.clone(), kind: stored(kind)?, number })
        }
        _ => None,
    };
    let changes: Option<Vec<AuditChange>> = row.body.as_deref().map(|body| stored(serde_json::from_str(body))).transpose()?;
    let entry = AuditEntry {
        by: row.actor_id.map(|id| PersonRef { id, name: row.actor.unwrap_or_default() }),
        erased: row.details_hash.is_some() && changes.is_none(),
        changes: changes.unwrap_or_default(),
        id: row.id,
        at: row.at,
        seq: row.seq,
        action: row.action,
        subject: row.subject,
        subject_id: row.subject_id,
        request,
        source: row.source,
    };
    Ok(Entry { entry, hash: row.hash })
}
