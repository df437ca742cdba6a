use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::page::Page;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{EventKind, MESSAGE_MAX, NewMessage, TimelineEntry, paths};
use eyelevel_contract::validate::Faults;
use serde::Deserialize;

use super::{replies, spine, store, timeline};
use crate::app::App;
use crate::cursor;
use crate::error::{Error, Result};
use crate::extract::{Caller, Query, Submission};
use crate::mail::Template;
use crate::write::Write;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MessagesQuery {
    cursor: Option<String>,
    limit: Option<i64>,
}

/// The thread: messages and events, newest first.
#[utoipa::path(get, path = "/api/v1/requests/{id}/messages", tag = "requests", params(("id" = String, Path), MessagesQuery),
    responses((status = 200, body = Page<TimelineEntry>), (status = 400), (status = 401), (status = 404)))]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<MessagesQuery>,
) -> Result<axum::Json<Page<TimelineEntry>>> {
    let mut on = app.db.read().await?;
    store::visible(&mut on, &caller.actor, &id).await?;
    let before: Option<(Millis, Id)> = cursor::decode(query.cursor.as_deref())?;
    let limit = cursor::limit(query.limit);
    let entries = timeline::newest(&mut on, &id, caller.actor.is_vendor(), before, limit + 1).await?;
    Ok(axum::Json(cursor::page(entries, limit, |e| (e.at, e.id.clone()))?))
}

/// Writes into the thread; the other side is told by mail. An internal note is the vendor's alone.
#[utoipa::path(post, path = "/api/v1/requests/{id}/messages", tag = "requests", params(("id" = String, Path)), request_body = NewMessage,
    responses((status = 201, body = TimelineEntry), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<NewMessage>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let entry = write(&mut w, &caller, &id, &submission.body).await?;
    submission.created(w, &caller, &paths::messages(&id), &entry).await
}

/// Adds a message or a note.
///
/// # Errors
/// What [`can`] refuses; the fault of the text.
pub async fn write(w: &mut Write, caller: &Caller, id: &str, message: &NewMessage) -> Result<TimelineEntry> {
    // A note leaves no trace that the partner could see: neither another version nor another instant.
    let request = if message.internal { spine::held(w, &caller.actor, id).await? } else { spine::locked(w, &caller.actor, id).await? };
    let (action, kind) = if message.internal { (Action::Note, EventKind::Note) } else { (Action::Write, EventKind::Message) };
    can(&caller.actor, action, &request)?;
    let mut faults = Faults::new();
    let text = faults.text("text", &message.text, MESSAGE_MAX);
    faults.or(())?;
    let entry = timeline::event(w, id, kind, Some(&text), None).await?;
    w.audit(if message.internal { "request.noted" } else { "request.written" }, "request", id).await?;
    if !message.internal && caller.actor.is_vendor() {
        replies::given(w, id).await?;
        spine::tell(w, &request.requester.id, Template::Message, &entry, id).await?;
    } else if !message.internal {
        replies::owe(w, &request).await?;
        replies::tell_owner(w, &request, &entry).await?;
    }
    timeline::one(&mut w.tx, &entry).await?.ok_or_else(|| Error::Internal("what was written is not there".to_owned()))
}
