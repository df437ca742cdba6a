//! Numbers and days as people's programs write them.

use eyelevel_contract::civil::Date;
use eyelevel_contract::validate::Fault;

/// A whole number, or nothing.
pub(crate) fn number(text: &str) -> Result<Option<i64>, Fault> {
    let digits = !text.is_empty() && text.len() <= 18 && text.bytes().all(|b| b.is_ascii_digit());
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().ok().filter(|_| digits).map(Some).ok_or(Fault::NotANumber)
}

/// `2026-12-31`, `31.12.2026`, `1.2.2026`, or nothing. With slashes nobody can tell the day from the month.
pub(crate) fn day(text: &str) -> Result<Option<Date>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = text.split('.').collect();
    let written = match parts.as_slice() {
        [day, month, year] if year.len() == 4 && (1..=2).contains(&day.len()) && (1..=2).contains(&month.len()) => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        _ => text.to_owned(),
    };
    written.parse().map(Some).map_err(|_| Fault::NotADay)
}
