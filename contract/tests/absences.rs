//! Absences: nobody twice, a deputy who is there, and no circle.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    civil::Date,
    people::{
        OrganisationKind, PersonRef, Role,
        absences::{Absence, DAYS_MAX, NewAbsence, can_enter, validate},
    },
    validate::Fault,
};

use crate::samples::actor;

fn day(n: i64) -> Date {
    "2026-11-24".parse::<Date>().unwrap().plus_days(n)
}

fn absence(person: &str, deputy: &str, from: i64, until: i64) -> Absence {
    let of = |id: &str| PersonRef { id: id.to_owned(), name: id.to_uppercase() };
    Absence { id: "a".to_owned(), person: of(person), deputy: of(deputy), from_on: day(from), until_on: day(until) }
}

fn new(person: &str, deputy: &str, from: i64, until: i64) -> NewAbsence {
    NewAbsence { person_id: person.to_owned(), deputy_id: deputy.to_owned(), from_on: Some(day(from)), until_on: Some(day(until)) }
}

fn faults(new: &NewAbsence, others: &[Absence]) -> Vec<(String, Vec<Fault>)> {
    let faults = validate(new, day(0), others).err();
    faults.iter().flat_map(eyelevel_contract::validate::Faults::iter).map(|(field, faults)| (field.to_owned(), faults.to_vec())).collect()
}

#[test]
fn days_are_in_order_not_over_and_not_a_life() {
    assert_eq!(faults(&new("a", "b", 0, 0), &[]), []);
    assert_eq!(faults(&new("a", "b", -3, 0), &[]), [], "entered late, it counts from now");
    let one = |field: &str, fault: Fault| vec![(field.to_owned(), vec![fault])];
    assert_eq!(faults(&new("a", "b", 2, 1), &[]), one("until_on", Fault::EndsBeforeStart));
    assert_eq!(faults(&new("a", "b", -3, -1), &[]), one("until_on", Fault::InThePast));
    assert_eq!(faults(&new("a", "b", 0, DAYS_MAX - 1), &[]), []);
    assert_eq!(faults(&new("a", "b", 0, DAYS_MAX), &[]), one("until_on", Fault::TooManyDays(DAYS_MAX)));
    assert_eq!(faults(&new("a", "a", 0, 1), &[]), one("deputy_id", Fault::Themself));
    let nothing = NewAbsence { person_id: String::new(), deputy_id: String::new(), from_on: None, until_on: None };
    assert_eq!(faults(&nothing, &[]).len(), 4);
}

#[test]
fn nobody_is_away_twice_and_a_deputy_is_there() {
    let others = [absence("a", "b", 5, 9), absence("c", "d", 5, 9)];
    for (from, until, twice) in [(0, 4, false), (0, 5, true), (7, 7, true), (9, 20, true), (10, 20, false)] {
        assert_eq!(!faults(&new("a", "x", from, until), &others).is_empty(), twice, "{from}–{until}");
        // The same days decide whether a deputy is there, and whether somebody who stands in may go.
        assert_eq!(!faults(&new("x", "c", from, until), &others).is_empty(), twice, "{from}–{until}");
        assert_eq!(!faults(&new("d", "x", from, until), &others).is_empty(), twice, "{from}–{until}");
    }
    assert_eq!(faults(&new("a", "x", 5, 5), &others), [("from_on".to_owned(), vec![Fault::AwayAlready])]);
    assert_eq!(faults(&new("x", "c", 5, 5), &others), [("deputy_id".to_owned(), vec![Fault::AwayUntil(day(9))])]);
    assert_eq!(faults(&new("d", "x", 5, 5), &others), [("from_on".to_owned(), vec![Fault::StandsInFor("C".to_owned())])]);
}

/// Whatever is entered in whatever order: on no day does a chain of deputies lead to somebody who is away, so none is a circle.
#[test]
fn no_order_of_entries_makes_a_circle() {
    let names = ["a", "b", "c", "d", "e"];
    let mut seed = 1_u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for _ in 0..300 {
        let mut there: Vec<Absence> = Vec::new();
        for _ in 0..30 {
            let at = |n: u64| names[usize::try_from(n).unwrap()];
            let (person, deputy) = (at(next(5)), at(next(5)));
            let from = i64::try_from(next(20)).unwrap();
            let until = from + i64::try_from(next(6)).unwrap();
            if validate(&new(person, deputy, from, until), day(0), &there).is_ok() {
                there.push(absence(person, deputy, from, until));
            }
        }
        for today in 0..26 {
            let away: Vec<_> = there.iter().filter(|a| a.from_on <= day(today) && day(today) <= a.until_on).collect();
            for one in &away {
                assert_eq!(away.iter().filter(|other| other.person == one.person).count(), 1);
                assert!(away.iter().all(|other| other.person != one.deputy), "{one:?}");
            }
        }
    }
}

#[test]
fn one_s_own_or_anybody_s_for_who_leads() {
    let may = |roles: &[Role], person| can_enter(&actor("me", OrganisationKind::Vendor, roles), person);
    assert!(may(&[Role::Support], "me") && !may(&[Role::Support], "x"));
    for role in [Role::Lead, Role::Manager, Role::Admin] {
        assert!(may(&[role], "x"), "{role}");
    }
    assert!(!can_enter(&actor("me", OrganisationKind::Partner, &[Role::Owner]), "me"));
}
