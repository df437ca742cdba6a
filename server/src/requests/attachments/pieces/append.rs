use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::attachments::{MAX_BYTES, PIECE, VIDEOS};
use futures_util::StreamExt as _;

use super::super::kind;
use super::super::store::{self, CHUNK};
use super::{Open, finish, headers, number, own, speaks};
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::Caller;

/// The next piece of a file (tus `PATCH`), from `Upload-Offset` on. What has come stays, however it ends. With the last one the file becomes an
/// attachment; an empty piece at its end does that again, where somebody died in between.
#[utoipa::path(patch, path = "/api/v1/uploads/{id}", tag = "attachments",
    params(("id" = String, Path), ("Tus-Resumable" = String, Header), ("Upload-Offset" = i64, Header)),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses((status = 204), (status = 400), (status = 401), (status = 404), (status = 409), (status = 413), (status = 415), (status = 422)))]
pub(super) async fn patch(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    asked: HeaderMap,
    body: Body,
) -> Result<Response> {
    let mut open = own(&mut app.db.read().await?, caller.id(), &id).await?;
    speaks(&asked)?;
    if asked.get(header::CONTENT_TYPE).is_none_or(|kind| kind != PIECE) {
        return Err(Error::UnsupportedMediaType);
    }
    if number(&asked, "upload-offset")? != open.received {
        return Err(Error::GoesOnElsewhere);
    }
    if !open.complete {
        if let Err(error) = go_on(&app, &caller, &mut open, body).await {
            if is_over(&error) {
                give_up(&app, &caller, &open.id).await?;
            }
            return Err(error);
        }
        open.complete = open.received == open.length;
    }
    Ok((StatusCode::NO_CONTENT, headers(&open.shown())).into_response())
}

/// Takes what comes, and finishes the file if that was the last of it.
async fn go_on(app: &App, caller: &Caller, open: &mut Open, body: Body) -> Result<()> {
    take(app, caller, open, body).await?;
    if open.received == open.length { finish::finish(app, caller, open).await } else { Ok(()) }
}

/// Whether nothing that follows can mend it.
const fn is_over(error: &Error) -> bool {
    matches!(error, Error::UnsupportedMediaType | Error::LargerThan(_) | Error::TooLarge)
}

async fn give_up(app: &App, caller: &Caller, id: &str) -> Result<()> {
    let mut w = caller.write(app).await?;
    store::delete(&mut w, id).await?;
    w.commit().await
}

/// Writes what comes, row by row. A sender who goes away leaves what they sent.
async fn take(app: &App, caller: &Caller, open: &mut Open, body: Body) -> Result<()> {
    let mut stream = body.into_data_stream();
    let mut buffer = Vec::with_capacity(CHUNK);
    loop {
        let next = stream.next().await;
        let ended = !matches!(next, Some(Ok(_)));
        if let Some(Ok(bytes)) = &next {
            buffer.extend_from_slice(bytes);
        }
        let coming = open.received + i64::try_from(buffer.len()).unwrap_or(i64::MAX);
        if coming > open.length {
            return Err(Error::TooLarge);
        }
        while buffer.len() >= CHUNK || (ended && !buffer.is_empty()) {
            let rest = buffer.split_off(buffer.len().min(CHUNK));
            write(app, caller, open, std::mem::replace(&mut buffer, rest)).await?;
        }
        match next {
            Some(Ok(_)) => {}
            Some(Err(_)) => return Err(Error::Malformed("the piece broke off".to_owned())),
            None => return Ok(()),
        }
    }
}

/// One row, if nobody else has written behind the same place.
async fn write(app: &App, caller: &Caller, open: &mut Open, bytes: Vec<u8>) -> Result<()> {
    if open.received == 0 {
        fits(open, &bytes)?;
    }
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let mut w = caller.write(app).await?;
    let sql = "UPDATE attachments SET received = received + $1 WHERE id = $2 AND received = $3 AND NOT complete";
    if q(sql).bind(length).bind(&open.id).bind(open.received).run(&mut w.tx).await? == 0 {
        return Err(Error::GoesOnElsewhere);
    }
    let sql = "INSERT INTO attachment_chunks (attachment_id, seq, content) \
               SELECT $1, COALESCE(MAX(seq) + 1, 0), $2 FROM attachment_chunks WHERE attachment_id = $1";
    q(sql).bind(&open.id).bind(bytes).run(&mut w.tx).await?;
    w.commit().await?;
    open.received += length;
    Ok(())
}

/// What the first bytes say decides how large it may be. Pictures come whole: what they tell beside themselves is left out.
fn fits(open: &Open, first: &[u8]) -> Result<()> {
    let magic = kind::by_magic(first);
    if VIDEOS.iter().any(|(kind, _)| Some(*kind) == magic) {
        return Ok(());
    }
    // Whether it is a text, its last byte says.
    let found = kind::allowed(magic, true).filter(|kind| !kind.starts_with("image/")).ok_or(Error::UnsupportedMediaType)?;
    let large = u64::try_from(open.length).unwrap_or(u64::MAX) > MAX_BYTES;
    if large { Err(if found == "text/plain" { Error::UnsupportedMediaType } else { Error::LargerThan(MAX_BYTES) }) } else { Ok(()) }
}
