//! Calendars and policies.

mod holidays;
mod hours;
mod ics;
mod typed;

use eyelevel_contract::calendars::EditCalendar;
use eyelevel_contract::civil::Date;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Monday to Friday, nine to five.
fn plain() -> EditCalendar {
    EditCalendar::first("Europe/Berlin")
}
