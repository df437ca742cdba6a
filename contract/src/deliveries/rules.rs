//! Which status may follow which, and who may say so.

use super::{Channel, Status, status::follows};
use crate::{
    civil::Date,
    people::{Role, rules::Actor},
    requests::{
        Request,
        rules::{Refusal, SHIPPERS, of_the_vendor},
    },
};

/// Whether somebody may say that a delivery is that far. What was not sent has not arrived; the same may be said again (a second attempt, another
/// day); the rest is [`follows`].
#[must_use]
pub fn may_follow(now: Status, next: Status) -> bool {
    match now {
        Status::Planned => matches!(next, Status::Sent | Status::Accepted),
        now if now == next => Status::by_hand(Channel::Parcel).contains(&next) || next == Status::Problem,
        now => follows(now, next),
    }
}

/// What may honestly be said about when something comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It is here, or it will not come: what happened is said by the status.
    Over,
    /// Nobody knows yet.
    NoDate,
    /// On that day.
    Expected(Date),
    /// It should have come on that day, and has not.
    Overdue(Date),
}

/// When something comes that has this status and this day, said today. No page says "arriving" of a day that is over.
#[must_use]
pub fn arrival(status: Status, on: Option<Date>, today: Date) -> Arrival {
    match (status, on) {
        (Status::Planned | Status::Sent | Status::InTransit | Status::OutForDelivery, on) => match on {
            None => Arrival::NoDate,
            Some(day) if day < today => Arrival::Overdue(day),
            Some(day) => Arrival::Expected(day),
        },
        _ => Arrival::Over,
    }
}

/// Whether the actor may note a status by hand.
///
/// # Errors
/// The missing right.
pub fn can_track(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, SHIPPERS)
}

/// Who may import what a carrier says: those who ship, and admins.
pub const IMPORTERS: &[Role] = &[Role::Support, Role::Approver, Role::Lead, Role::Admin];

/// Whether the actor may import what a carrier says of parcels.
///
/// # Errors
/// The missing right.
pub fn can_import(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, IMPORTERS)
}

/// Whether the actor may say that they have taken care of what was wrong: the owner, or whoever ships.
///
/// # Errors
/// The missing right.
pub fn can_take_care(actor: &Actor, request: &Request) -> Result<(), Refusal> {
    if actor.is_vendor() && actor.id == request.owner.id { Ok(()) } else { can_track(actor) }
}

/// Whether the actor may confirm in a recipient's place, or print their link: whoever named the recipients.
///
/// # Errors
/// The missing right.
pub fn can_act_for_recipients(actor: &Actor, request: &Request) -> Result<(), Refusal> {
    if !actor.is_partner() {
        Err(Refusal::PartnerOnly)
    } else if actor.id == request.requester.id || actor.is(Role::Owner) {
        Ok(())
    } else {
        Err(Refusal::NeedsRequester)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn nothing_arrives_on_a_day_that_is_over_nor_twice() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let (before, today, after) = (day("2026-11-20"), day("2026-11-24"), day("2026-11-25"));
        for status in Status::ALL {
            let moves = matches!(status, Status::Planned | Status::Sent | Status::InTransit | Status::OutForDelivery);
            let said = [None, Some(before), Some(today), Some(after)].map(|on| arrival(*status, on, today));
            let honest = [Arrival::NoDate, Arrival::Overdue(before), Arrival::Expected(today), Arrival::Expected(after)];
            assert_eq!(said, if moves { honest } else { [Arrival::Over; 4] }, "{status:?}");
        }
    }

    #[test]
    fn what_is_confirmed_stays_confirmed_and_what_was_not_sent_has_not_arrived() {
        for status in Status::ALL {
            assert!(!may_follow(Status::Confirmed, *status), "{status}");
            let begins = matches!(status, Status::Sent | Status::Accepted);
            assert_eq!(may_follow(Status::Planned, *status), begins, "{status}");
        }
        assert!(may_follow(Status::Problem, Status::Confirmed) && !may_follow(Status::Problem, Status::Delivered));
        assert!(may_follow(Status::Lost, Status::Delivered));
    }
}
