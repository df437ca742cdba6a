use eyelevel_contract::{
    civil::Date,
    people::{OrganisationKind, Role},
    requests::{State, rules::Refusal},
    returns::{
        Device, ItemState, KnownBy, Payer, Postage, PostageRule, Reason,
        rules::{Verb, at_once, can, can_import, can_look_up, fold, once_accepted, plus_months, postage, together},
    },
};

use super::samples::{a_return, device};
use crate::samples::{actor, requester, today};

#[test]
fn who_pays_follows_from_reason_and_window() {
    let (fresh, older, old) = (device("2028-11-20", "2026-11-24"), device("2026-11-24", "2026-11-23"), device("2026-11-23", "2025-12-01"));
    let who = |reason, device: Option<&_>| {
        let Postage { payer, because } = postage(reason, device, today());
        (payer, because)
    };
    use PostageRule as By;
    assert_eq!(who(Reason::DeadOnArrival, Some(&fresh)), (Payer::Vendor, By::WithinDeadOnArrival));
    assert_eq!(who(Reason::DeadOnArrival, Some(&older)), (Payer::Vendor, By::WithinWarranty), "the last day counts");
    assert_eq!(who(Reason::Warranty, Some(&fresh)), (Payer::Vendor, By::WithinWarranty));
    assert_eq!(who(Reason::Warranty, Some(&old)), (Payer::Partner, By::WarrantyOver));
    assert_eq!(who(Reason::DeadOnArrival, Some(&old)), (Payer::Partner, By::WarrantyOver));
    assert_eq!(who(Reason::Warranty, None), (Payer::AfterCheck, By::NotKnownYet));
    for device in [None, Some(&old)] {
        assert_eq!(who(Reason::WrongDelivery, device), (Payer::Vendor, By::OurMistake));
        assert_eq!(who(Reason::LoanReturn, device), (Payer::Partner, By::LoanEnds));
    }
}

#[test]
fn a_yes_says_who_pays_for_what_was_open() {
    let before = |payer| Postage { payer, because: PostageRule::NotKnownYet };
    assert_eq!(once_accepted(before(Payer::AfterCheck)), Postage { payer: Payer::Vendor, because: PostageRule::Accepted });
    for payer in [Payer::Vendor, Payer::Partner] {
        assert_eq!(once_accepted(before(payer)), before(payer), "what was said before the form was sent stays");
    }
}

#[test]
fn one_box_has_one_payer() {
    let of = |payer| Postage { payer, because: PostageRule::NotKnownYet };
    let (vendor, partner, open) = (of(Payer::Vendor), of(Payer::Partner), of(Payer::AfterCheck));
    assert_eq!(together(&[partner, vendor]), vendor);
    assert_eq!(together(&[partner, partner]), partner);
    assert_eq!(together(&[vendor, open, partner]), open);
    assert_eq!(together(&[]).payer, Payer::AfterCheck);
}

#[test]
fn at_once_is_for_what_is_known_and_within_its_window_alone() {
    let fresh = device("2028-11-20", "2026-11-24");
    assert!(at_once(Reason::DeadOnArrival, Some(&fresh), today(), false, true));
    assert!(!at_once(Reason::DeadOnArrival, Some(&fresh), today(), true, true), "somebody has asked before");
    assert!(!at_once(Reason::DeadOnArrival, Some(&fresh), today(), false, false), "nobody would get it");
    let claimed = Device { known_by: KnownBy::Claim, ..fresh.clone() };
    assert!(!at_once(Reason::DeadOnArrival, Some(&claimed), today(), false, true), "nobody vouches for it");
    assert_eq!(postage(Reason::DeadOnArrival, Some(&claimed), today()).payer, Payer::AfterCheck);
    assert!(!at_once(Reason::Warranty, Some(&fresh), today(), false, true));
    assert!(!at_once(Reason::DeadOnArrival, None, today(), false, true));
    assert!(!at_once(Reason::DeadOnArrival, Some(&device("2028-11-20", "2026-11-23")), today(), false, true));
    assert!(!at_once(Reason::DeadOnArrival, Some(&device("2028-11-20", "")), today(), false, true));
}

#[test]
fn a_warranty_of_months_ends_on_the_day_it_began() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    for (from, months, until) in [
        ("2026-11-24", 24, "2028-11-24"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-05", 0, "2026-03-05"),
    ] {
        assert_eq!(plus_months(day(from), months), day(until), "{from} + {months}");
    }
    assert_eq!(plus_months(day("9999-12-01"), 240), day("9999-12-01"), "where the calendar ends, nothing moves");
}

#[test]
fn the_request_stands_where_its_devices_do() {
    use ItemState::{Approved, Asked, Declined, Done, Inspected, LabelSent, OnTheWay, Received};
    for (items, state) in [
        (&[Asked, Approved][..], State::Submitted),
        (&[Approved, Declined], State::Approved),
        (&[LabelSent, Declined], State::ReturnDue),
        (&[OnTheWay, Done], State::Shipped),
        (&[Received, OnTheWay], State::Approved),
        (&[Inspected, LabelSent], State::Approved),
        (&[Done, Declined], State::Closed),
        (&[Declined, Declined], State::Declined),
    ] {
        assert_eq!(fold(items), state, "{items:?}");
    }
}

#[test]
fn each_verb_has_its_side_its_roles_and_its_states() {
    let support = actor("s", OrganisationKind::Vendor, &[Role::Support]);
    let approver = actor("a", OrganisationKind::Vendor, &[Role::Approver]);
    let admin = actor("d", OrganisationKind::Vendor, &[Role::Admin]);
    let accounts = actor("c", OrganisationKind::Partner, &[Role::Accounts]);
    let there = a_return(State::Approved, &[ItemState::Received]);
    assert_eq!(can(&support, Verb::Inspect, &there), Ok(()));
    assert!(matches!(can(&support, Verb::Finish, &there), Err(Refusal::NeedsRole(_))));
    assert_eq!(can(&approver, Verb::Finish, &there), Ok(()));
    assert!(matches!(can(&admin, Verb::Inspect, &there), Err(Refusal::NeedsRole(_))));
    assert_eq!(can(&requester(), Verb::Receive, &there), Err(Refusal::VendorOnly));
    assert_eq!(can(&support, Verb::HandIn, &there), Err(Refusal::PartnerOnly));
    assert!(matches!(can(&accounts, Verb::HandIn, &there), Err(Refusal::NeedsRole(_))));
    assert_eq!(can(&requester(), Verb::HandIn, &there), Err(Refusal::Not(State::Approved)));
    assert_eq!(can(&requester(), Verb::HandIn, &a_return(State::ReturnDue, &[ItemState::LabelSent])), Ok(()));
    for over in [State::Withdrawn, State::Closed] {
        assert_eq!(can(&support, Verb::Receive, &a_return(over, &[ItemState::Approved])), Err(Refusal::Not(over)));
    }
}

#[test]
fn who_imports_and_who_looks_up() {
    let agent = actor("g", OrganisationKind::Distributor, &[Role::Agent]);
    let auditor = actor("u", OrganisationKind::Vendor, &[Role::Auditor]);
    let support = actor("s", OrganisationKind::Vendor, &[Role::Support]);
    assert_eq!((can_import(&agent), can_import(&requester()), can_import(&support)), (Ok(()), Ok(()), Ok(())));
    assert!(matches!(can_import(&auditor), Err(Refusal::NeedsRole(_))));
    assert_eq!((can_look_up(&auditor), can_look_up(&requester())), (Ok(()), Ok(())));
    assert_eq!(can_look_up(&agent), Err(Refusal::PartnerOnly));
}
