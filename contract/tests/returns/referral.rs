//! A return in a distributor's hands: who may hand it over, what goes out, and what an answer needs.

use eyelevel_contract::{
    attachments::Attachment,
    people::{OrganisationKind, OrganisationRef, PersonRef, Role},
    requests::{State, rules::Refusal},
    returns::{
        Decide, DecideItem, DistributorAnswer, Finish, ItemState, Outcome, Refer, Referral, ReferralAnswer, ReferralState, Replacement,
        Return, TakeBack, can_refer, can_take_back, needs_consent, not_referred, pictures, referable,
        rules::{Verb, can},
        shared, validate_decision, validate_distributor_answer, validate_outcome, validate_referral, validate_take_back,
    },
    validate::Fault,
};

use super::samples::a_return;
use crate::json::both_ways;
use crate::samples::{actor, kit, requester, today};

fn approver() -> eyelevel_contract::people::rules::Actor {
    actor("a", OrganisationKind::Vendor, &[Role::Approver])
}

fn refer() -> Refer {
    Refer { person_id: "g".to_owned(), note: " Known here. ".to_owned(), file_ids: vec![], with_recipient: false }
}

fn file(id: &str, media_type: &str) -> Attachment {
    Attachment {
        id: id.to_owned(),
        name: format!("{id}.x"),
        media_type: media_type.to_owned(),
        bytes: 1,
        sha256: String::new(),
        uploaded_at: 0,
    }
}

fn person(id: &str) -> PersonRef {
    PersonRef { id: id.to_owned(), name: id.to_uppercase() }
}

fn referral(thing: &Return, state: ReferralState) -> Referral {
    Referral {
        id: "f".to_owned(),
        state,
        distributor: OrganisationRef { id: "d".to_owned(), name: "D".to_owned() },
        agent: person("g"),
        shared: shared(&refer(), thing),
        asked_by: person("a"),
        asked_at: 1,
        in_advance: false,
        agreed_by: Some(person("r")),
        agreed_at: Some(2),
        handed_at: Some(2),
        answer_by: Some(today()),
        answer: Some(ReferralAnswer::Replace),
        answered_at: Some(3),
        by: Some(today()),
        text: Some("From stock.".to_owned()),
        ended_at: None,
        ending: None,
    }
}

fn with(state: State, items: &[ItemState], of: ReferralState) -> Return {
    let thing = a_return(state, items);
    Return { referrals: vec![referral(&thing, of)], ..thing }
}

#[test]
fn it_travels_as_it_is() {
    both_ways(&with(State::Submitted, &[ItemState::Asked], ReferralState::Taken));
    both_ways(&refer());
}

#[test]
fn who_decides_hands_it_over_while_nobody_has_a_label_and_nothing_is_replaced() {
    let asked = a_return(State::Submitted, &[ItemState::Asked]);
    assert_eq!(can_refer(&approver(), &asked), Ok(()));
    for who in [requester(), actor("g", OrganisationKind::Distributor, &[Role::Agent])] {
        assert_eq!(can_refer(&who, &asked), Err(Refusal::VendorOnly));
    }
    let support = actor("s", OrganisationKind::Vendor, &[Role::Support]);
    assert!(matches!(can_refer(&support, &asked), Err(Refusal::NeedsRole(_))));
    for (state, item) in [
        (State::Question, ItemState::Asked),
        (State::ReturnDue, ItemState::LabelSent),
        (State::Shipped, ItemState::OnTheWay),
        (State::Approved, ItemState::Received),
        (State::Declined, ItemState::Declined),
        (State::Closed, ItemState::Done),
        (State::Withdrawn, ItemState::Asked),
    ] {
        assert_eq!(can_refer(&approver(), &a_return(state, &[item])), Err(Refusal::Not(state)), "{state}");
    }
    let mut replaced = a_return(State::Approved, &[ItemState::Approved, ItemState::Approved]);
    replaced.items[0].replacement = Some(Replacement::Awaited);
    assert_eq!(referable(&replaced).map(|item| item.id.as_str()).collect::<Vec<_>>(), ["i1"]);
    replaced.items[1].replacement = Some(Replacement::Sent);
    assert_eq!(can_refer(&approver(), &replaced), Err(Refusal::Not(State::Approved)));
}

#[test]
fn one_distributor_at_a_time_and_nobody_does_the_same_beside_them() {
    for state in ReferralState::ALL {
        let thing = with(State::Approved, &[ItemState::Approved], *state);
        let open = matches!(state, ReferralState::Proposed | ReferralState::Handed | ReferralState::Taken);
        let theirs = matches!(state, ReferralState::Handed | ReferralState::Taken);
        assert_eq!(can_refer(&approver(), &thing), if open { Err(Refusal::Referred) } else { Ok(()) }, "{state}");
        assert_eq!(can_take_back(&approver(), &thing), if open { Ok(()) } else { Err(Refusal::Not(State::Approved)) }, "{state}");
        let beside = if theirs { Err(Refusal::Referred) } else { Ok(()) };
        assert_eq!(not_referred(&thing), beside, "{state}");
        assert_eq!(can(&approver(), Verb::SendLabel, &thing), beside, "{state}");
        // What comes all the same, is booked.
        assert_eq!(can(&approver(), Verb::Receive, &thing), Ok(()), "{state}");
    }
    assert!(!Refusal::Referred.is_missing_right());
}

