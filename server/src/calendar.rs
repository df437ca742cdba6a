//! Days and times in the installation's zone, in which everything is shown. Business time is the matter of `calendars`.

use eyelevel_contract::business_time::Open;
use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Millis;
use jiff::civil;
use jiff::tz::TimeZone;

use crate::app::App;
use crate::config::Hours;
use crate::error::{Error, Result};

/// How far the browser can count by itself, in days.
const HORIZON: i64 = 21;

fn zone(app: &App) -> TimeZone {
    // `config` has checked the name.
    TimeZone::get(&app.config.zone).unwrap_or(TimeZone::UTC)
}

fn local(app: &App, at: Millis) -> Result<jiff::Zoned> {
    let at = jiff::Timestamp::from_millisecond(at).map_err(|e| Error::Internal(format!("an instant out of range: {e}")))?;
    Ok(at.to_zoned(zone(app)))
}

/// The day on which an instant falls in the vendor's zone.
///
/// # Errors
/// If the instant is outside the supported years.
pub fn day(app: &App, at: Millis) -> Result<Date> {
    let d = local(app, at)?.date();
    let small = |n: i8| u8::try_from(n).unwrap_or(1);
    Date::new(d.year(), small(d.month()), small(d.day())).map_err(|e| Error::Internal(e.to_string()))
}

/// Wall-clock time of an instant in the vendor's zone, for mails and public pages.
///
/// # Errors
/// If the instant is outside the supported years.
pub fn civil(app: &App, at: Millis) -> Result<eyelevel_contract::civil::Civil> {
    let z = local(app, at)?;
    let small = |n: i8| u8::try_from(n).unwrap_or(0);
    eyelevel_contract::civil::Civil::new(day(app, at)?, small(z.hour()), small(z.minute()))
        .ok_or(Error::Internal("no such time".to_owned()))
}

/// The instant of a wall-clock time in the vendor's zone.
///
/// # Errors
/// If there is no such day or time.
pub fn at(app: &App, date: Date, hour: i8, minute: i8) -> Result<Millis> {
    let small = |n: u8| i8::try_from(n).unwrap_or(1);
    let day = civil::Date::new(date.year(), small(date.month()), small(date.day()));
    let time = civil::Time::new(hour, minute, 0, 0);
    let (Ok(day), Ok(time)) = (day, time) else { return Err(Error::Internal("no such time".to_owned())) };
    let zoned = day.to_datetime(time).to_zoned(zone(app)).map_err(|e| Error::Internal(e.to_string()))?;
    Ok(zoned.timestamp().as_millisecond())
}

/// Today in the vendor's zone.
///
/// # Errors
/// If the clock is outside the supported years.
pub fn today(app: &App) -> Result<Date> {
    day(app, app.clock.now())
}

/// When somebody answers the emergency number, by its own hours: from an instant on, three weeks.
///
/// # Errors
/// If the instant is outside the supported years.
pub fn emergency(app: &App, hours: &Hours, around: Millis) -> Result<Vec<Open>> {
    let (zone, first) = (zone(app), local(app, around)?.date());
    let end = around + HORIZON * 24 * 3_600_000;
    let days = (0i64..=HORIZON).map_while(|n| first.checked_add(jiff::Span::new().days(n)).ok());
    let on = |date: civil::Date| {
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).ok()?;
        let (from, until) = hours.on(weekday)?;
        let midnight = date.at(0, 0, 0, 0);
        let at = |minutes: u16| {
            let then = midnight.checked_add(jiff::Span::new().minutes(i64::from(minutes))).ok()?;
            Some(then.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
        };
        Some(Open { from: at(from)?, until: at(until)? })
    };
    Ok(days.filter_map(on).take_while(|o| o.from < end).collect())
}
