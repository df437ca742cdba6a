//! The SQL of calendars and policies. A version is written once; a row is never changed.

use eyelevel_contract::calendars::{Calendar, EditCalendar, EditPolicies, Policies, first_policies};
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::PersonRef;

use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::write::Write;

/// Which version of the calendar holds; 0: the first.
pub(super) async fn calendar_version(on: &mut impl AsConn) -> Result<i64> {
    let (version,): (i64,) = q("SELECT COALESCE(MAX(version), 0) FROM calendars").one(on).await?;
    Ok(version)
}

#[derive(sqlx::FromRow)]
struct Row {
    body: String,
    at: Millis,
    by_id: Option<Id>,
    by_name: Option<String>,
}

impl Row {
    fn by(&self) -> Option<PersonRef> {
        self.by_id.clone().zip(self.by_name.clone()).map(|(id, name)| PersonRef { id, name })
    }
}

async fn row(on: &mut impl AsConn, table: &str, version: i64) -> Result<Option<Row>> {
    let sql =
        format!("SELECT v.body, v.at, v.by_id, p.name AS by_name FROM {table} v LEFT JOIN people p ON p.id = v.by_id WHERE v.version = $1");
    Ok(q(sql).bind(version).maybe(on).await?)
}

/// One version of the calendar.
pub(super) async fn calendar_of(app: &App, on: &mut impl AsConn, version: i64) -> Result<Calendar> {
    let row = row(on, "calendars", version).await?;
    let body = match &row {
        Some(row) => serde_json::from_str(&row.body)?,
        None => EditCalendar::first(&app.config.zone),
    };
    let EditCalendar { zone, week, regions, worked, closed } = body;
    let (changed_at, changed_by) = (row.as_ref().map(|row| row.at), row.as_ref().and_then(Row::by));
    Ok(Calendar { version, zone, week, regions, worked, closed, changed_at, changed_by })
}

/// The calendar as it holds now.
pub(crate) async fn calendar(app: &App, on: &mut impl AsConn) -> Result<Calendar> {
    let version = calendar_version(on).await?;
    calendar_of(app, on, version).await
}

/// The policies as they hold now.
pub(crate) async fn policies(on: &mut impl AsConn) -> Result<Policies> {
    let (version,): (i64,) = q("SELECT COALESCE(MAX(version), 0) FROM policies").one(on).await?;
    let row = row(on, "policies", version).await?;
    let policies = match &row {
        Some(row) => serde_json::from_str::<EditPolicies>(&row.body)?.policies,
        None => first_policies(),
    };
    let (changed_at, changed_by) = (row.as_ref().map(|row| row.at), row.as_ref().and_then(Row::by));
    Ok(Policies { version, policies, changed_at, changed_by })
}

/// Appends a version behind the one that was edited.
async fn append(w: &mut Write, table: &str, edited: i64, body: &impl serde::Serialize) -> Result<()> {
    let sql = format!(
        "INSERT INTO {table} (version, body, by_id, at) SELECT $1, $2, $3, $4 \
         WHERE (SELECT COALESCE(MAX(version), 0) FROM {table}) = $5 ON CONFLICT (version) DO NOTHING"
    );
    let row = q(sql).bind(edited.saturating_add(1)).bind(serde_json::to_string(body)?).bind(w.actor.clone()).bind(w.now).bind(edited);
    if row.run(&mut w.tx).await? == 0 {
        return Err(Error::ChangedMeanwhile);
    }
    Ok(())
}

/// A new version of the calendar, which must have been checked.
///
/// # Errors
/// If `edited` is not the newest version any more; whatever the database says.
pub async fn write_calendar(w: &mut Write, edited: i64, calendar: &EditCalendar) -> Result<()> {
    let app = w.app().clone();
    let before = EditCalendar::from(self::calendar(&app, &mut w.tx).await?);
    append(w, "calendars", edited, calendar).await?;
    w.audit_edit("calendar.changed", "calendar", &edited.saturating_add(1).to_string(), &before, calendar).await
}

/// A new version of the policies, which must have been checked.
///
/// # Errors
/// If `edited` is not the newest version any more; whatever the database says.
pub async fn write_policies(w: &mut Write, edited: i64, policies: &EditPolicies) -> Result<()> {
    let before = EditPolicies { policies: self::policies(&mut w.tx).await?.policies };
    append(w, "policies", edited, policies).await?;
    w.audit_edit("policies.changed", "policies", &edited.saturating_add(1).to_string(), &before, policies).await
}
