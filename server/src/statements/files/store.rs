//! The SQL of files.

use std::collections::HashSet;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::statements::reading::bank::TableMapping;
use eyelevel_contract::statements::reading::{Refusal, Remark};
use eyelevel_contract::statements::{FileReport, FileRow, Origin, ReadFile};
use eyelevel_texts::statements as texts;

use super::take::Incoming;
use super::words;
use crate::db::{AsConn, Filter, Query, bulk, q};
use crate::error::{Error, Result};
use crate::requests::store::word;
use crate::write::Write;

/// The longest name that is kept, in characters.
const NAME_MAX: usize = 200;

/// Which of these entries were posted before.
pub(super) async fn known(on: &mut impl AsConn, keys: &[String]) -> Result<HashSet<String>> {
    let mut known = HashSet::new();
    for (some, places) in bulk::some_of(keys) {
        let sql = format!("SELECT entry_key FROM postings WHERE entry_key IN {places}");
        let rows: Vec<(String,)> = some.iter().fold(q(sql), Query::bind).all(on).await?;
        known.extend(rows.into_iter().map(|row| row.0));
    }
    Ok(known)
}

/// This very file, and when it was read.
pub(super) async fn before(on: &mut impl AsConn, digest: &str) -> Result<Option<(Id, Millis)>> {
    Ok(q("SELECT id, at FROM statement_files WHERE digest = $1 AND refusal IS NULL").bind(digest).maybe(on).await?)
}

/// What is remembered of a table's columns.
pub(super) async fn mapping(on: &mut impl AsConn, header: &str) -> Result<Option<TableMapping>> {
    let row: Option<(String,)> = q("SELECT mapping FROM column_mappings WHERE header = $1").bind(header).maybe(on).await?;
    row.map(|(json,)| Ok(serde_json::from_str(&json)?)).transpose()
}

/// Remembers it for the next file with these columns.
pub(super) async fn remember(w: &mut Write, header: &str, mapping: &TableMapping) -> Result<()> {
    let sql = "INSERT INTO column_mappings (header, mapping, by_id, at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (header) DO UPDATE SET mapping = $2, by_id = $3, at = $4";
    q(sql).bind(header).bind(serde_json::to_string(mapping)?).bind(w.actor.clone()).bind(w.now).run(&mut w.tx).await?;
    Ok(())
}

const NEW: &str = "INSERT INTO statement_files (id, digest, name, format, bytes, origin, posted, shown, known, report, by_id, at, refusal) \
                   VALUES ($1, $2, $3, '', $4, $5, 0, 0, 0, '', $6, $7, $8)";

async fn note(w: &mut Write, id: &Id, incoming: &Incoming<'_>, refusal: Option<String>, already: &str) -> Result<bool> {
    let name: String = incoming.name.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
    let written = q(format!("{NEW} ON CONFLICT (digest) DO UPDATE SET {already} WHERE statement_files.refusal IS NOT NULL"))
        .bind(id)
        .bind(&incoming.file.digest)
        .bind(name)
        .bind(i64::try_from(incoming.file.bytes).unwrap_or(i64::MAX))
        .bind(incoming.origin.word())
        .bind(w.actor.clone())
        .bind(w.now)
        .bind(refusal)
        .run(&mut w.tx)
        .await?;
    Ok(written == 1)
}

/// Notes a file before its postings point at it; `false`: it was read at the same time. One that was refused before takes its place.
pub(super) async fn insert(w: &mut Write, id: &Id, incoming: &Incoming<'_>) -> Result<bool> {
    note(
        w,
        id,
        incoming,
        None,
        "id = excluded.id, name = excluded.name, origin = excluded.origin, by_id = excluded.by_id, \
         at = excluded.at, refusal = NULL",
    )
    .await
}

