//! Files in pieces: tus 1.0 (<https://tus.io/protocols/resumable-upload>), its core with *creation* and *termination*. What has come stays, whoever
//! goes away: the sender asks how far it is and goes on there, at any process. A video is as large as it likes to be only here.

mod append;
mod create;
mod finish;
mod show;
mod video;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use eyelevel_contract::attachments::{TUS, Upload};
use eyelevel_contract::ids::Id;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Home;
use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create::post)).routes(routes!(show::get, append::patch, show::delete))
}

/// A file on its way, as its sender alone sees it.
struct Open {
    id: Id,
    home: Home,
    length: i64,
    received: i64,
    complete: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    draft_id: Option<Id>,
    request_id: Option<Id>,
    length: i64,
    received: i64,
    complete: bool,
}

/// The caller's own.
async fn own(on: &mut impl AsConn, person_id: &str, id: &str) -> Result<Open> {
    let sql = "SELECT id, draft_id, request_id, length, received, complete FROM attachments \
               WHERE id = $1 AND person_id = $2 AND length IS NOT NULL";
    let row: Option<Row> = q(sql).bind(id).bind(person_id).maybe(on).await?;
    let row = row.ok_or(Error::NotFound)?;
    let home = match (row.draft_id, row.request_id) {
        (_, Some(request)) => Home::Request(request),
        (Some(draft), None) => Home::Draft(draft),
        // Its draft was thrown away meanwhile.
        (None, None) => return Err(Error::NotFound),
    };
    Ok(Open { id: row.id, home, length: row.length, received: row.received, complete: row.complete })
}

impl Open {
    fn shown(&self) -> Upload {
        Upload { id: self.id.clone(), offset: self.received, length: self.length, complete: self.complete }
    }
}

/// What every answer says, and how far it is.
fn headers(upload: &Upload) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in [("upload-offset", upload.offset), ("upload-length", upload.length)] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
    }
    headers.insert(HeaderName::from_static("tus-resumable"), HeaderValue::from_static(TUS));
    headers.insert(axum::http::header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers
}

/// A number in a header.
fn number(headers: &HeaderMap, name: &'static str) -> Result<i64> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()).and_then(|value| value.parse().ok());
    value.filter(|n| *n >= 0).ok_or_else(|| Error::Malformed(format!("{name} must be a number of bytes")))
}

/// Another version of the protocol is none of ours.
fn speaks(headers: &HeaderMap) -> Result<()> {
    if headers.get("tus-resumable").is_some_and(|version| version == TUS) {
        Ok(())
    } else {
        Err(Error::Malformed(format!("Tus-Resumable must be {TUS}")))
    }
}
