//! Business time by the calendar as it holds now.

use std::sync::{Arc, Mutex, PoisonError};

use eyelevel_contract::business_time::{Open, due as due_within, elapsed};
use eyelevel_contract::calendars::{Hours, Offset};
use eyelevel_contract::ids::Millis;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use super::store;
use crate::app::App;
use crate::calendar;
use crate::db::AsConn;
use crate::error::{Error, Result};

/// How far the browser can count by itself, in milliseconds.
const HORIZON: i64 = 21 * DAY;
const DAY: i64 = 24 * 3_600_000;
/// Nothing is looked for beyond this.
const END: i64 = 20_000 * DAY;

/// The calendar that this process has read last.
#[derive(Clone, Default)]
pub struct Cache(Arc<Mutex<Option<Arc<Counted>>>>);

/// A version of the calendar, ready to be counted with.
pub struct Counted {
    /// Which one.
    pub version: i64,
    hours: Hours,
    zone: TimeZone,
}

/// The calendar as it holds now.
///
/// # Errors
/// Whatever the database says.
pub async fn hours(app: &App, on: &mut impl AsConn) -> Result<Arc<Counted>> {
    let version = store::calendar_version(on).await?;
    let known = app.hours.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(known) = known.filter(|known| known.version == version) {
        return Ok(known);
    }
    let counted = Arc::new(Counted::of(version, Hours::of(store::calendar_of(app, on, version).await?.into()))?);
    *app.hours.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&counted));
    Ok(counted)
}

/// A zone by its name, if there is one.
#[must_use]
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok().filter(|zone| !zone.is_unknown())
}

/// How far the wall clock of a zone is ahead of UTC from an instant on, and from each change that follows.
pub fn offsets(zone: &TimeZone, from: Millis) -> impl Iterator<Item = Offset> + use<'_> {
    let first = Timestamp::from_millisecond(from).unwrap_or(Timestamp::UNIX_EPOCH);
    let now = Offset { from, seconds: i64::from(zone.to_offset(first).seconds()) };
    let later = zone
        .following(first)
        .map(|change| Offset { from: change.timestamp().as_millisecond(), seconds: i64::from(change.offset().seconds()) });
    std::iter::once(now).chain(later)
}

impl Counted {
    /// That version of a calendar.
    ///
    /// # Errors
    /// If there is no such zone.
    pub fn of(version: i64, hours: Hours) -> Result<Self> {
        let zone = zone(&hours.rules().zone).ok_or_else(|| Error::Internal(format!("`{}` is no zone", hours.rules().zone)))?;
        Ok(Self { version, hours, zone })
    }

    fn intervals(&self, from: Millis) -> impl Iterator<Item = Open> {
        self.hours.intervals(from, offsets(&self.zone, from)).take_while(move |open| open.from < from.saturating_add(END))
    }

    /// When so many minutes of business time after an instant have elapsed.
    ///
    /// # Errors
    /// If that is beyond the calendar.
    pub fn due(&self, from: Millis, minutes: i64) -> Result<Millis> {
        due_within(from, minutes, self.intervals(from)).ok_or(Error::Internal("a promise beyond the calendar".to_owned()))
    }

    /// Business minutes between two instants, rounded up: what is left is never understated.
    #[must_use]
    pub fn minutes_between(&self, from: Millis, until: Millis) -> i64 {
        let span = self.intervals(from).take_while(|open| open.from < until);
        (elapsed(from, until, span) + 59_999) / 60_000
    }

    /// The open intervals that browsers count with: from the beginning of an instant's day, three weeks on.
    #[must_use]
    pub fn open(&self, around: Millis) -> Vec<Open> {
        let midnight = Timestamp::from_millisecond(around).ok().and_then(|at| at.to_zoned(self.zone.clone()).start_of_day().ok());
        let from = midnight.map_or(around, |midnight| midnight.timestamp().as_millisecond());
        self.intervals(from).take_while(|open| open.from < around + HORIZON).collect()
    }

    /// When the vendor closes on a day; none: it does not open on it.
    #[must_use]
    pub fn closes(&self, day: eyelevel_contract::civil::Date) -> Option<Millis> {
        let (from, until) = (self.at(day, 0)?, self.at(day.plus_days(1), 0)?);
        self.intervals(from).take_while(|open| open.from < until).last().map(|open| open.until.min(until))
    }

    /// The instant of a wall-clock time; a time that is skipped is the first one after it.
    #[must_use]
    pub fn at(&self, day: eyelevel_contract::civil::Date, minute: i64) -> Option<Millis> {
        let small = |n: u8| i8::try_from(n).unwrap_or(1);
        let day = civil::Date::new(day.year(), small(day.month()), small(day.day())).ok()?;
        let then = day.at(0, 0, 0, 0).checked_add(jiff::Span::new().minutes(minute)).ok()?;
        Some(then.to_zoned(self.zone.clone()).ok()?.timestamp().as_millisecond())
    }
}

/// When somebody answers the emergency number, as [`Counted::open`] has the calendar's intervals. It has hours of its own, in the
/// installation's zone; if not, the calendar's.
///
/// # Errors
/// Whatever the database says.
pub async fn emergency(app: &App, on: &mut impl AsConn, around: Millis) -> Result<Vec<Open>> {
    match &app.config.emergency_hours {
        Some(times) => calendar::emergency(app, times, around),
        None => Ok(hours(app, on).await?.open(around)),
    }
}
