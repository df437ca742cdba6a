//! Who may do what, and when.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    people::{OrganisationKind, Role},
    requests::{
        Reply, Request, Section, State, WaitingOn,
        rules::{Action, Refusal, can, may_see, section, waiting_on},
    },
};

use crate::samples::{actor, request, requester};

#[test]
fn nobody_waits_for_what_nobody_owes() {
    for state in State::ALL {
        let done = section(*state) == eyelevel_contract::requests::Section::Done;
        if done {
            assert_eq!(waiting_on(*state), WaitingOn::Nobody, "{state}");
        }
    }
}

#[test]
fn a_decision_is_for_deciders_while_one_is_owed() {
    let approver = actor("a", OrganisationKind::Vendor, &[Role::Approver]);
    let support = actor("s", OrganisationKind::Vendor, &[Role::Support]);
    for state in State::ALL {
        let allowed = matches!(state, State::Submitted | State::Offered);
        assert_eq!(can(&approver, Action::Decide, &request(*state)).is_ok(), allowed, "{state}");
        assert!(matches!(can(&support, Action::Decide, &request(*state)), Err(Refusal::NeedsRole(_))));
        assert_eq!(can(&requester(), Action::Decide, &request(*state)), Err(Refusal::VendorOnly));
    }
}

#[test]
fn the_second_look_is_asked_for_once_and_taken_by_somebody_else() {
    let mut declined = request(State::Declined);
    assert_eq!(can(&requester(), Action::SecondLook, &declined), Ok(()));
    declined.second_look = true;
    assert_eq!(can(&requester(), Action::SecondLook, &declined), Err(Refusal::OnceOnly));

    let mut again = request(State::Submitted);
    again.second_look = true;
    let other = actor("first-decider", OrganisationKind::Vendor, &[Role::Approver]);
    let owner = actor("owner", OrganisationKind::Vendor, &[Role::Approver]);
    assert_eq!(can(&other, Action::Decide, &again), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(can(&owner, Action::Decide, &again), Ok(()));
}

#[test]
fn one_objection_a_question() {
    let mut asked = request(State::Question);
    assert_eq!(can(&requester(), Action::Object, &asked), Ok(()));
    asked.objected = true;
    assert_eq!(can(&requester(), Action::Object, &asked), Err(Refusal::OnceOnly));
    assert_eq!(can(&requester(), Action::Answer, &asked), Ok(()));
}

#[test]
fn only_the_requester_or_the_owner_of_the_company_accepts() {
    let offered = request(State::Offered);
    let colleague = actor("colleague", OrganisationKind::Partner, &[Role::Sales]);
    let boss = actor("boss", OrganisationKind::Partner, &[Role::Owner]);
    assert_eq!(can(&requester(), Action::Accept, &offered), Ok(()));
    assert_eq!(can(&colleague, Action::Accept, &offered), Err(Refusal::NeedsRequester));
    assert_eq!(can(&boss, Action::Accept, &offered), Ok(()));
}

#[test]
fn who_sees_a_request() {
    let see = |a: &eyelevel_contract::people::rules::Actor, limited| {
        may_see(a, eyelevel_contract::requests::Kind::DemoKit, "partner", "requester", limited)
    };
    let colleague = actor("colleague", OrganisationKind::Partner, &[Role::Technician]);
    let boss = actor("boss", OrganisationKind::Partner, &[Role::Owner]);
    let accounts = actor("accounts", OrganisationKind::Partner, &[Role::Accounts]);
    let mut stranger = requester();
    stranger.organisation_id = "elsewhere".to_owned();
    assert!(see(&requester(), true) && see(&boss, true) && see(&colleague, false));
    assert!(!see(&colleague, true) && !see(&accounts, false) && !see(&stranger, false));
    assert!(see(&actor("v", OrganisationKind::Vendor, &[Role::Auditor]), true));
    assert!(!see(&actor("v", OrganisationKind::Vendor, &[Role::Ledger]), false));
}

#[test]
fn an_answer_that_is_owed_needs_none_is_handed_over_and_escalated_in_any_state() {
    let owner = actor("owner", OrganisationKind::Vendor, &[Role::Support]);
    for state in State::ALL {
        let quiet = request(*state);
        let waits = Request { reply: Some(Reply { since: 0, due_at: 1, late: false }), ..quiet.clone() };
        assert_eq!(can(&owner, Action::NoReply, &waits), Ok(()), "{state:?}");
        assert_eq!(can(&owner, Action::NoReply, &quiet), Err(Refusal::Not(*state)));
        assert_eq!(can(&requester(), Action::NoReply, &waits), Err(Refusal::VendorOnly));
        assert_eq!(can(&requester(), Action::Escalate, &waits), Ok(()));
        assert_eq!(can(&owner, Action::HandOver, &waits), Ok(()));
        let is_done = section(*state) == Section::Done;
        assert_eq!(can(&requester(), Action::Escalate, &quiet).is_err(), is_done, "{state:?}");
    }
}

#[test]
fn how_severe_it_is_is_said_by_both_sides_until_it_is_done() {
    let owner = actor("owner", OrganisationKind::Vendor, &[Role::Support]);
    let lead = actor("lead", OrganisationKind::Vendor, &[Role::Lead]);
    let colleague = actor("colleague", OrganisationKind::Partner, &[Role::Sales]);
    for state in State::ALL {
        let allowed = if section(*state) == Section::Done { Err(Refusal::Not(*state)) } else { Ok(()) };
        for actor in [&owner, &lead, &colleague, &requester()] {
            assert_eq!(can(actor, Action::ChangeSeverity, &request(*state)), allowed, "{state}");
        }
        let support = actor("support", OrganisationKind::Vendor, &[Role::Support]);
        assert!(matches!(can(&support, Action::ChangeSeverity, &request(*state)), Err(Refusal::NeedsRole(_))));
    }
    let agent = actor("agent", OrganisationKind::Distributor, &[Role::Agent]);
    assert_eq!(can(&agent, Action::ChangeSeverity, &request(State::Submitted)), Err(Refusal::VendorOnly));
}
