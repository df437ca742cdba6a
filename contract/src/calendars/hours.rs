//! A calendar as open intervals in UTC.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Closed, ClosedDays, EditCalendar, Holiday, Span, holidays};
use crate::{
    business_time::{MINUTE, Open},
    civil::Date,
    ids::Millis,
};

/// Milliseconds of a day by the wall clock.
const DAY: i64 = 24 * 60 * MINUTE;

/// The closed days of a year, by their numbers ([`Date::days`]), in their order.
type ClosedYear = Arc<Vec<i64>>;

/// From an instant on the wall clock is so many seconds ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    pub from: Millis,
    pub seconds: i64,
}

/// A calendar, ready to be counted with.
#[derive(Debug)]
pub struct Hours {
    rules: EditCalendar,
    /// Years that were asked for.
    years: Mutex<BTreeMap<i16, ClosedYear>>,
}

/// All closed days of a year, in their order: the regions' holidays on which the vendor does not work, and its own days. A day that is closed
/// for two reasons is there once, by the first of them.
#[must_use]
pub fn closed_in(calendar: &EditCalendar, year: i16) -> Vec<Closed> {
    let public = calendar.regions.iter().flat_map(|region| holidays(*region, year));
    let public = public.filter(|(_, holiday)| !calendar.worked.contains(holiday));
    let public = public.map(|(date, holiday)| Closed { date, holiday: Some(holiday), name: None });
    let own = calendar.closed.iter().flat_map(|days| own_in(days, year));
    let mut all: Vec<Closed> = public.chain(own).collect();
    all.sort_by_key(|closed| (closed.date, closed.holiday.map_or(Holiday::ALL.len(), |holiday| holiday as usize)));
    all.dedup_by_key(|closed| closed.date);
    all
}

/// The days of a year that these are.
fn own_in(days: &ClosedDays, year: i16) -> impl Iterator<Item = Closed> + use<'_> {
    let length = days.until.days() - days.from.days();
    // A span may begin in the year before.
    let starts = [year.checked_sub(1), Some(year)].into_iter().flatten().filter_map(move |of| {
        let start = if days.yearly { Date::new(of, days.from.month(), days.from.day()).ok()? } else { days.from };
        (start >= days.from && (days.yearly || of == year)).then_some(start)
    });
    let all = starts.flat_map(move |start| (0..=length).map(move |n| start.plus_days(n)));
    all.filter(move |date| date.year() == year).map(|date| Closed { date, holiday: None, name: Some(days.name.clone()) })
}

impl Hours {
    /// Those of a calendar.
    #[must_use]
    pub fn of(rules: EditCalendar) -> Self {
        Self { rules, years: Mutex::default() }
    }

    /// The calendar.
    #[must_use]
    pub const fn rules(&self) -> &EditCalendar {
        &self.rules
    }

    fn closed(&self, year: i16) -> ClosedYear {
        let mut years = self.years.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || Arc::new(closed_in(&self.rules, year).iter().map(|closed| closed.date.days()).collect());
        Arc::clone(years.entry(year).or_insert_with(made))
    }

    /// The open intervals from an instant on, in their order, without end; two may touch. `offsets` are the zone's: the one that holds at
    /// `from`, then each that follows.
    pub fn intervals<O: Iterator<Item = Offset>>(&self, from: Millis, mut offsets: O) -> Intervals<'_, O> {
        let now = offsets.next().unwrap_or(Offset { from, seconds: 0 });
        let mut intervals = Intervals { hours: self, offsets, next: None, from, until: Millis::MAX, ahead: 0, day: 0, span: 0, year: None };
        intervals.next = Some(Offset { from, ..now });
        intervals.go_on();
        intervals
    }
}

/// See [`Hours::intervals`].
pub struct Intervals<'a, O> {
    hours: &'a Hours,
    offsets: O,
    /// The offset that follows.
    next: Option<Offset>,
    /// While one offset holds: from …
    from: Millis,
    /// … until, in UTC.
    until: Millis,
    /// How far the wall clock is ahead, in milliseconds.
    ahead: i64,
    /// The local day that is looked at, and the number of the span in it that comes next.
    day: i64,
    span: usize,
    /// That day's year, with its closed days.
    year: Option<(i16, ClosedYear)>,
}

impl<O: Iterator<Item = Offset>> Intervals<'_, O> {
    /// The next offset holds.
    fn go_on(&mut self) -> bool {
        let Some(offset) = self.next.take() else { return false };
        self.next = self.offsets.next();
        (self.from, self.until) = (offset.from, self.next.map_or(Millis::MAX / 4, |next| next.from));
        self.ahead = offset.seconds * 1_000;
        (self.day, self.span) = ((self.from + self.ahead).div_euclid(DAY), 0);
        true
    }

    /// The spans of the day that is looked at; nothing beyond the calendar.
    fn spans(&mut self) -> Option<&[Span]> {
        let date = Date::from_days(self.day)?;
        if self.year.as_ref().is_none_or(|(year, _)| *year != date.year()) {
            self.year = Some((date.year(), self.hours.closed(date.year())));
        }
        let closed = self.year.as_ref().is_some_and(|(_, days)| days.binary_search(&self.day).is_ok());
        let week = &self.hours.rules.week;
        Some(if closed { &[] } else { week.get(usize::from(date.weekday())).map_or(&[], Vec::as_slice) })
    }
}

impl<O: Iterator<Item = Offset>> Iterator for Intervals<'_, O> {
    type Item = Open;

    fn next(&mut self) -> Option<Open> {
        loop {
            if self.day * DAY >= self.until + self.ahead {
                if self.go_on() {
                    continue;
                }
                return None;
            }
            let place = self.span;
            let Some(span) = self.spans()?.get(place).cloned() else {
                (self.day, self.span) = (self.day + 1, 0);
                continue;
            };
            self.span += 1;
            let midnight = self.day * DAY - self.ahead;
            let from = (midnight + span.from * MINUTE).max(self.from);
            let until = (midnight + span.until * MINUTE).min(self.until);
            if from < until {
                return Some(Open { from, until });
            }
        }
    }
}
