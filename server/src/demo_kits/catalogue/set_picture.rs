use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sha2::{Digest as _, Sha256};

use super::add::admins_only;
use super::store;
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Caller, hex};
use crate::write::Write;

/// The largest picture, in bytes.
const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Bytes of one row.
const CHUNK: usize = 256 * 1024;
/// What a picture may be, by what the bytes say.
const KINDS: &[&str] = &["image/png", "image/jpeg", "image/webp", "image/gif"];

/// Sets an item's picture (admins): the body is the picture itself, PNG, JPEG, WebP or GIF, at most 2 MB.
#[utoipa::path(put, path = "/api/v1/demo-kits/catalogue/{id}/picture", tag = "demo kits", params(("id" = String, Path)),
    request_body(content_type = "application/octet-stream", content = Vec<u8>),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 413), (status = 415)))]
pub(super) async fn set_picture(State(app): State<App>, caller: Caller, Path(id): Path<String>, body: Body) -> Result<StatusCode> {
    admins_only(&caller)?;
    let bytes = axum::body::to_bytes(body, MAX_BYTES).await.map_err(|_| Error::TooLarge)?;
    let kind = infer::get(&bytes).map(|k| k.mime_type()).filter(|k| KINDS.contains(k)).ok_or(Error::UnsupportedMediaType)?;
    let mut w = caller.write(&app).await?;
    store::item(&mut w.tx, &caller.actor, &id).await?;
    keep(&mut w, caller.id(), &id, kind, &bytes).await?;
    w.audit("catalogue.picture_set", "catalogue_item", &id).await?;
    w.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Keeps a picture in the place of an earlier one.
///
/// # Errors
/// Whatever the database says.
pub async fn keep(w: &mut Write, person_id: &str, item_id: &str, media_type: &str, bytes: &[u8]) -> Result<()> {
    let earlier = "SELECT id FROM attachments WHERE item_id = $1";
    q(format!("DELETE FROM attachment_chunks WHERE attachment_id IN ({earlier})")).bind(item_id).run(&mut w.tx).await?;
    q("DELETE FROM attachments WHERE item_id = $1").bind(item_id).run(&mut w.tx).await?;
    let id = w.id();
    let sql = "INSERT INTO attachments (id, person_id, item_id, name, media_type, bytes, sha256, complete, uploaded_at) \
               VALUES ($1, $2, $3, 'picture', $4, $5, $6, $7, $8)";
    q(sql)
        .bind(&id)
        .bind(person_id)
        .bind(item_id)
        .bind(media_type)
        .bind(i64::try_from(bytes.len()).unwrap_or(i64::MAX))
        .bind(hex(&Sha256::digest(bytes)))
        .bind(true)
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    for (seq, chunk) in (0i64..).zip(bytes.chunks(CHUNK)) {
        q("INSERT INTO attachment_chunks (attachment_id, seq, content) VALUES ($1, $2, $3)")
            .bind(&id)
            .bind(seq)
            .bind(chunk.to_vec())
            .run(&mut w.tx)
            .await?;
    }
    Ok(())
}
