//! What is credited with an outcome: with a credit, and with nothing else.

use eyelevel_contract::{
    people::{OrganisationKind, Role},
    requests::State,
    returns::{CREDIT_MAX, Finish, ItemState, NewCredit, Outcome, sees_credit, validate_outcome},
    validate::{Fault, Faults},
};

use super::samples::a_return;
use crate::json::both_ways;
use crate::samples::actor;

fn credit() -> NewCredit {
    NewCredit { account_id: "a".to_owned(), currency: "EUR".to_owned(), amount: 14_990, number: " GS-17 ".to_owned() }
}

fn finish(outcome: Outcome, credit: Option<NewCredit>) -> Finish {
    Finish {
        item_id: "i0".to_owned(),
        outcome,
        credit,
        reason: "As agreed.".to_owned(),
        alternative: String::new(),
        no_alternative: outcome == Outcome::NotCovered,
    }
}

fn wrong(finish: &Finish) -> Faults {
    validate_outcome(finish, &a_return(State::Approved, &[ItemState::Received])).unwrap_err()
}

#[test]
fn a_credit_has_an_amount_in_an_account_and_nothing_else_has_one() {
    let here = a_return(State::Approved, &[ItemState::Received]);
    let clean = validate_outcome(&finish(Outcome::Credit, Some(credit())), &here).unwrap();
    assert_eq!(clean.credit.unwrap().number, "GS-17");
    assert_eq!(wrong(&finish(Outcome::Credit, None)).of("credit.account_id"), [Fault::Required]);
    for outcome in Outcome::ALL.iter().filter(|outcome| **outcome != Outcome::Credit) {
        assert_eq!(wrong(&finish(*outcome, Some(credit()))).of("credit"), [Fault::MustBeEmpty], "{outcome}");
    }
    let with = |change: fn(&mut NewCredit)| {
        let mut credit = credit();
        change(&mut credit);
        wrong(&finish(Outcome::Credit, Some(credit)))
    };
    assert_eq!(with(|credit| credit.account_id.clear()).of("credit.account_id"), [Fault::Required]);
    for amount in [0, -1, i64::MIN] {
        let credit = NewCredit { amount, ..credit() };
        assert_eq!(wrong(&finish(Outcome::Credit, Some(credit))).of("credit.amount"), [Fault::TooSmall(1)], "{amount}");
    }
    for amount in [CREDIT_MAX + 1, i64::MAX] {
        let credit = NewCredit { amount, ..credit() };
        assert_eq!(wrong(&finish(Outcome::Credit, Some(credit))).of("credit.amount"), [Fault::TooMuch(CREDIT_MAX)], "{amount}");
    }
    assert_eq!(with(|credit| credit.number = " ".to_owned()).of("credit.number"), [Fault::Required]);
    assert_eq!(with(|credit| credit.number = "9".repeat(71)).of("credit.number"), [Fault::TooLong(70)]);
    both_ways(&finish(Outcome::Credit, Some(credit())));
}

#[test]
fn prices_are_by_permission() {
    for (role, sees) in [(Role::Technician, false), (Role::Sales, true), (Role::Owner, true), (Role::Accounts, true)] {
        assert_eq!(sees_credit(&actor("p", OrganisationKind::Partner, &[role])), sees, "{role}");
    }
    assert!(sees_credit(&actor("v", OrganisationKind::Vendor, &[Role::Support])));
    assert!(!sees_credit(&actor("g", OrganisationKind::Distributor, &[Role::Agent])));
}
