use axum::extract::State;
use eyelevel_contract::calendars::{Closed, DAY, Preview, PreviewWish, closed_in, promises, rules::can_keep_calendars};
use eyelevel_contract::civil::Date;
use eyelevel_contract::validate::{Fault, Faults};

use super::current::checked;
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};
use crate::extract::{Caller, Json};

/// So far ahead the closed days are told, in days.
const AHEAD: i64 = 366;

/// What would be promised for a request, by a calendar and a policy that need not be saved; and the closed days of a year from today on, as
/// they would count.
#[utoipa::path(post, path = "/api/v1/policies/preview", tag = "calendars", request_body = PreviewWish,
    responses((status = 200, body = Preview), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, Json(wish): Json<PreviewWish>) -> Result<axum::Json<Preview>> {
    can_keep_calendars(&caller.actor)?;
    let mut faults = Faults::new();
    promises("policy.", &wish.policy, &mut faults);
    if !(0..DAY).contains(&wish.minute) {
        faults.add("minute", Fault::NotHours);
    }
    faults.or(())?;
    let (rules, hours) = checked(&wish.calendar, std::slice::from_ref(&wish.policy), app.clock.now())?;
    let at = hours.at(wish.day, wish.minute).ok_or_else(|| Error::field("day", Fault::NotADay))?;
    let due = |minutes| hours.due(at, minutes).map_err(|_| Error::field("day", Fault::NotADay));
    let today = calendar::today(&app)?;
    Ok(axum::Json(Preview {
        at,
        answer: due(wish.policy.answer)?,
        decision: due(wish.policy.decision)?,
        fulfilment: due(wish.policy.fulfilment)?,
        closed: closed_from(today, |year| closed_in(&rules, year)),
    }))
}

fn closed_from(today: Date, of: impl Fn(i16) -> Vec<Closed>) -> Vec<Closed> {
    let until = today.plus_days(AHEAD);
    let all = (today.year()..=until.year()).flat_map(of);
    all.filter(|closed| closed.date >= today && closed.date < until).collect()
}