#[test]
fn only_who_was_named_gets_it_unasked_and_nobody_an_address() {
    let mut thing = a_return(State::Submitted, &[ItemState::Asked]);
    assert!(needs_consent(&thing, "d", false));
    thing.bought_from = Some(OrganisationRef { id: "d".to_owned(), name: "D".to_owned() });
    assert!(!needs_consent(&thing, "d", false));
    assert!(needs_consent(&thing, "other", false) && needs_consent(&thing, "d", true));
}

#[test]
fn what_goes_out_is_the_devices_and_what_was_chosen() {
    let mut thing = a_return(State::Submitted, &[ItemState::Asked, ItemState::Declined]);
    thing.page.attachments = vec![file("a", "image/png"), file("b", "image/jpeg"), file("log", "text/plain")];
    thing.page.request.reference = Some("HKA-77".to_owned());
    assert_eq!(pictures(&thing).map(|file| file.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    let chosen = validate_referral(&Refer { file_ids: vec!["b".to_owned()], ..refer() }, &thing).unwrap();
    assert_eq!(chosen.note, "Known here.");
    let out = shared(&chosen, &thing);
    assert_eq!(out.devices.iter().map(|device| device.serial.as_str()).collect::<Vec<_>>(), ["I0"], "what was declined stays where it is");
    assert_eq!((out.files.len(), out.files[0].id.as_str(), out.recipient), (1, "b", None));
    assert!(!serde_json::to_string(&shared(&chosen, &thing)).unwrap().contains("HKA-77"), "the partner's own stays theirs");
    let wrong = |refer: Refer| validate_referral(&refer, &thing).unwrap_err();
    assert_eq!(wrong(Refer { person_id: String::new(), ..refer() }).of("person_id"), [Fault::Required]);
    assert_eq!(wrong(Refer { file_ids: vec!["log".to_owned()], ..refer() }).of("file_ids.0"), [Fault::Unknown]);
    assert_eq!(wrong(Refer { file_ids: vec!["a".to_owned(), "a".to_owned()], ..refer() }).of("file_ids.1"), [Fault::Twice]);
    assert_eq!(wrong(Refer { file_ids: vec!["a".to_owned(); 11], ..refer() }).of("file_ids"), [Fault::TooMany(10)]);
    assert_eq!(wrong(Refer { with_recipient: true, ..refer() }).of("with_recipient"), [Fault::NoSuchRecipient]);
    assert_eq!(wrong(Refer { note: "x".repeat(2_001), ..refer() }).of("note"), [Fault::TooLong(2_000)]);
    let pinned = Return { recipients: kit().recipients, ..thing.clone() };
    let out = shared(&validate_referral(&Refer { with_recipient: true, ..refer() }, &pinned).unwrap(), &pinned);
    assert_eq!(out.recipient.unwrap().name, pinned.recipients[0].name);
}

#[test]
fn a_yes_has_its_day_a_no_its_reason_and_what_is_missing_is_said() {
    let said = |answer, days: Option<i64>, text: &str| DistributorAnswer {
        answer,
        by: days.map(|days| today().plus_days(days)),
        text: text.to_owned(),
    };
    let check = |said: &DistributorAnswer| validate_distributor_answer(said, today());
    for yes in [ReferralAnswer::Replace, ReferralAnswer::Repair] {
        for days in [0, 90] {
            assert!(check(&said(Some(yes), Some(days), "")).is_ok(), "{yes} {days}");
        }
        assert_eq!(check(&said(Some(yes), None, "")).unwrap_err().of("by"), [Fault::Required]);
        assert_eq!(check(&said(Some(yes), Some(-1), "")).unwrap_err().of("by"), [Fault::InThePast]);
        assert_eq!(check(&said(Some(yes), Some(91), "")).unwrap_err().of("by"), [Fault::TooFar(90)]);
        assert_eq!(yes.state(), ReferralState::Taken);
    }
    for no in [ReferralAnswer::Needs, ReferralAnswer::NotCovered] {
        assert_eq!(check(&said(Some(no), Some(1), " \n ")).unwrap_err().of("text"), [Fault::Required]);
        let clean = check(&said(Some(no), Some(1), " Because. ")).unwrap();
        assert_eq!((clean.by, clean.text.as_str()), (None, "Because."), "a no has no day");
        assert!(!no.state().is_open());
    }
    assert_eq!(check(&said(None, Some(1), "Yes.")).unwrap_err().of("answer"), [Fault::Required]);
    assert_eq!(validate_take_back(&TakeBack { reason: " ".to_owned() }).unwrap_err().of("reason"), [Fault::Required]);
}

#[test]
fn nobody_says_in_their_place_that_it_is_done() {
    let asked = a_return(State::Submitted, &[ItemState::Asked]);
    let yes = DecideItem {
        item_id: "i0".to_owned(),
        verdict: eyelevel_contract::requests::Verdict::Approved,
        outcome: Some(Outcome::ByDistributor),
        reason: String::new(),
        alternative: String::new(),
        no_alternative: false,
    };
    assert_eq!(validate_decision(&Decide { items: vec![yes] }, &asked).unwrap_err().of("items.0.outcome"), [Fault::NotOffered]);
    let here = a_return(State::Approved, &[ItemState::Received]);
    let finish = Finish {
        item_id: "i0".to_owned(),
        outcome: Outcome::ByDistributor,
        credit: None,
        reason: "Done.".to_owned(),
        alternative: String::new(),
        no_alternative: false,
    };
    assert_eq!(validate_outcome(&finish, &here).unwrap_err().of("outcome"), [Fault::NotOffered]);
}
