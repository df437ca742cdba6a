//! A calendar file (RFC 5545) as closed days: whole days, and those that come every year on the same date. What can't be understood is refused
//! with its line, and nothing of the file is taken.

mod lines;

use lines::{Line, lines, text};

use super::{CLOSED_DAYS_MAX, CLOSED_MAX, ClosedDays};
use crate::civil::Date;

words! {
    /// Why a file is refused.
    Trouble {
        /// Not a calendar: it does not begin with `BEGIN:VCALENDAR`.
        NotACalendar = "not_a_calendar",
        /// Not a line of a calendar file: no name, or no text (UTF-8).
        NotALine = "not_a_line",
        /// It ends in the middle.
        CutOff = "cut_off",
        /// An entry that does not say on which day it is.
        NoDay = "no_day",
        /// Not a day, or a time of the day where a whole day is needed.
        NotADay = "not_a_day",
        /// It ends before it begins.
        EndsBeforeStart = "ends_before_start",
        /// More than a year.
        TooLong = "too_long",
        /// A repetition that is more than “every year on this date”.
        Repetition = "repetition",
        /// More entries than a calendar may have.
        TooMany = "too_many",
        /// No entry at all.
        Nothing = "nothing",
    }
}

/// What can't be understood, and in which line (from 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    pub line: usize,
    pub trouble: Trouble,
}

/// An entry while it is read.
#[derive(Default)]
struct Event {
    line: usize,
    name: String,
    from: Option<Date>,
    /// The first day after it.
    until: Option<Date>,
    days: Option<i64>,
    repeats: Option<(usize, Repeats)>,
    cancelled: bool,
}

/// How an entry comes again.
#[derive(Clone, Copy, Default)]
struct Repeats {
    every: i64,
    times: Option<i64>,
    last: Option<Date>,
    month: Option<i64>,
    day: Option<i64>,
}

/// The closed days that a file names.
///
/// # Errors
/// The first line that can't be understood.
pub fn read(bytes: &[u8]) -> Result<Vec<ClosedDays>, Refused> {
    let (mut found, mut open, mut event, mut last) = (Vec::new(), Vec::<String>::new(), None::<Event>, 0);
    for line in lines(bytes)? {
        let at = |trouble| Refused { line: line.number, trouble };
        last = line.number;
        let value = line.value.trim().to_ascii_uppercase();
        match line.name.as_str() {
            "BEGIN" => {
                if open.is_empty() && value != "VCALENDAR" {
                    return Err(at(Trouble::NotACalendar));
                }
                if value == "VEVENT" {
                    event = Some(Event { line: line.number, ..Event::default() });
                }
                open.push(value);
            }
            "END" => {
                if open.pop().as_deref() != Some(value.as_str()) {
                    return Err(at(Trouble::NotALine));
                }
                if value == "VEVENT"
                    && let Some(event) = event.take()
                {
                    found.extend(event.days()?);
                    if found.len() > CLOSED_MAX {
                        return Err(at(Trouble::TooMany));
                    }
                }
            }
            _ if open.is_empty() => return Err(at(Trouble::NotACalendar)),
            // An alarm within an event has lines of its own.
            _ if open.last().is_some_and(|inner| inner == "VEVENT") => {
                if let Some(event) = &mut event {
                    event.take(&line)?;
                }
            }
            _ => {}
        }
    }
    let at = |trouble| Refused { line: last.max(1), trouble };
    match (open.is_empty(), last, found.is_empty()) {
        (_, 0, _) => Err(at(Trouble::NotACalendar)),
        (false, ..) => Err(at(Trouble::CutOff)),
        (.., true) => Err(at(Trouble::Nothing)),
        _ => Ok(found),
    }
}

impl Event {
    fn take(&mut self, line: &Line) -> Result<(), Refused> {
        let at = |trouble| Refused { line: line.number, trouble };
        match line.name.as_str() {
            "SUMMARY" => self.name = text(&line.value),
            "DTSTART" => self.from = Some(day(line).ok_or(at(Trouble::NotADay))?),
            "DTEND" => self.until = Some(day(line).ok_or(at(Trouble::NotADay))?),
            "DURATION" => self.days = Some(duration(&line.value).ok_or(at(Trouble::NotADay))?),
            "STATUS" => self.cancelled = line.value.trim().eq_ignore_ascii_case("CANCELLED"),
            "RRULE" => self.repeats = Some((line.number, repeats(&line.value).ok_or(at(Trouble::Repetition))?)),
            "RDATE" | "EXDATE" | "EXRULE" | "RECURRENCE-ID" => return Err(at(Trouble::Repetition)),
            _ => {}
        }
        Ok(())
    }

