//! The SQL of files.

use std::collections::HashSet;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::statements::reading::bank::TableMapping;
use eyelevel_contract::statements::{FileReport, Origin, ReadFile};

use crate::db::{AsConn, Filter, Query, bulk, q};
use crate::error::Result;
use crate::requests::store::word;
use crate::write::Write;

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
    Ok(q("SELECT id, at FROM statement_files WHERE digest = $1").bind(digest).maybe(on).await?)
}

/// What is remembered of a table's columns.
pub(super) async fn mapping(on: &mut impl AsConn, header: &str) -> Result<Option<TableMapping>> {
    let row: Option<(String,)> = q("SELECT mapping FROM column_mappings WHERE header = $1").bind(header).maybe(on).await?;
    row.map(|(json,)| Ok(serde_json::from_str(&json)?)).transpose()
}

/// Remembers it for the next file with these columns.
pub(super) async fn remember(w: &mut Write, mapping: &TableMapping) -> Result<()> {
    let header = mapping.columns.iter().map(|column| column.header.as_str()).collect::<Vec<_>>().join("\u{1f}");
    let sql = "INSERT INTO column_mappings (header, mapping, by_id, at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (header) DO UPDATE SET mapping = $2, by_id = $3, at = $4";
    q(sql).bind(header).bind(serde_json::to_string(mapping)?).bind(w.actor.clone()).bind(w.now).run(&mut w.tx).await?;
    Ok(())
}

/// A file that is noted.
pub(super) struct New<'a> {
    pub(super) digest: &'a str,
    pub(super) name: &'a str,
    pub(super) bytes: i64,
    pub(super) origin: Origin,
}

/// Notes a file before its postings point at it; `false`: it was read at the same time.
pub(super) async fn insert(w: &mut Write, id: &Id, new: &New<'_>, report: &FileReport) -> Result<bool> {
    let sql = "INSERT INTO statement_files (id, digest, name, format, bytes, origin, posted, shown, known, report, by_id, at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (digest) DO NOTHING";
    let written = q(sql)
        .bind(id)
        .bind(new.digest)
        .bind(new.name)
        .bind(&report.format)
        .bind(new.bytes)
        .bind(new.origin.word())
        .bind(report.posted)
        .bind(report.shown)
        .bind(report.known)
        .bind(serde_json::to_string(report)?)
        .bind(w.actor.clone())
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    Ok(written == 1)
}

/// Keeps what came of it in the end.
pub(super) async fn keep(w: &mut Write, id: &Id, report: &FileReport) -> Result<()> {
    q("UPDATE statement_files SET report = $1 WHERE id = $2").bind(serde_json::to_string(report)?).bind(id).run(&mut w.tx).await?;
    Ok(())
}

type Row = (Id, String, String, i64, String, Option<Id>, Option<String>, Millis);

/// Files, the newest first.
pub(super) async fn files(on: &mut impl AsConn, before: Option<(Millis, Id)>, limit: i64) -> Result<Vec<ReadFile>> {
    let mut filter = Filter::new();
    if let Some(before) = before {
        filter.and("(f.at, f.id) < (?, ?)", before);
    }
    let head = "SELECT f.id, f.name, f.origin, f.bytes, f.report, f.by_id, p.name, f.at FROM statement_files f \
                LEFT JOIN people p ON p.id = f.by_id";
    let rows: Vec<Row> = filter.query(head, "ORDER BY f.at DESC, f.id DESC LIMIT ?", limit).all(on).await?;
    rows.into_iter()
        .map(|(id, name, origin, bytes, report, by_id, by_name, at)| {
            let by = by_id.zip(by_name).map(|(id, name)| PersonRef { id, name });
            Ok(ReadFile { id, name, origin: word(Origin::from_word, &origin)?, bytes, report: serde_json::from_str(&report)?, by, at })
        })
        .collect()
}
