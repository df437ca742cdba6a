//! What of a delivery needs somebody of the vendor: found unasked, noted once, told to the requester before they ask.

use super::{Status, tracking::Cause};
use crate::civil::Date;

words! {
    /// Something that does not go as it should.
    Trouble {
        /// Nothing was heard of it for a business day.
        NoMovement = "no_movement",
        /// Customs have it.
        Customs = "customs",
        /// It could not be handed over, or its address is wrong.
        Failed = "failed",
        /// It lies with the carrier: held, or waiting to be collected.
        Held = "held",
        /// It is damaged.
        Damaged = "damaged",
        /// The carrier reports a trouble and does not say which.
        Carrier = "carrier",
        /// It comes later than was said first, or has not come on the day.
        Late = "late",
        /// It is going back.
        Returned = "returned",
        /// It can't be found.
        Lost = "lost",
    }
}

/// What is known of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub status: Status,
    pub cause: Option<Cause>,
    pub first_arrives_on: Option<Date>,
    pub arrives_on: Option<Date>,
    /// Nothing was heard of it for a business day.
    pub still: bool,
    pub today: Date,
}

/// What is the matter with a parcel, the worst last.
#[must_use]
pub fn troubles(of: &Facts) -> Vec<Trouble> {
    let mut all = Vec::new();
    match of.status {
        Status::Sent | Status::InTransit | Status::OutForDelivery => {
            all.extend(of.still.then_some(Trouble::NoMovement));
            all.extend(match of.cause {
                Some(Cause::Customs) => Some(Trouble::Customs),
                Some(Cause::Attempt | Cause::Address | Cause::Refused) => Some(Trouble::Failed),
                Some(Cause::Held | Cause::Collect) => Some(Trouble::Held),
                Some(Cause::Damaged) => Some(Trouble::Damaged),
                Some(Cause::Carrier) => Some(Trouble::Carrier),
                // It comes later, if at all, and the day says so.
                Some(Cause::Weather | Cause::Delayed) | None => None,
            });
            all.extend(is_late(of).then_some(Trouble::Late));
        }
        Status::Failed => all.push(Trouble::Failed),
        Status::Returned => all.push(Trouble::Returned),
        Status::Lost => all.push(Trouble::Lost),
        // What a recipient says has its own way; mails have theirs.
        _ => {}
    }
    all
}

/// Later than was said first, or due before today.
fn is_late(of: &Facts) -> bool {
    let Some(now) = of.arrives_on else { return false };
    now < of.today || of.first_arrives_on.is_some_and(|first| now > first)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn facts(status: Status) -> Facts {
        let day = "2026-11-27".parse().ok();
        Facts { status, cause: None, first_arrives_on: day, arrives_on: day, still: false, today: "2026-11-25".parse().unwrap() }
    }

    #[test]
    fn what_goes_well_is_no_trouble() {
        for status in Status::ALL {
            let expected = match status {
                Status::Failed => vec![Trouble::Failed],
                Status::Returned => vec![Trouble::Returned],
                Status::Lost => vec![Trouble::Lost],
                _ => vec![],
            };
            assert_eq!(troubles(&facts(*status)), expected, "{status}");
        }
    }

    #[test]
    fn what_is_over_is_none_whatever_was_said_before() {
        for status in [Status::Delivered, Status::Confirmed, Status::Problem, Status::Superseded] {
            let of = Facts { cause: Some(Cause::Customs), still: true, today: "2026-12-24".parse().unwrap(), ..facts(status) };
            assert_eq!(troubles(&of), [], "{status}");
        }
    }

    #[test]
    fn each_cause_has_its_trouble_or_none() {
        for cause in Cause::ALL {
            let found = troubles(&Facts { cause: Some(*cause), ..facts(Status::InTransit) });
            assert_eq!(found.is_empty(), matches!(cause, Cause::Weather | Cause::Delayed), "{cause}");
        }
    }

    #[test]
    fn late_is_later_than_said_first_or_after_the_day() {
        let moved = |first: Option<&str>, now: Option<&str>, today: &str| {
            let date = |text: &str| text.parse::<Date>().unwrap();
            troubles(&Facts {
                first_arrives_on: first.map(date),
                arrives_on: now.map(date),
                today: date(today),
                ..facts(Status::InTransit)
            })
        };
        assert_eq!(moved(Some("2026-11-27"), Some("2026-11-30"), "2026-11-25"), [Trouble::Late]);
        assert_eq!(moved(Some("2026-11-27"), Some("2026-11-26"), "2026-11-25"), []);
        assert_eq!(moved(Some("2026-11-27"), Some("2026-11-27"), "2026-11-27"), []);
        assert_eq!(moved(Some("2026-11-27"), Some("2026-11-27"), "2026-11-28"), [Trouble::Late]);
        assert_eq!(moved(None, None, "2026-11-28"), []);
        let still = Facts { still: true, ..facts(Status::Sent) };
        assert_eq!(troubles(&still), [Trouble::NoMovement]);
    }
}
