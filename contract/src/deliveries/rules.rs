//! Which status may follow which, and who may say so.

use super::Status;
use crate::{
    people::{Role, rules::Actor},
    requests::{
        Request,
        rules::{Refusal, SHIPPERS},
    },
};

/// Whether a status may follow another. What a recipient has confirmed stays confirmed; what was not sent has not arrived.
#[must_use]
pub const fn may_follow(now: Status, next: Status) -> bool {
    match (now, next) {
        (Status::Planned, Status::Sent) => true,
        (Status::Planned | Status::Confirmed, _) | (_, Status::Planned | Status::Sent) => false,
        // A recipient who said that something is wrong may still confirm; the carrier's word does not overrule theirs.
        (Status::Problem, next) => matches!(next, Status::Confirmed | Status::Problem | Status::Returned),
        _ => true,
    }
}

/// Whether the actor may note a status by hand.
///
/// # Errors
/// The missing right.
pub fn can_track(actor: &Actor) -> Result<(), Refusal> {
    if !actor.is_vendor() {
        Err(Refusal::VendorOnly)
    } else if actor.is_any(SHIPPERS) {
        Ok(())
    } else {
        Err(Refusal::NeedsRole(SHIPPERS))
    }
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
    fn what_is_confirmed_stays_confirmed_and_what_was_not_sent_has_not_arrived() {
        for status in Status::ALL {
            assert!(!may_follow(Status::Confirmed, *status), "{status}");
            assert_eq!(may_follow(Status::Planned, *status), *status == Status::Sent, "{status}");
        }
        assert!(may_follow(Status::Problem, Status::Confirmed) && !may_follow(Status::Problem, Status::Delivered));
        assert!(may_follow(Status::Lost, Status::Delivered));
    }
}
