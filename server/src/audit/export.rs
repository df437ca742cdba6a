use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::audit::can_read;
use eyelevel_contract::ids::Id;

use super::store::{self, Entry};
use crate::app::App;
use crate::db::Filter;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::sheet::{PART, guarded, sent};

/// The whole trail as CSV, the oldest first, with each entry's place and hash in the chain. It is read as it is sent: no matter how long it is.
#[utoipa::path(get, path = "/api/v1/audit/export.csv", tag = "audit",
    responses((status = 200, content_type = "text/csv", body = String), (status = 401), (status = 403)))]
pub(super) async fn get(State(app): State<App>, caller: Caller) -> Result<Response> {
    can_read(&caller.actor)?;
    let head = vec!["seq", "id", "at", "actor_id", "actor", "action", "subject", "subject_id", "number", "source", "changes", "hash"];
    Ok(sent("audit.csv", head, move |after| {
        let app = app.clone();
        async move { lines(&app, &after).await }
    }))
}

/// The lines behind an entry.
async fn lines(app: &App, after: &Id) -> Result<Vec<(Id, Vec<String>)>> {
    let mut filter = Filter::new();
    filter.and("a.id > ?", after);
    let entries = store::entries(&mut app.db.read().await?, filter, "a.id", PART).await?;
    entries.iter().map(|entry| Ok((entry.entry.id.clone(), line(entry)?))).collect()
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
