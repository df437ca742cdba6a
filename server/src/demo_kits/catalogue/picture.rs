use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::ids::Id;

use super::store;
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::extract::Caller;

/// A picture runs nothing and loads nothing, wherever it is opened.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/// Shown for items without a picture: a box.
const PLACEHOLDER: &str = include_str!("placeholder.svg");

/// An item's picture. Its alternative text is the item's name.
#[utoipa::path(get, path = "/api/v1/demo-kits/catalogue/{id}/picture", tag = "demo kits", params(("id" = String, Path)),
    responses((status = 200, content_type = "image/*"), (status = 304), (status = 401), (status = 404)))]
pub(super) async fn picture(State(app): State<App>, caller: Caller, Path(id): Path<String>, headers: HeaderMap) -> Result<Response> {
    let mut on = app.db.read().await?;
    store::item(&mut on, &caller.actor, &id).await?;
    let sql = "SELECT id, media_type, sha256 FROM attachments WHERE item_id = $1 AND complete ORDER BY uploaded_at DESC, id DESC LIMIT 1";
    let row: Option<(Id, String, String)> = q(sql).bind(&id).maybe(&mut on).await?;
    let (attachment, media_type, hash) = row.map_or((None, "image/svg+xml".to_owned(), "none".to_owned()), |(a, m, h)| (Some(a), m, h));
    let tag = format!("\"{hash}\"");
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let content = match attachment {
            None => PLACEHOLDER.as_bytes().to_vec(),
            Some(attachment) => {
                let sql = "SELECT content FROM attachment_chunks WHERE attachment_id = $1 ORDER BY seq";
                let chunks: Vec<(Vec<u8>,)> = q(sql).bind(attachment).all(&mut on).await?;
                chunks.into_iter().flat_map(|c| c.0).collect()
            }
        };
        content.into_response()
    };
    for (name, value) in [
        (header::CONTENT_TYPE, media_type.as_str()),
        (header::ETAG, tag.as_str()),
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CONTENT_DISPOSITION, "inline"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}
