use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eyelevel_contract::attachments::{self, MAX_OPEN, MAX_VIDEO_BYTES, Upload};
use eyelevel_contract::validate::Fault;

use super::super::{Home, kind, upload};
use super::{headers, number, speaks};
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::write::Write;

/// Begins a file that comes in pieces (tus *creation*): `Upload-Length`, and `Upload-Metadata` with `filename` and `draft_id` or `request_id`.
///
/// One that is too large is refused before its first byte.
#[utoipa::path(post, path = "/api/v1/uploads", tag = "attachments",
    params(("Tus-Resumable" = String, Header), ("Upload-Length" = i64, Header), ("Upload-Metadata" = String, Header)),
    responses((status = 201, body = Upload), (status = 400), (status = 401), (status = 403), (status = 404), (status = 413), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, asked: HeaderMap) -> Result<Response> {
    speaks(&asked)?;
    let length = number(&asked, "upload-length")?;
    let metadata = metadata(&asked)?;
    let said = |name: &str| metadata.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let home = match (said("draft_id"), said("request_id")) {
        (Some(draft), None) => Home::Draft(draft),
        (None, Some(request)) => Home::Request(request),
        _ => return Err(Error::Malformed("Upload-Metadata must name draft_id or request_id".to_owned())),
    };
    // Whoever may not know of it hears that first.
    let mut w = caller.write(&app).await?;
    let id = upload::insert(&mut w, &caller, &home, &kind::name(&said("filename").unwrap_or_default())).await?;
    if length == 0 {
        return Err(Error::field("file", Fault::Required));
    }
    if u64::try_from(length).unwrap_or(u64::MAX) > MAX_VIDEO_BYTES {
        return Err(Error::LargerThan(MAX_VIDEO_BYTES));
    }
    has_room(&mut w, caller.id()).await?;
    q("UPDATE attachments SET length = $1, received = 0 WHERE id = $2").bind(length).bind(&id).run(&mut w.tx).await?;
    w.commit().await?;
    let begun = Upload { id, offset: 0, length, complete: false };
    let mut answer = headers(&begun);
    if let Ok(place) = HeaderValue::from_str(&attachments::upload(&begun.id)) {
        answer.insert(header::LOCATION, place);
    }
    Ok((StatusCode::CREATED, answer, axum::Json(begun)).into_response())
}

/// Nobody has any number of files on their way.
async fn has_room(w: &mut Write, person_id: &str) -> Result<()> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM attachments WHERE person_id = $1 AND length IS NOT NULL AND NOT complete";
    let (open,): (i64,) = q(sql).bind(person_id).one(&mut w.tx).await?;
    if usize::try_from(open).unwrap_or(usize::MAX) >= MAX_OPEN {
        return Err(Error::field("file", Fault::TooMany(MAX_OPEN)));
    }
    Ok(())
}

/// `key base64, key base64`.
fn metadata(headers: &HeaderMap) -> Result<Vec<(String, String)>> {
    let malformed =
        || Error::Malformed("Upload-Metadata must be pairs of a key and a value in base64, with commas between them".to_owned());
    let text = headers.get("upload-metadata").map_or(Ok(""), |value| value.to_str().map_err(|_| malformed()))?;
    let pair = |pair: &str| {
        let (key, value) = pair.trim().split_once(' ').unwrap_or((pair.trim(), ""));
        let value = STANDARD.decode(value.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        Ok((key.to_owned(), value.ok_or_else(malformed)?))
    };
    text.split(',').filter(|part| !part.trim().is_empty()).map(pair).collect()
}
