//! How far a delivery to one recipient is: one state machine for every channel. What was reported comes in any order, late or twice; the
//! status is a pure fold over all of it, by one table.

use super::types::{Channel, Status};
use crate::ids::Millis;

/// What was reported of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reported {
    /// Which sending to this recipient it is about, from 1: each begins anew.
    pub round: i64,
    /// When it happened, by the clock of whoever says so, never later than when we heard of it.
    pub at: Millis,
    pub status: Status,
}

/// Which status may follow which; of what is not here, nothing comes. Confirmed stays confirmed, superseded stays superseded; a recipient's word is not
/// overruled by a carrier's or a mail server's; a bounce that comes after the recipient has opened it changes nothing.
pub const FOLLOWS: &[(Status, &[Status])] = {
    use Status::{
        Accepted, Bounced, Confirmed, Delayed, Delivered, Failed, InTransit, Lost, Opened, OutForDelivery, Planned, Problem, Returned,
        Sent, Superseded,
    };
    &[
        // A carrier's clock may be ahead of ours: what it says can be older than our own note that it was sent.
        (
            Planned,
            &[
                Sent,
                Delayed,
                Accepted,
                Bounced,
                Opened,
                InTransit,
                OutForDelivery,
                Failed,
                Delivered,
                Returned,
                Lost,
                Problem,
                Confirmed,
                Superseded,
            ],
        ),
        (
            Sent,
            &[
                Delayed,
                Accepted,
                Bounced,
                Opened,
                InTransit,
                OutForDelivery,
                Failed,
                Delivered,
                Returned,
                Lost,
                Problem,
                Confirmed,
                Superseded,
            ],
        ),
        (Delayed, &[Sent, Accepted, Bounced, Opened, Problem, Confirmed, Superseded]),
        (Accepted, &[Delayed, Bounced, Opened, Problem, Confirmed, Superseded]),
        (Bounced, &[Opened, Problem, Confirmed, Superseded]),
        (Opened, &[Problem, Confirmed, Superseded]),
        (InTransit, &[OutForDelivery, Failed, Delivered, Returned, Lost, Problem, Confirmed, Superseded]),
        (OutForDelivery, &[InTransit, Failed, Delivered, Returned, Lost, Problem, Confirmed, Superseded]),
        (Failed, &[InTransit, OutForDelivery, Delivered, Returned, Lost, Problem, Confirmed, Superseded]),
        (Delivered, &[Failed, Returned, Lost, Problem, Confirmed, Superseded]),
        (Returned, &[InTransit, OutForDelivery, Delivered, Lost, Problem, Confirmed, Superseded]),
        (Lost, &[InTransit, OutForDelivery, Failed, Delivered, Returned, Problem, Confirmed, Superseded]),
        (Problem, &[Returned, Confirmed, Superseded]),
        (Confirmed, &[]),
        (Superseded, &[]),
    ]
};

/// Whether a status may follow another.
#[must_use]
pub fn follows(now: Status, next: Status) -> bool {
    FOLLOWS.iter().any(|(from, to)| *from == now && to.contains(&next))
}

/// Whether a status says something of a delivery that goes this way. The mail that announces a parcel may bounce: that is noted, and says nothing of the
/// parcel.
#[must_use]
pub const fn counts(channel: Channel, status: Status) -> bool {
    match status {
        Status::Accepted | Status::Delayed | Status::Bounced | Status::Opened => !matches!(channel, Channel::Parcel),
        Status::InTransit | Status::OutForDelivery | Status::Failed | Status::Delivered | Status::Returned | Status::Lost => {
            matches!(channel, Channel::Parcel)
        }
        Status::Planned | Status::Sent | Status::Problem | Status::Confirmed | Status::Superseded => true,
    }
}

/// How far it is, after all that was reported of this round, in whatever order that came in. What could not follow is history, and changes nothing.
#[must_use]
pub fn fold(channel: Channel, round: i64, reported: &[Reported]) -> Status {
    let mut told: Vec<Reported> = reported.iter().copied().filter(|one| one.round == round && counts(channel, one.status)).collect();
    // The order is that of what happened; at one instant, that of the way.
    told.sort_unstable();
    told.iter().fold(Status::Planned, |now, one| if follows(now, one.status) { one.status } else { now })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn the_table_has_each_status_once_and_none_follows_itself() {
        let rows: Vec<Status> = FOLLOWS.iter().map(|(from, _)| *from).collect();
        for status in Status::ALL {
            assert_eq!(rows.iter().filter(|row| *row == status).count(), 1, "{status}");
            assert!(!follows(*status, *status) && !follows(*status, Status::Planned), "{status}");
        }
        assert!(Status::ALL.iter().all(|next| !follows(Status::Confirmed, *next) && !follows(Status::Superseded, *next)));
    }

    #[test]
    fn everything_counts_for_some_way_and_what_counts_can_be_reached() {
        for channel in Channel::ALL {
            for status in Status::ALL.iter().filter(|status| **status != Status::Planned) {
                let one = [Reported { round: 1, at: 5, status: *status }];
                let expected = if counts(*channel, *status) { *status } else { Status::Planned };
                assert_eq!(fold(*channel, 1, &one), expected, "{channel} {status}");
            }
        }
    }

    #[test]
    fn a_late_bounce_of_what_was_sent_before_says_nothing_of_what_was_sent_since() {
        let told = |round, at, status| Reported { round, at, status };
        let all = [told(1, 1, Status::Accepted), told(2, 9, Status::Accepted), told(1, 20, Status::Bounced)];
        assert_eq!(fold(Channel::Mail, 2, &all), Status::Accepted);
        assert_eq!(fold(Channel::Mail, 1, &all), Status::Bounced);
    }

    #[test]
    fn who_has_opened_it_has_it_whatever_comes_back() {
        let told = |at, status| Reported { round: 1, at, status };
        let mut all = vec![told(1, Status::Accepted), told(4, Status::Bounced), told(3, Status::Opened)];
        assert_eq!(fold(Channel::Mail, 1, &all), Status::Opened);
        all.push(told(2, Status::Bounced));
        assert_eq!(fold(Channel::Mail, 1, &all), Status::Opened);
    }
}
