//! Messages and events of a request, in one order.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::PersonRef;
use eyelevel_contract::requests::{EventKind, TimelineEntry};

use super::store::word;
use super::unread;
use crate::db::{AsConn, Filter, q};
use crate::error::Result;
use crate::events::Told;
use crate::write::Write;

/// The newest entries that a request's page shows; older ones come by `GET …/messages`.
pub const SHOWN: i64 = 500;

#[derive(sqlx::FromRow)]
struct Row {
    id: Id,
    at: Millis,
    by_id: Option<Id>,
    by_name: Option<String>,
    kind: String,
    text: Option<String>,
    value: Option<String>,
}

/// Adds an event. `text` is what a person wrote, `value` what goes into the event's sentence.
///
/// # Errors
/// Whatever the database says.
pub async fn event(w: &mut Write, request_id: &str, kind: EventKind, text: Option<&str>, value: Option<&str>) -> Result<Id> {
    let (id, place) = (w.id(), unread::next_place(w, request_id).await?);
    q("INSERT INTO timeline (id, request_id, at, by_id, kind, text, value, internal, place) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(&id)
        .bind(request_id)
        .bind(w.now)
        .bind(w.actor.clone())
        .bind(kind.word())
        .bind(text)
        .bind(value)
        .bind(kind == EventKind::Note)
        .bind(place)
        .run(&mut w.tx)
        .await?;
    unread::tell(w, request_id, place, kind == EventKind::Note).await?;
    w.tells(Told { id: id.clone(), request_id: request_id.to_owned(), kind });
    Ok(id)
}

/// The entries before a place (the newest without one), newest first, at most so many. Notes are for the vendor alone.
///
/// # Errors
/// Whatever the database says.
pub async fn newest(
    on: &mut impl AsConn,
    request_id: &str,
    notes: bool,
    before: Option<(Millis, Id)>,
    limit: i64,
) -> Result<Vec<TimelineEntry>> {
    let mut filter = Filter::new();
    filter.and("t.request_id = ?", request_id);
    if !notes {
        filter.and("NOT t.internal", ());
    }
    if let Some(place) = before {
        filter.and("(t.at, t.id) < (?, ?)", place);
    }
    let rows: Vec<Row> = filter.query(HEAD, "ORDER BY t.at DESC, t.id DESC LIMIT ?", limit).all(on).await?;
    rows.into_iter().map(entry_of).collect()
}

/// One entry, whoever looks: for mails.
///
/// # Errors
/// Whatever the database says.
pub async fn one(on: &mut impl AsConn, id: &str) -> Result<Option<TimelineEntry>> {
    let row: Option<Row> = q(format!("{HEAD} WHERE t.id = $1")).bind(id).maybe(on).await?;
    row.map(entry_of).transpose()
}

const HEAD: &str =
    "SELECT t.id, t.at, t.by_id, p.name AS by_name, t.kind, t.text, t.value FROM timeline t LEFT JOIN people p ON p.id = t.by_id";

fn entry_of(row: Row) -> Result<TimelineEntry> {
    Ok(TimelineEntry {
        kind: word(EventKind::from_word, &row.kind)?,
        id: row.id,
        at: row.at,
        by: row.by_id.zip(row.by_name).map(|(id, name)| PersonRef { id, name }),
        text: row.text,
        value: row.value,
    })
}
