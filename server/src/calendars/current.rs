use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::calendars::{Calendar, EditCalendar, Hours, PROMISE_DAYS_MAX, Policy, rules::can_keep_calendars, validate_calendar};
use eyelevel_contract::ids::Millis;
use eyelevel_contract::validate::Fault;

use super::hours::{Counted, zone};
use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, IfMatch, Json, versioned};

/// The calendar as it holds now.
#[utoipa::path(get, path = "/api/v1/calendars/current", tag = "calendars",
    responses((status = 200, body = Calendar), (status = 401), (status = 403)))]
pub(super) async fn get(State(app): State<App>, caller: Caller) -> Result<Response> {
    can_keep_calendars(&caller.actor)?;
    let calendar = store::calendar(&app, &mut app.db.read().await?).await?;
    Ok(versioned(calendar.version, &calendar))
}

/// A new version of the calendar. What was promised before keeps its dates.
#[utoipa::path(put, path = "/api/v1/calendars/current", tag = "calendars", request_body = EditCalendar,
    params(("If-Match" = String, Header, description = "The version that is edited")),
    responses((status = 200, body = Calendar), (status = 400), (status = 401), (status = 403), (status = 412), (status = 422), (status = 428)))]
pub(super) async fn put(
    State(app): State<App>,
    caller: Caller,
    IfMatch(version): IfMatch,
    Json(body): Json<EditCalendar>,
) -> Result<Response> {
    can_keep_calendars(&caller.actor)?;
    let mut w = caller.write(&app).await?;
    let policies = store::policies(&mut w.tx).await?.policies;
    let (calendar, _) = checked(&body, &policies, w.now)?;
    store::write_calendar(&mut w, version, &calendar).await?;
    let calendar = store::calendar(&app, &mut w.tx).await?;
    w.commit().await?;
    Ok(versioned(calendar.version, &calendar))
}

/// A calendar that was sent, by which all of these policies are due in time.
///
/// # Errors
/// The faults by field.
pub(super) fn checked(edit: &EditCalendar, policies: &[Policy], now: Millis) -> Result<(EditCalendar, Counted)> {
    let calendar = validate_calendar(edit)?;
    if zone(&calendar.zone).is_none() {
        return Err(Error::field("zone", Fault::NotAZone));
    }
    let counted = Counted::of(0, Hours::of(calendar.clone()))?;
    let longest = policies.iter().flat_map(|policy| [policy.answer, policy.decision, policy.fulfilment]).max().unwrap_or(1);
    if !in_time(&counted, now, longest) {
        return Err(Error::field("week", Fault::DueTooLate(PROMISE_DAYS_MAX)));
    }
    Ok((calendar, counted))
}

/// Whether a promise of so many minutes would be due before it is worth nothing.
pub(super) fn in_time(counted: &Counted, now: Millis, minutes: i64) -> bool {
    counted.due(now, minutes).is_ok_and(|due| due - now <= PROMISE_DAYS_MAX * 24 * 3_600_000)
}
