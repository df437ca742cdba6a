use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::licences::instant::iso;
use eyelevel_contract::licences::{CalendarLink, Installation, Intent, paths};
use eyelevel_contract::people::rules::ASKERS;
use eyelevel_texts::renewals as texts;
use ics::components::Property;
use ics::properties::{Action, Description, DtStart, Summary, Trigger, URL};
use ics::{Alarm, Event, ICalendar, escape_text};

use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::licences::installations;
use crate::links::{self, Purpose};
use crate::people::session;

/// A calendar's address lives so long after it was asked for.
const LIVES: Millis = 400 * 24 * 3_600_000;
/// Days before the last one on which calendar programs remind.
const REMIND: [i64; 4] = [90, 60, 30, 7];

/// The address that calendar programs read. Asked for again, it is the same one until it comes near its end.
#[utoipa::path(post, path = "/api/v1/renewals/calendar", tag = "licences",
    responses((status = 201, body = CalendarLink), (status = 401), (status = 403)))]
pub(super) async fn post(State(app): State<App>, caller: Caller) -> Result<Response> {
    if !caller.actor.is_partner() || !caller.actor.is_any(ASKERS) {
        return Err(Error::NeedsRole(ASKERS));
    }
    let mut w = caller.write(&app).await?;
    let living = links::living(&mut w, Purpose::Calendar, caller.id(), LIVES / 2).await?;
    let (link, expires_at) = match living {
        Some(living) => living,
        None => {
            let expires_at = w.now + LIVES;
            (links::create(&mut w, Purpose::Calendar, caller.id(), expires_at).await?, expires_at)
        }
    };
    w.audit("calendar.link_made", "person", caller.id()).await?;
    w.commit().await?;
    let url = format!("{}{}", app.config.base_url, paths::calendar(&links::token(&app, &link)?));
    Ok((StatusCode::CREATED, axum::Json(CalendarLink { url, expires_at })).into_response())
}

pub(super) fn pages() -> Router<App> {
    Router::new().route("/licences/calendar/{token}/renewals.ics", get(show))
}

/// What runs out when, as the person may see it now.
async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    let mut on = app.db.read().await?;
    let (_, person) = links::open(&app, &mut on, Purpose::Calendar, &token).await?;
    let caller = session::caller_of(&mut on, &person).await?.ok_or(Error::NotFound)?;
    if !caller.actor.is_partner() || !caller.actor.is_any(ASKERS) {
        return Err(Error::NotFound);
    }
    let partner = [caller.actor.organisation_id.clone()];
    let mut calendar = ICalendar::new("2.0", "-//Eyelevel//Renewals//EN");
    calendar.push(Property::new("X-WR-CALNAME", escape_text(texts::calendar(caller.lang))));
    for installation in installations::store::of_partners(&mut on, &partner).await? {
        if let Some(event) = event(&app, caller.lang, &installation) {
            calendar.add_event(event);
        }
    }
    let headers = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CACHE_CONTROL, "private, max-age=3600")];
    Ok((headers, calendar.to_string()).into_response())
}

/// The last day of a contract, with the reminders before it.
fn event<'a>(app: &App, lang: Lang, i: &Installation) -> Option<Event<'a>> {
    let last = i.contract_until?;
    let now = iso(app.clock.now()).replace(['-', ':'], "");
    let stamp = format!("{}Z", now.split(['.', 'Z']).next().unwrap_or_default());
    let mut event = Event::new(format!("{}@{}", i.id, app.config.mail_host()), stamp);
    let title = texts::event(lang, &i.product.name, &i.edition.name, &i.customer.name);
    let url = format!("{}{}", app.config.base_url, paths::form_for(&i.id, Intent::Renew));
    let mut day = DtStart::new(last.to_string().replace('-', ""));
    day.add(ics::parameters::Value::new("DATE"));
    event.push(day);
    event.push(Summary::new(escape_text(title.clone()).into_owned()));
    event.push(Description::new(escape_text(texts::event_text(lang, &i.runs, &url)).into_owned()));
    event.push(URL::new(url));
    for days in REMIND {
        let mut alarm = Alarm::new(Action::new("DISPLAY"), Trigger::new(format!("-P{days}D")));
        alarm.push(Description::new(escape_text(title.clone()).into_owned()));
        event.add_alarm(alarm);
    }
    Some(event)
}