    /// What it closes.
    fn days(self) -> Result<Vec<ClosedDays>, Refused> {
        let at = |trouble| Refused { line: self.line, trouble };
        if self.cancelled {
            return Ok(Vec::new());
        }
        let from = self.from.ok_or(at(Trouble::NoDay))?;
        let length = match (self.until, self.days) {
            (Some(until), _) => until.days() - from.days(),
            (None, Some(days)) => days,
            (None, None) => 1,
        };
        // Some programs write the same day twice for one day.
        let length = length.max(i64::from(length == 0));
        if length < 1 {
            return Err(at(Trouble::EndsBeforeStart));
        }
        if length > CLOSED_DAYS_MAX {
            return Err(at(Trouble::TooLong));
        }
        let name = if self.name.is_empty() { from.to_string() } else { self.name };
        let once = |from: Date| ClosedDays { from, until: from.plus_days(length - 1), name: name.clone(), yearly: false };
        let Some((line, repeats)) = self.repeats else { return Ok(vec![once(from)]) };
        let here = repeats.month.is_none_or(|month| month == i64::from(from.month()))
            && repeats.day.is_none_or(|day| day == i64::from(from.day()));
        if !here {
            return Err(Refused { line, trouble: Trouble::Repetition });
        }
        if repeats.every == 1 && repeats.times.is_none() && repeats.last.is_none() {
            return Ok(vec![ClosedDays { yearly: true, ..once(from) }]);
        }
        if repeats.times.is_none() && repeats.last.is_none() {
            return Err(Refused { line, trouble: Trouble::Repetition });
        }
        let years = (0..).map(|n| i64::from(from.year()) + n * repeats.every).take_while(|year| *year <= 9_999);
        let starts = years.filter_map(|year| Date::new(i16::try_from(year).ok()?, from.month(), from.day()).ok());
        let starts = starts.take_while(|start| repeats.last.is_none_or(|last| *start <= last));
        let most = repeats.times.map_or(CLOSED_MAX + 1, |times| usize::try_from(times).unwrap_or(0)).min(CLOSED_MAX + 1);
        Ok(starts.take(most).map(once).collect())
    }
}

/// `20261224`, as a whole day.
fn day(line: &Line) -> Option<Date> {
    let whole = line.parameters.split(';').any(|parameter| parameter == "VALUE=DATE");
    let value = line.value.trim();
    // Some programs leave the parameter out; the form says the same.
    if !whole && value.len() != 8 { None } else { compact(value) }
}

fn compact(value: &str) -> Option<Date> {
    let digits = value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return None;
    }
    Date::new(value[..4].parse().ok()?, value[4..6].parse().ok()?, value[6..].parse().ok()?).ok()
}

/// `P1D`, `P2W`: whole days.
fn duration(value: &str) -> Option<i64> {
    let value = value.trim().strip_prefix('P')?;
    let (number, unit) = value.split_at_checked(value.len().checked_sub(1)?)?;
    let number: i64 = number.parse().ok().filter(|n| (0..10_000).contains(n))?;
    match unit {
        "D" => Some(number),
        "W" => Some(number * 7),
        _ => None,
    }
}

/// `FREQ=YEARLY`, with what else says the same.
fn repeats(value: &str) -> Option<Repeats> {
    let mut repeats = Repeats { every: 1, ..Repeats::default() };
    let mut yearly = false;
    for part in value.trim().split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=')?;
        let number = || value.parse::<i64>().ok().filter(|n| (1..10_000).contains(n));
        match name.to_ascii_uppercase().as_str() {
            "FREQ" => yearly = value.eq_ignore_ascii_case("YEARLY"),
            "INTERVAL" => repeats.every = number()?,
            "COUNT" => repeats.times = Some(number()?),
            "UNTIL" => repeats.last = Some(compact(value.get(..8)?)?),
            "BYMONTH" => repeats.month = Some(number()?),
            "BYMONTHDAY" => repeats.day = Some(number()?),
            "WKST" => {}
            _ => return None,
        }
    }
    yearly.then_some(repeats)
}
