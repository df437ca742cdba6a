//! Hours as people type them.

use super::{DAY, Span};
use crate::validate::Fault;

/// `9:00-12:30, 13-17` as spans; nothing: closed. Hyphens of any length, `.` for `:`, and 24:00 as the end of the day will do.
///
/// # Errors
/// What is wrong with the first span that is.
pub fn parse_hours(text: &str) -> Result<Vec<Span>, Fault> {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(span).collect()
}

fn span(text: &str) -> Result<Span, Fault> {
    let (from, until) = text.split_once(['-', '–', '—']).ok_or(Fault::NotHours)?;
    let (from, until) = (time(from).ok_or(Fault::NotHours)?, time(until).ok_or(Fault::NotHours)?);
    if until <= from { Err(Fault::EndsFirst) } else { Ok(Span { from, until }) }
}

/// The minute of the day.
fn time(text: &str) -> Option<i64> {
    let (hour, minute) = text.trim().split_once([':', '.']).unwrap_or((text.trim(), "00"));
    let minute = number(minute, 2).filter(|n| *n < 60 && minute.len() == 2)?;
    let minutes = number(hour, 2)? * 60 + minute;
    (minutes <= DAY).then_some(minutes)
}

/// Digits alone, so many at most.
fn number(text: &str, most: usize) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn two(out: &mut String, number: i64) {
    if number < 10 {
        out.push('0');
    }
    out.push_str(&number.to_string());
}

/// Spans as they are typed: `09:00–12:30, 13:00–17:00`.
#[must_use]
pub fn hours_text(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        if !out.is_empty() {
            out.push_str(", ");
        }
        for (minute, behind) in [(span.from, "–"), (span.until, "")] {
            two(&mut out, minute / 60);
            out.push(':');
            two(&mut out, minute % 60);
            out.push_str(behind);
        }
    }
    out
}

/// Business time as it is typed, in hours: `16`, or with minutes `4:30`; in minutes.
///
/// # Errors
/// Nothing typed, or something else.
pub fn parse_minutes(text: &str) -> Result<i64, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::Required);
    }
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "00"));
    let minutes = number(minutes, 2).filter(|n| *n < 60 && minutes.len() == 2);
    number(hours, 6).zip(minutes).map(|(hours, minutes)| hours * 60 + minutes).ok_or(Fault::NotADuration)
}

/// The same the other way round: `16`, `4:30`.
#[must_use]
pub fn minutes_text(minutes: i64) -> String {
    let mut out = (minutes / 60).to_string();
    if minutes % 60 != 0 {
        out.push(':');
        two(&mut out, minutes % 60);
    }
    out
}
