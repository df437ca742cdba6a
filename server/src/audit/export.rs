use std::io;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::audit::can_read;
use eyelevel_contract::ids::Id;
use futures_util::stream;

use super::store::{self, Entry};
use crate::app::App;
use crate::db::Filter;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::sheet::{self, guarded};

/// So many entries are written at once.
const PAGE: i64 = 1000;

/// The whole trail as CSV, the oldest first, with each entry's place and hash in the chain. It is read as it is sent: no matter how long it is.
#[utoipa::path(get, path = "/api/v1/audit/export.csv", tag = "audit",
    responses((status = 200, content_type = "text/csv", body = String), (status = 401), (status = 403)))]
pub(super) async fn get(State(app): State<App>, caller: Caller) -> Result<Response> {
    can_read(&caller.actor)?;
    let parts = stream::try_unfold((app, Some(Id::new())), |(app, after)| async move {
        let Some(after) = after else { return Ok::<_, io::Error>(None) };
        let (part, next) = part(&app, &after).await.map_err(io::Error::other)?;
        Ok(Some((Bytes::from(part), (app, next))))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, Body::from_stream(parts)).into_response())
}

/// The lines behind an entry, and the last of them; none: it was the end.
async fn part(app: &App, after: &Id) -> Result<(Vec<u8>, Option<Id>)> {
    let mut filter = Filter::new();
    filter.and("a.id > ?", after);
    let entries = store::entries(&mut app.db.read().await?, filter, "a.id", PAGE).await?;
    let head = ["seq", "id", "at", "actor_id", "actor", "action", "subject", "subject_id", "number", "source", "changes", "hash"];
    let lines = entries.iter().map(line).collect::<Result<Vec<_>>>()?;
    let last = entries.last().filter(|_| entries.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX));
    let last = last.map(|entry| entry.entry.id.clone());
    Ok((sheet::part(after.is_empty().then(|| head.to_vec()), lines)?, last))
}

fn line(Entry { entry, hash }: &Entry) -> Result<Vec<String>> {
    let at = jiff::Timestamp::from_millisecond(entry.at).map_err(|e| Error::Internal(e.to_string()))?;
    let changes = if entry.changes.is_empty() { String::new() } else { serde_json::to_string(&entry.changes)? };
    let (by, name) = entry.by.as_ref().map_or(("", ""), |by| (by.id.as_str(), by.name.as_str()));
    Ok(vec![
        entry.seq.map(|seq| seq.to_string()).unwrap_or_default(),
        entry.id.clone(),
        at.to_string(),
        by.to_owned(),
        guarded(name),
        entry.action.clone(),
        entry.subject.clone(),
        entry.subject_id.clone(),
        entry.request.as_ref().map(|request| request.number.clone()).unwrap_or_default(),
        entry.source.clone(),
        changes,
        hash.clone().unwrap_or_default(),
    ])
}
