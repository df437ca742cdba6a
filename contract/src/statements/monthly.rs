//! Statements that are sent each month: to whom, and how it went.

use crate::civil::Date;
use crate::ids::{Id, Millis};
use crate::people::PersonRef;
use crate::validate::{Fault, Faults};

/// The most people who are sent a statement.
pub const PINS_MAX: usize = 50;

words! {
    /// What became of a statement that was sent to somebody.
    SentStatus {
        /// It goes out as soon as the mail server takes it.
        Waiting = "waiting",
        /// The mail server has taken it.
        Sent = "sent",
        /// The mail server said no for good.
        Failed = "failed",
        /// They may not see it any more, or were left out, before it went.
        Withheld = "withheld",
    }
}

wire! {
    /// Whom an account's statement goes to each month, and how it went.
    pub struct Monthly {
        /// The partner's people who may see it, by name.
        pub readers: Vec<Reader>,
        /// The months that were sent, the newest first.
        pub sendings: Vec<Sending>,
        /// The day on which the next one goes out: a month's first business day.
        pub next_on: Date,
        /// Whether the caller says who gets it.
        pub pins: bool,
    }

    /// Somebody who may see a statement.
    pub struct Reader {
        pub person: PersonRef,
        /// Whether it is sent to them.
        pub pinned: bool,
    }

    /// A month's statement that was sent.
    pub struct Sending {
        /// Its first day.
        pub month: Date,
        pub recipients: Vec<SentTo>,
    }

    /// One of those to whom it was sent.
    pub struct SentTo {
        pub person: PersonRef,
        pub status: SentStatus,
        /// When the mail server took it.
        pub at: Option<Millis>,
    }

    /// Who gets it from now on: all of them, nobody else.
    pub struct Pins {
        pub person_ids: Vec<Id>,
    }
}

/// Who gets it, without faults: nobody twice.
///
/// # Errors
/// The faults by field.
pub fn validate_pins(pins: &Pins) -> Result<Pins, Faults> {
    let mut faults = Faults::new();
    if pins.person_ids.len() > PINS_MAX {
        faults.add("person_ids", Fault::TooMany(PINS_MAX));
    }
    let mut seen = std::collections::HashSet::new();
    if pins.person_ids.iter().any(|id| !seen.insert(id)) {
        faults.add("person_ids", Fault::Twice);
    }
    faults.or(pins.clone())
}

/// The first day of the month of a day, and the first day of the month before.
#[must_use]
pub fn months(day: Date) -> (Date, Date) {
    let first = day.plus_days(1 - i64::from(day.day()));
    let last = first.plus_days(-1);
    (first, last.plus_days(1 - i64::from(last.day())))
}

/// The first day from this one on that is no Saturday and no Sunday.
#[must_use]
pub fn business_day(mut day: Date) -> Date {
    while day.weekday() >= 5 {
        day = day.plus_days(1);
    }
    day
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_month_begins_with_its_first_business_day() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (today, first, before, business) in [
            ("2026-11-24", "2026-11-01", "2026-10-01", "2026-11-02"),
            ("2026-03-01", "2026-03-01", "2026-02-01", "2026-03-02"),
            ("2027-01-31", "2027-01-01", "2026-12-01", "2027-01-01"),
            ("2026-08-01", "2026-08-01", "2026-07-01", "2026-08-03"),
        ] {
            assert_eq!(months(day(today)), (day(first), day(before)), "{today}");
            assert_eq!(business_day(day(first)), day(business), "{today}");
        }
    }
}
