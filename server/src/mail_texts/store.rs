//! The SQL of mails' own words.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::mail_texts::{EditMailText, MailText, MailTextChange, MailTextEdit};
use eyelevel_contract::people::PersonRef;

use crate::db::{AsConn, q, stored};
use crate::error::{Error, Result};
use crate::write::Write;

/// Names and languages of what says something of its own.
pub(super) async fn changed(on: &mut impl AsConn) -> Result<Vec<(String, String)>> {
    Ok(q("SELECT name, lang FROM mail_texts WHERE subject IS NOT NULL OR body IS NOT NULL").all(on).await?)
}

#[derive(sqlx::FromRow)]
struct Row {
    subject: Option<String>,
    body: Option<String>,
    version: i64,
    changed_at: Millis,
    changed_by: Option<Id>,
    by_name: Option<String>,
}

/// A standard text as it is now, with what was changed of it.
pub(super) async fn of(on: &mut impl AsConn, standard: MailText, name: &str) -> Result<MailText> {
    let sql = "SELECT t.subject, t.body, t.version, t.changed_at, t.changed_by, p.name AS by_name FROM mail_texts t \
               LEFT JOIN people p ON p.id = t.changed_by WHERE t.name = $1 AND t.lang = $2";
    let row: Option<Row> = q(sql).bind(name).bind(standard.lang.word()).maybe(on).await?;
    let Some(row) = row else { return Ok(standard) };
    Ok(MailText {
        version: row.version,
        subject: standard.subject.map(|words| row.subject.unwrap_or(words)),
        body: row.body.unwrap_or(standard.body),
        changed_at: Some(row.changed_at),
        changed_by: row.changed_by.zip(row.by_name).map(|(id, name)| PersonRef { id, name }),
        ..standard
    })
}

/// So many edits are shown with a text; the audit trail has them all.
const SHOWN: i64 = 10;

#[derive(sqlx::FromRow)]
struct Edited {
    at: Millis,
    actor_id: Option<Id>,
    name: Option<String>,
    body: Option<String>,
}

/// The last edits of a text. What was there before and after may have been erased since.
pub(super) async fn history(on: &mut impl AsConn, id: &str) -> Result<Vec<MailTextEdit>> {
    let sql = "SELECT a.at, a.actor_id, p.name, d.body FROM audit a LEFT JOIN people p ON p.id = a.actor_id \
               LEFT JOIN audit_details d ON d.audit_id = a.id WHERE a.subject_id = $1 AND a.action = 'mail_text.edited' \
               ORDER BY a.at DESC, a.id DESC LIMIT $2";
    let rows: Vec<Edited> = q(sql).bind(id).bind(SHOWN).all(on).await?;
    let edit = |row: Edited| {
        let changes: Option<Vec<MailTextChange>> = row.body.as_deref().map(|body| stored(serde_json::from_str(body))).transpose()?;
        let by = row.actor_id.zip(row.name).map(|(id, name)| PersonRef { id, name });
        Ok(MailTextEdit { at: row.at, by, changes: changes.unwrap_or_default() })
    };
    rows.into_iter().map(edit).collect()
}

/// Keeps an edit, which must have been checked: a part that is the standard one as none.
///
/// # Errors
/// If `edited` is not the newest version any more; whatever the database says.
pub(super) async fn write(w: &mut Write, standard: &MailText, name: &str, edited: i64, edit: &EditMailText) -> Result<()> {
    let own = |words: &str, standard: Option<&str>| standard.filter(|standard| *standard != words).map(|_| words.to_owned());
    let sql = "INSERT INTO mail_texts (name, lang, subject, body, version, changed_by, changed_at) SELECT $1, $2, $3, $4, $5, $6, $7 \
               WHERE $5 = 1 OR EXISTS (SELECT 1 FROM mail_texts WHERE name = $1 AND lang = $2) \
               ON CONFLICT (name, lang) DO UPDATE SET subject = excluded.subject, body = excluded.body, version = excluded.version, \
               changed_by = excluded.changed_by, changed_at = excluded.changed_at WHERE mail_texts.version = excluded.version - 1";
    let row = q(sql)
        .bind(name)
        .bind(standard.lang.word())
        .bind(own(&edit.subject, standard.standard_subject.as_deref()))
        .bind(own(&edit.body, Some(&standard.standard_body)))
        .bind(edited.saturating_add(1))
        .bind(w.actor.clone())
        .bind(w.now);
    if row.run(&mut w.tx).await? == 0 {
        return Err(Error::ChangedMeanwhile);
    }
    Ok(())
}
