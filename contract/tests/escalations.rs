//! The ladder: which level comes next, who answers for one, and when one is late.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    people::{OrganisationKind, PersonRef, Role},
    requests::{
        AnswerEscalation, Escalate, Escalation, Level, Section, State,
        escalations::{UNTIL_DAYS, can_answer, is_late, is_owed, next, to_level, validate_answer, validate_escalation},
        rules::{Refusal, section},
    },
};

use crate::samples::{actor, request, requester};

const NOW: i64 = 1_795_510_800_000;
const DAY: i64 = 24 * 3_600_000;

fn escalation(level: Level) -> Escalation {
    Escalation {
        id: "e".to_owned(),
        level,
        person: PersonRef { id: "lead".to_owned(), name: "Lea".to_owned() },
        by: None,
        reason: None,
        at: NOW,
        due_at: Some(NOW + DAY),
        answer: None,
        answered_by: None,
        answered_at: None,
        missed_at: None,
        over_at: None,
        of_reply: false,
        phone: None,
    }
}

#[test]
fn each_level_once_and_none_above_the_management() {
    assert_eq!(next(&[]), Some(Level::Lead));
    assert_eq!(next(&[Level::Lead]), Some(Level::Management));
    for reached in [vec![Level::Management], vec![Level::Lead, Level::Management], vec![Level::Management, Level::Lead]] {
        assert_eq!(next(&reached), None);
        assert_eq!(to_level(&requester(), &request(State::Submitted), &reached), Err(Refusal::WithManagement));
    }
}

#[test]
fn the_partner_escalates_whatever_is_not_done() {
    let vendor = actor("a", OrganisationKind::Vendor, &[Role::Approver, Role::Lead, Role::Manager, Role::Admin]);
    let accounts = actor("b", OrganisationKind::Partner, &[Role::Accounts]);
    let colleague = actor("c", OrganisationKind::Partner, &[Role::Sales]);
    for state in State::ALL {
        let request = request(*state);
        let may = to_level(&requester(), &request, &[]);
        let expected = if section(*state) == Section::Done { Err(Refusal::Not(*state)) } else { Ok(Level::Lead) };
        assert_eq!(may, expected, "{state}");
        assert_eq!(to_level(&colleague, &request, &[]), expected, "{state}");
        assert_eq!(to_level(&vendor, &request, &[]), Err(Refusal::PartnerOnly));
        assert!(matches!(to_level(&accounts, &request, &[]), Err(Refusal::NeedsRole(_))));
    }
}

#[test]
fn a_level_is_answered_by_who_has_it_or_stands_there_or_above_once() {
    let of = |id: &str, roles: &[Role]| actor(id, OrganisationKind::Vendor, roles);
    let may = |who, escalation: &Escalation| can_answer(&who, escalation);
    let lead = escalation(Level::Lead);
    assert_eq!(may(of("lead", &[]), &lead), Ok(()), "whoever has it, whatever their roles are by now");
    for role in [Role::Lead, Role::Manager, Role::Admin] {
        assert_eq!(may(of("x", &[role]), &lead), Ok(()), "{role}");
    }
    for role in [Role::Approver, Role::Support, Role::Ledger, Role::Auditor] {
        assert!(matches!(may(of("x", &[role]), &lead), Err(Refusal::NeedsRole(_))), "{role}");
    }
    assert!(matches!(may(of("x", &[Role::Lead]), &escalation(Level::Management)), Err(Refusal::NeedsRole(_))));
    assert_eq!(can_answer(&requester(), &lead), Err(Refusal::VendorOnly));
    let answered = Escalation { answered_at: Some(NOW), ..lead.clone() };
    let over = Escalation { over_at: Some(NOW), ..lead.clone() };
    let passed_on = Escalation { missed_at: Some(NOW), ..lead };
    for late in [&answered, &over, &passed_on] {
        assert_eq!(may(of("lead", &[Role::Lead]), late), Err(Refusal::EscalationOver));
    }
    // Nobody stands above the management: it answers late rather than never.
    let silent = Escalation { missed_at: Some(NOW), ..escalation(Level::Management) };
    assert_eq!(may(of("m", &[Role::Manager]), &silent), Ok(()));
}

#[test]
fn late_is_who_lets_their_date_pass_while_something_is_owed() {
    let open = escalation(Level::Lead);
    assert!(!is_late(&open, Section::WithVendor, NOW + DAY), "at the very instant it is not late yet");
    for section in Section::ALL {
        assert!(is_late(&open, *section, NOW + DAY + 1), "an answer is owed whoever has the ball: {section}");
    }
    let answered = Escalation { answered_at: Some(NOW), ..open.clone() };
    assert!(is_late(&answered, Section::WithVendor, NOW + DAY + 1));
    assert!(!is_late(&answered, Section::WithPartner, NOW + DAY + 1), "the partner owes an answer");
    for over in [
        Escalation { over_at: Some(NOW), ..open.clone() },
        Escalation { missed_at: Some(NOW), ..open.clone() },
        Escalation { due_at: None, answered_at: Some(NOW), ..open },
    ] {
        assert!(!is_late(&over, Section::WithVendor, NOW + 99 * DAY));
    }
}

#[test]
fn an_answer_names_a_date_where_something_is_owed() {
    let fields = |until, owed| {
        let said = validate_answer(&AnswerEscalation { answer: " On it. ".to_owned(), until }, owed, NOW);
        said.map(|said| (said.answer, said.until)).map_err(|faults| faults.iter().map(|(field, _)| field.to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(fields(Some(NOW + DAY), true), Ok(("On it.".to_owned(), Some(NOW + DAY))));
    for wrong in [None, Some(NOW), Some(NOW - DAY), Some(NOW + UNTIL_DAYS * DAY + 1), Some(i64::MAX)] {
        assert_eq!(fields(wrong, true), Err(vec!["until".to_owned()]), "{wrong:?}");
    }
    // Nothing runs that could be late: no date is asked for, and none is kept.
    for any in [None, Some(NOW + DAY), Some(-1)] {
        assert_eq!(fields(any, false), Ok(("On it.".to_owned(), None)));
    }
    assert!(validate_escalation(&Escalate { reason: " \n".to_owned() }).is_err());
    assert!(validate_escalation(&Escalate { reason: "x".repeat(2_001) }).is_err());
    assert!(!is_owed(&request(State::Closed)) || request(State::Closed).promise.is_some_and(|promise| promise.settled_at.is_none()));
}
