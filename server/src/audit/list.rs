use axum::extract::State;
use eyelevel_contract::audit::{AuditEntry, can_read};
use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::page::Page;
use serde::Deserialize;

use super::store;
use crate::app::App;
use crate::db::Filter;
use crate::error::{Error, Result};
use crate::extract::{Caller, Query};
use crate::{calendar, cursor};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AuditQuery {
    /// What was done to one thing, by its id.
    subject: Option<Id>,
    /// What one person did, by their id.
    person: Option<Id>,
    /// What was done: `request.submitted`, or `request` for everything with requests.
    action: Option<String>,
    /// From this day on (in the vendor's zone).
    from: Option<String>,
    /// Until this day, inclusive.
    until: Option<String>,
    /// What the page before answered as `next`.
    cursor: Option<String>,
    /// Rows, at most 1000.
    limit: Option<i64>,
}

/// The audit trail, the newest first: for admins and auditors of the vendor.
#[utoipa::path(get, path = "/api/v1/audit", tag = "audit", params(AuditQuery),
    responses((status = 200, body = Page<AuditEntry>), (status = 400), (status = 401), (status = 403)))]
pub(super) async fn list(State(app): State<App>, caller: Caller, Query(query): Query<AuditQuery>) -> Result<axum::Json<Page<AuditEntry>>> {
    can_read(&caller.actor)?;
    let mut filter = Filter::new();
    for (column, value) in [("a.subject_id", query.subject), ("a.actor_id", query.person)] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            filter.and(&format!("{column} = ?"), value);
        }
    }
    match query.action.as_deref() {
        None | Some("") => {}
        Some(action) if action.contains('.') => filter.and("a.action = ?", action),
        // Everything of `request` stands between `request.` and `request/`.
        Some(of) => filter.and("a.action >= ? AND a.action < ?", (format!("{of}."), format!("{of}/"))),
    }
    if let Some(day) = day(query.from.as_deref())? {
        filter.and("a.at >= ?", calendar::at(&app, day, 0, 0)?);
    }
    if let Some(day) = day(query.until.as_deref())? {
        filter.and("a.at < ?", calendar::at(&app, day.plus_days(1), 0, 0)?);
    }
    if let Some(before) = cursor::decode::<(Millis, Id)>(query.cursor.as_deref())? {
        filter.and("(a.at, a.id) < (?, ?)", before);
    }
    let limit = cursor::limit(query.limit);
    let found = store::entries(&mut app.db.read().await?, filter, "a.at DESC, a.id DESC", limit + 1).await?;
    let entries = found.into_iter().map(|found| found.entry).collect();
    Ok(axum::Json(cursor::page(entries, limit, |entry: &AuditEntry| (entry.at, entry.id.clone()))?))
}

fn day(text: Option<&str>) -> Result<Option<Date>> {
    let parse = |text: &str| text.parse().map_err(|_| Error::Malformed("from and until are days (2026-11-24)".to_owned()));
    text.filter(|text| !text.is_empty()).map(parse).transpose()
}
