//! The attachments' SQL.

use std::collections::BTreeMap;

use axum::body::Body;
use eyelevel_contract::attachments::{Attachment, MAX_FILES};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::validate::Fault;
use futures_util::stream;
use sha2::{Digest as _, Sha256};

use super::photo::Photo;
use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::extract::hex;
use crate::write::Write;

/// Bytes of one row.
pub(super) const CHUNK: usize = 256 * 1024;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Id,
    pub(super) person_id: Id,
    pub(super) draft_id: Option<Id>,
    pub(super) request_id: Option<Id>,
    name: String,
    media_type: String,
    bytes: i64,
    sha256: String,
    uploaded_at: Millis,
}

impl Row {
    pub(super) fn file(self) -> Attachment {
        Attachment {
            id: self.id,
            name: self.name,
            media_type: self.media_type,
            bytes: self.bytes,
            sha256: self.sha256,
            uploaded_at: self.uploaded_at,
        }
    }
}

const COLUMNS: &str = "SELECT id, person_id, draft_id, request_id, name, media_type, bytes, sha256, uploaded_at FROM attachments";

/// A complete file of a draft or a request; pictures of catalogue items have their own address.
pub(super) async fn one(on: &mut impl AsConn, id: &str) -> Result<Row> {
    let row: Option<Row> = q(format!("{COLUMNS} WHERE id = $1 AND complete AND item_id IS NULL")).bind(id).maybe(on).await?;
    row.ok_or(Error::NotFound)
}

async fn of(on: &mut impl AsConn, column: &str, id: &str) -> Result<Vec<Attachment>> {
    let sql = format!("{COLUMNS} WHERE {column} = $1 AND complete ORDER BY uploaded_at, id");
    let rows: Vec<Row> = q(sql).bind(id).all(on).await?;
    Ok(rows.into_iter().map(Row::file).collect())
}

/// The files of a draft.
///
/// # Errors
/// Whatever the database says.
pub async fn of_draft(on: &mut impl AsConn, draft_id: &str) -> Result<Vec<Attachment>> {
    of(on, "draft_id", draft_id).await
}

/// The files of all drafts of a person, by draft.
///
/// # Errors
/// Whatever the database says.
pub async fn of_drafts_of(on: &mut impl AsConn, person_id: &str) -> Result<BTreeMap<Id, Vec<Attachment>>> {
    let sql =
        format!("{COLUMNS} WHERE draft_id IN (SELECT d.id FROM drafts d WHERE d.person_id = $1) AND complete ORDER BY uploaded_at, id");
    let rows: Vec<Row> = q(sql).bind(person_id).all(on).await?;
    let mut all: BTreeMap<Id, Vec<Attachment>> = BTreeMap::new();
    for row in rows {
        let draft = row.draft_id.clone().unwrap_or_default();
        all.entry(draft).or_default().push(row.file());
    }
    Ok(all)
}

/// The files of a request.
///
/// # Errors
/// Whatever the database says.
pub async fn of_request(on: &mut impl AsConn, request_id: &str) -> Result<Vec<Attachment>> {
    of(on, "request_id", request_id).await
}

/// A file's content, row by row: no file is ever whole in memory.
pub struct Chunks {
    app: App,
    id: Id,
    seq: i64,
}

impl Chunks {
    /// From the beginning.
    #[must_use]
    pub fn of(app: &App, id: &str) -> Self {
        Self { app: app.clone(), id: id.to_owned(), seq: 0 }
    }

    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT content FROM attachment_chunks WHERE attachment_id = $1 AND seq = $2";
        let row: Option<(Vec<u8>,)> = q(sql).bind(&self.id).bind(self.seq).maybe(&mut self.app.db.read().await?).await?;
        self.seq += 1;
        Ok(row.map(|r| r.0))
    }

    /// All of them as an answer's body.
    pub fn body(self) -> Body {
        Body::from_stream(stream::try_unfold(self, |mut chunks| async move {
            let next = chunks.next().await.map_err(std::io::Error::other)?;
            Ok::<_, std::io::Error>(next.map(|bytes| (bytes, chunks)))
        }))
    }
}

/// Puts a photo to a request, whole, within the write that is about it; it belongs to `person_id`. A fault at `photos` where a request has too many files.
///
/// # Errors
/// The fault; whatever the database says.
pub async fn add_photo(w: &mut Write, request_id: &str, person_id: &str, name: &str, photo: &Photo) -> Result<Id> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM attachments WHERE request_id = $1 AND complete";
    let (n,): (i64,) = q(sql).bind(request_id).one(&mut w.tx).await?;
    if usize::try_from(n).unwrap_or(usize::MAX) >= MAX_FILES {
        return Err(Error::field("photos", Fault::TooMany(MAX_FILES)));
    }
    let id = w.id();
    let sql = "INSERT INTO attachments (id, person_id, request_id, name, media_type, bytes, sha256, complete, uploaded_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    q(sql)
        .bind(&id)
        .bind(person_id)
        .bind(request_id)
        .bind(name)
        .bind(photo.media_type)
        .bind(i64::try_from(photo.bytes.len()).unwrap_or(i64::MAX))
        .bind(hex(&Sha256::digest(&photo.bytes)))
        .bind(true)
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    for (seq, chunk) in (0i64..).zip(photo.bytes.chunks(CHUNK)) {
        let sql = "INSERT INTO attachment_chunks (attachment_id, seq, content) VALUES ($1, $2, $3)";
        q(sql).bind(&id).bind(seq).bind(chunk.to_vec()).run(&mut w.tx).await?;
    }
    w.audit("attachment.added", "attachment", &id).await?;
    Ok(id)
}

/// Removes a file.
///
/// # Errors
/// Whatever the database says.
pub async fn delete(w: &mut Write, id: &str) -> Result<()> {
    q("DELETE FROM attachment_chunks WHERE attachment_id = $1").bind(id).run(&mut w.tx).await?;
    q("DELETE FROM attachments WHERE id = $1").bind(id).run(&mut w.tx).await?;
    Ok(())
}

/// Uploads that never became complete, and files whose draft is gone, are thrown away after a day. Answers how many.
///
/// # Errors
/// Whatever the database says.
pub async fn discard_orphans(w: &mut Write) -> Result<usize> {
    let sql = "SELECT id FROM attachments WHERE uploaded_at < $1 AND item_id IS NULL \
               AND (NOT complete OR (request_id IS NULL AND draft_id IS NULL)) ORDER BY id LIMIT 100";
    let orphans: Vec<(Id,)> = q(sql).bind(w.now - 24 * 3_600_000).all(&mut w.tx).await?;
    for (id,) in &orphans {
        delete(w, id).await?;
    }
    Ok(orphans.len())
}
