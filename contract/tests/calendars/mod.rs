//! Calendars and policies.

mod holidays;
mod hours;
mod ics;
mod severity;
#[cfg(not(target_arch = "wasm32"))]
mod severity_laws;
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
