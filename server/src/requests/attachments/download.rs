use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::people::paths::encode;
use eyelevel_contract::people::rules::Actor;

use super::store::{self, Chunks, Row};
use crate::app::App;
use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::pages::FILE_POLICY;
use crate::requests::store as requests;

/// Downloads a file. It is always saved, never shown: nothing in it can act as a page of ours.
#[utoipa::path(get, path = "/api/v1/attachments/{id}", tag = "attachments", params(("id" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = 401), (status = 404)))]
pub(super) async fn download(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response> {
    let row = seen(&mut app.db.read().await?, &caller.actor, &id).await?;
    let file = row.file();
    let mut response = Chunks::of(&app, &id).body().into_response();
    let disposition = format!("attachment; filename*=UTF-8''{}", encode(&file.name).replace('/', "_"));
    // A text is kept only if it is UTF-8.
    let charset = if file.media_type.starts_with("text/") { "; charset=utf-8" } else { "" };
    for (name, value) in [
        (header::CONTENT_TYPE, [&file.media_type, charset].concat()),
        (header::CONTENT_LENGTH, file.bytes.to_string()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, FILE_POLICY.to_owned()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

/// A file that this person may have: of their own draft, or of a request that they may see.
pub(super) async fn seen(on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<Row> {
    let row = store::one(on, id).await?;
    match &row.request_id {
        Some(request) => {
            requests::visible(on, actor, request).await?;
        }
        None if row.person_id == actor.id && row.draft_id.is_some() => {}
        None => return Err(Error::NotFound),
    }
    Ok(row)
}
