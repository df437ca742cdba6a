use std::collections::BTreeMap;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    notices::{EditNoticeSettings, NoticeKind, Quiet, Settings, Way, clock_text, parse_clock, validate},
    people::{OrganisationKind, Role},
    validate::Fault,
};

use crate::samples::actor;

fn edit(ways: &[(&str, Way)], quiet: (&str, &str), digest_at: &str) -> EditNoticeSettings {
    let ways = ways.iter().map(|(kind, way)| ((*kind).to_owned(), *way)).collect();
    EditNoticeSettings { ways, quiet_from: quiet.0.to_owned(), quiet_until: quiet.1.to_owned(), digest_at: digest_at.to_owned() }
}

fn faults(edit: &EditNoticeSettings) -> Vec<(String, Vec<Fault>)> {
    let faults = validate(edit).unwrap_err();
    faults.iter().map(|(field, faults)| (field.to_owned(), faults.to_vec())).collect()
}

fn one(field: &str, fault: Fault) -> Vec<(String, Vec<Fault>)> {
    vec![(field.to_owned(), vec![fault])]
}

#[test]
fn what_is_typed_is_understood_and_told_again() {
    let settings = validate(&edit(&[("messages", Way::Digest), ("mine", Way::AtOnce)], ("22:00", "6:30"), " 08:15 ")).unwrap();
    let ways = BTreeMap::from([(NoticeKind::Messages, Way::Digest)]);
    assert_eq!(settings, Settings { ways, quiet: Some(Quiet { from: 1_320, until: 390 }), digest_at: 495 });
    let told = settings.told(7);
    assert_eq!(
        (told.quiet_from.as_str(), told.quiet_until.as_str(), told.digest_at.as_str(), told.version),
        ("22:00", "06:30", "08:15", 7)
    );
    let again =
        EditNoticeSettings { ways: told.ways, quiet_from: told.quiet_from, quiet_until: told.quiet_until, digest_at: told.digest_at };
    assert_eq!(validate(&again).unwrap(), settings);
    assert_eq!(validate(&edit(&[], ("", ""), "07:00")).unwrap(), Settings::default());
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    assert_eq!(faults(&edit(&[], ("", ""), "")), one("digest_at", Fault::Required));
    for text in ["24:00", "7", "07:60", "-1:00", "7:5", "007:00", "+7:00", "ab:cd", "07:00:00", "١٢:٠٠"] {
        assert_eq!(faults(&edit(&[], ("", ""), text)), one("digest_at", Fault::NotATime), "{text}");
    }
    assert_eq!(faults(&edit(&[], ("22:00", ""), "07:00")), one("quiet_until", Fault::Required));
    assert_eq!(faults(&edit(&[], ("", "06:00"), "07:00")), one("quiet_from", Fault::Required));
    assert_eq!(faults(&edit(&[], ("06:00", "6:00"), "07:00")), one("quiet_until", Fault::Twice));
    assert_eq!(faults(&edit(&[("parcels", Way::Digest)], ("", ""), "07:00")), one("ways.parcels", Fault::Unknown));
    for way in [Way::Digest, Way::Gathered, Way::Portal] {
        assert_eq!(faults(&edit(&[("owed", way)], ("", ""), "07:00")), one("ways.owed", Fault::NotOffered), "nobody turns it off");
    }
    assert_eq!(faults(&edit(&[("statements", Way::Digest)], ("", ""), "07:00")), one("ways.statements", Fault::NotOffered));
    assert!(validate(&edit(&[("statements", Way::Portal)], ("", ""), "07:00")).is_ok());
}

#[test]
fn every_minute_of_a_day_is_written_and_read() {
    for minute in 0..24 * 60 {
        assert_eq!(parse_clock(&clock_text(minute)), Some(minute));
    }
    assert_eq!((clock_text(0).as_str(), clock_text(1_439).as_str()), ("00:00", "23:59"));
}

#[test]
fn a_way_that_is_no_longer_offered_is_none() {
    let settings = Settings { ways: BTreeMap::from([(NoticeKind::Statements, Way::Digest)]), ..Settings::default() };
    assert_eq!(settings.way(NoticeKind::Statements), Way::AtOnce);
}

#[test]
fn each_side_chooses_among_what_it_is_told_of() {
    let told = |kind, role| {
        let actor = actor("a", kind, &[role]);
        NoticeKind::ALL.iter().filter(|kind| kind.is_told(&actor)).map(|kind| kind.word()).collect::<Vec<_>>()
    };
    assert_eq!(
        told(OrganisationKind::Partner, Role::Technician),
        ["owed", "messages", "progress", "deliveries", "reminders", "statements", "known_issues"]
    );
    assert_eq!(told(OrganisationKind::Vendor, Role::Approver), ["owed", "messages", "mine", "deliveries", "reminders", "warnings"]);
    assert!(told(OrganisationKind::Distributor, Role::Agent).is_empty());
}
