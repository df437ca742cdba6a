//! The vendor's calendar and the policies that promises are made by.
//!
//! A **calendar** is an IANA zone, weekly local hours, holidays (of regions, by rule) and days of the vendor's own. An instant is open if the
//! wall clock of the zone shows a time of the weekly hours on a day that is not closed; so hours that are skipped in spring don't exist, and
//! those that are repeated in autumn count twice. **Policies** say how many business minutes an answer, a decision and a fulfilment may take.
//! Both have versions that are appended and never changed: a promise names those by which it was made.

mod easter;
mod holidays;
mod hours;
pub mod ics;
pub mod paths;
mod policies;
mod regions;
pub mod rules;
mod types;
mod validate;
mod week;

pub use easter::easter;
pub use holidays::{Holiday, holidays};
pub use hours::{Hours, Offset, closed_in};
pub use policies::*;
pub use regions::*;
pub use types::*;
pub use validate::*;
pub use week::{hours_text, minutes_text, parse_hours, parse_minutes};

/// Minutes of a day.
pub const DAY: i64 = 24 * 60;
/// The most spans of a day.
pub const SPANS_MAX: usize = 8;
/// The most days of the vendor's own (a span of several counts once).
pub const CLOSED_MAX: usize = 500;
/// The longest such span, in days.
pub const CLOSED_DAYS_MAX: i64 = 366;
/// The longest name of such a day, in characters.
pub const CLOSED_NAME_MAX: usize = 120;
/// The most tiers.
pub const TIERS_MAX: usize = 12;
/// The most business minutes that a policy may promise: a year of full weeks.
pub const PROMISE_MAX: i64 = 2_080 * 60;
/// So far ahead a promise may be due at most, in days: whoever promises more promises nothing.
pub const PROMISE_DAYS_MAX: i64 = 2 * 366;
/// The largest file of a calendar that is read, in bytes.
pub const ICS_MAX: usize = 1_000_000;