/// Notes that a file could not be read, and why. The same one refused again is noted once, with the last time.
pub(super) async fn refuse(w: &mut Write, incoming: &Incoming<'_>, why: &Refusal) -> Result<()> {
    let (id, why) = (w.id(), serde_json::to_string(why)?);
    note(w, &id, incoming, Some(why), "name = excluded.name, at = excluded.at, refusal = excluded.refusal").await?;
    Ok(())
}

/// Keeps what came of it in the end.
pub(super) async fn keep(w: &mut Write, id: &Id, report: &FileReport, remarks: &[Remark]) -> Result<()> {
    let sql = "UPDATE statement_files SET format = $1, posted = $2, shown = $3, known = $4, nobodys = $5, too_old = $6, rejected = $7, \
               allocated = $8, report = $9, remarks = $10 WHERE id = $11";
    q(sql)
        .bind(&report.format)
        .bind(report.posted)
        .bind(report.shown)
        .bind(report.known)
        .bind(report.nobodys)
        .bind(report.too_old)
        .bind(report.rejected)
        .bind(report.allocated)
        .bind(serde_json::to_string(&FileReport { table: None, ..report.clone() })?)
        .bind(serde_json::to_string(remarks)?)
        .bind(id)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

const FILES: &str = "SELECT f.id, f.name, f.origin, f.format, f.bytes, f.posted, f.shown, f.known, f.nobodys, f.too_old, f.rejected, \
     f.allocated, f.refusal, f.by_id, p.name AS by_name, f.at FROM statement_files f LEFT JOIN people p ON p.id = f.by_id";

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    name: String,
    origin: String,
    format: String,
    bytes: i64,
    posted: i64,
    shown: i64,
    known: i64,
    nobodys: i64,
    too_old: i64,
    rejected: i64,
    allocated: i64,
    refusal: Option<String>,
    by_id: Option<Id>,
    by_name: Option<String>,
    at: Millis,
}

impl Row {
    fn file(self, lang: Lang) -> Result<FileRow> {
        let refusal: Option<Refusal> = self.refusal.as_deref().map(serde_json::from_str).transpose()?;
        Ok(FileRow {
            origin: word(Origin::from_word, &self.origin)?,
            refused: refusal.map(|why| texts::refused(lang, &why)),
            by: self.by_id.zip(self.by_name).map(|(id, name)| PersonRef { id, name }),
            id: self.id,
            name: self.name,
            format: self.format,
            bytes: self.bytes,
            posted: self.posted,
            shown: self.shown,
            known: self.known,
            nobodys: self.nobodys,
            too_old: self.too_old,
            rejected: self.rejected,
            allocated: self.allocated,
            at: self.at,
        })
    }
}

/// Files, the newest first.
pub(super) async fn files(on: &mut impl AsConn, lang: Lang, before: Option<(Millis, Id)>, limit: i64) -> Result<Vec<FileRow>> {
    let mut filter = Filter::new();
    if let Some(before) = before {
        filter.and("(f.at, f.id) < (?, ?)", before);
    }
    let rows: Vec<Row> = filter.query(FILES, "ORDER BY f.at DESC, f.id DESC LIMIT ?", limit).all(on).await?;
    rows.into_iter().map(|row| row.file(lang)).collect()
}

/// A file, with all that came of it.
pub(super) async fn file(on: &mut impl AsConn, lang: Lang, id: &str) -> Result<ReadFile> {
    let row: Row = q(format!("{FILES} WHERE f.id = $1")).bind(id).maybe(on).await?.ok_or(Error::NotFound)?;
    let (report, noticed): (String, String) = q("SELECT report, remarks FROM statement_files WHERE id = $1").bind(id).one(on).await?;
    let file = row.file(lang)?;
    if file.refused.is_some() {
        return Ok(ReadFile { file, report: FileReport::of("") });
    }
    let report: FileReport = serde_json::from_str(&report)?;
    let noticed: Vec<Remark> = serde_json::from_str(&noticed)?;
    Ok(ReadFile { file, report: FileReport { remarks: words::remarks(lang, &noticed), ..report } })
}
