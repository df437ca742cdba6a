//! What people type: hours, times, calendars, policies.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::calendars::{
    ClosedDays, EditCalendar, EditPolicies, PROMISE_MAX, Policy, Region, Span, first_policies, hours_text, minutes_text, parse_hours,
    parse_minutes, policy_for, validate_calendar, validate_policies,
};
use eyelevel_contract::requests::{Kind, PromiseKind, Severity};
use eyelevel_contract::validate::Fault;

use super::{date, plain};

#[test]
fn hours_as_people_type_them() {
    let span = |from, until| Span { from, until };
    for (typed, spans, again) in [
        ("", vec![], ""),
        ("9-17", vec![span(540, 1020)], "09:00–17:00"),
        (" 9:00 – 12:30 , 13.15-17 ", vec![span(540, 750), span(795, 1020)], "09:00–12:30, 13:15–17:00"),
        ("0-24", vec![span(0, 1440)], "00:00–24:00"),
        ("22-24;0:30—1:00", vec![span(1320, 1440), span(30, 60)], "22:00–24:00, 00:30–01:00"),
    ] {
        assert_eq!(parse_hours(typed).as_ref(), Ok(&spans), "{typed}");
        assert_eq!(hours_text(&spans), again);
    }
    for typed in ["9", "9-", "9-25", "9:60-10", "9:5-10", "nine-five", "9-10-11", "24:01-25", "+9-17", "9:00:00-10", "９-17", "9-17-"] {
        assert_eq!(parse_hours(typed), Err(Fault::NotHours), "{typed}");
    }
    assert_eq!(parse_hours("17-9"), Err(Fault::EndsFirst));
    assert_eq!(parse_hours("22:00-6:00"), Err(Fault::EndsFirst));
}

#[test]
fn a_promise_s_time_as_people_type_it() {
    for (typed, minutes) in [("16", 960), (" 4:30 ", 270), ("0:15", 15), ("0", 0), ("999999", 59_999_940)] {
        assert_eq!(parse_minutes(typed), Ok(minutes));
    }
    assert_eq!((minutes_text(960), minutes_text(270), minutes_text(5)), ("16".to_owned(), "4:30".to_owned(), "0:05".to_owned()));
    for typed in ["-1", "1,5", "4:5", "4:60", "x", "1000000", "4:", ":30"] {
        assert_eq!(parse_minutes(typed), Err(Fault::NotADuration), "{typed}");
    }
    assert_eq!(parse_minutes("  "), Err(Fault::Required));
}

fn wrong(change: impl FnOnce(&mut EditCalendar)) -> Vec<(String, Vec<Fault>)> {
    let mut calendar = plain();
    change(&mut calendar);
    validate_calendar(&calendar).unwrap_err().iter().map(|(field, faults)| (field.to_owned(), faults.to_vec())).collect()
}

#[test]
fn a_calendar_without_a_working_minute_is_refused_with_the_reason() {
    let one = |field: &str, fault: Fault| vec![(field.to_owned(), vec![fault])];
    assert_eq!(wrong(|c| c.week = vec![vec![]; 7]), one("week", Fault::NeverOpen));
    assert_eq!(wrong(|c| c.week.truncate(6)), one("week", Fault::NotHours));
    assert_eq!(wrong(|c| c.week[2] = vec![Span { from: 600, until: 540 }]), one("week.2", Fault::EndsFirst));
    assert_eq!(wrong(|c| c.week[2] = vec![Span { from: 600, until: 600 }]), one("week.2", Fault::EndsFirst));
    assert_eq!(wrong(|c| c.week[2] = vec![Span { from: 600, until: 1441 }]), one("week.2", Fault::NotHours));
    assert_eq!(wrong(|c| c.week[2] = vec![Span { from: i64::MIN, until: i64::MAX }]), one("week.2", Fault::NotHours));
    let twice = vec![Span { from: 700, until: 800 }, Span { from: 540, until: 720 }];
    assert_eq!(wrong(|c| c.week[4] = twice), one("week.4", Fault::Overlaps("09:00–12:00".to_owned())));
    assert_eq!(wrong(|c| c.zone = " ".to_owned()), one("zone", Fault::Required));
    let closed = |from, until, name: &str| ClosedDays { from: date(from), until: date(until), name: name.to_owned(), yearly: true };
    assert_eq!(wrong(|c| c.closed = vec![closed("2026-12-24", "2026-12-23", "A")]), one("closed.0.until", Fault::EndsFirst));
    assert_eq!(wrong(|c| c.closed = vec![closed("2026-12-24", "2028-12-23", "A")]), one("closed.0.until", Fault::TooManyDays(366)));
    assert_eq!(wrong(|c| c.closed = vec![closed("2026-12-24", "2026-12-24", "")]), one("closed.0.name", Fault::Required));
    assert_eq!(wrong(|c| c.closed = vec![closed("2026-12-24", "2026-12-24", "A"); 501]), one("closed", Fault::TooMany(500)));
}

#[test]
fn what_is_right_comes_in_order() {
    let mut calendar = plain();
    calendar.week[0] = vec![Span { from: 780, until: 1020 }, Span { from: 540, until: 780 }];
    calendar.regions = vec![Region::DeSh, Region::DeHh, Region::DeSh];
    let clean = validate_calendar(&calendar).unwrap();
    assert_eq!(hours_text(&clean.week[0]), "09:00–13:00, 13:00–17:00");
    assert_eq!(clean.regions, [Region::DeHh, Region::DeSh]);
}

#[test]
fn policies_promise_something_and_not_in_a_century() {
    let with = |change: &dyn Fn(&mut Vec<Policy>)| {
        let mut policies = first_policies();
        change(&mut policies);
        validate_policies(&EditPolicies { policies })
    };
    let of = |result: Result<EditPolicies, eyelevel_contract::validate::Faults>, field: &str| result.unwrap_err().of(field).to_vec();
    assert!(with(&|_| ()).is_ok());
    assert_eq!(of(with(&|p| p[0].decision = 0), "policies.0.decision"), [Fault::NoTime]);
    assert_eq!(of(with(&|p| p[1].answer = -5), "policies.1.answer"), [Fault::NoTime]);
    assert_eq!(of(with(&|p| p[2].fulfilment = 100 * 365 * 24 * 60), "policies.2.fulfilment"), [Fault::TooLongATime(2_080)]);
    assert!(with(&|p| p[2].fulfilment = PROMISE_MAX).is_ok());
    assert_eq!(of(with(&|p| drop(p.remove(3))), "policies"), [Fault::Required]);
    let gold = |p: &mut Vec<Policy>, tier: &str| p.push(Policy { tier: tier.to_owned(), decision: 60, ..p[0].clone() });
    assert_eq!(
        of(
            with(&|p| {
                gold(p, "gold");
                gold(p, " gold ");
            }),
            "policies.6.tier"
        ),
        [Fault::Twice]
    );
    assert_eq!(of(with(&|p| gold(p, "")), "policies.5.tier"), [Fault::Twice]);
    assert_eq!(of(with(&|p| gold(p, &"x".repeat(41))), "policies.5.tier"), [Fault::TooLong(40)]);
    let clean = with(&|p| gold(p, " gold ")).unwrap().policies;
    let decision = |tier| policy_for(&clean, Kind::DemoKit, Severity::Normal, tier).unwrap().minutes(PromiseKind::Decision);
    assert_eq!((decision("gold"), decision("silver"), decision("")), (60, 960, 960));
    assert_eq!(policy_for(&clean, Kind::Return, Severity::Normal, "gold").unwrap().decision, 480);
}
