//! Calendar files, good and bad.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::calendars::ics::{Refused, Trouble, read};
#[cfg(not(target_arch = "wasm32"))]
use proptest::prelude::*;

fn file(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{events}END:VCALENDAR\r\n")
}

fn event(lines: &str) -> String {
    file(&format!("BEGIN:VEVENT\r\nUID:1\r\n{}\r\nEND:VEVENT\r\n", lines.replace('|', "\r\n")))
}

/// Each day as `2026-12-24..2026-12-24 Name (yearly)`.
fn said(text: &str) -> Vec<String> {
    let days = read(text.as_bytes()).unwrap();
    days.iter().map(|d| format!("{}..{} {}{}", d.from, d.until, d.name, if d.yearly { " (yearly)" } else { "" })).collect()
}

#[test]
fn whole_days_with_their_names() {
    for (lines, expected) in [
        ("DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20261225|SUMMARY:Heiligabend", "2026-12-24..2026-12-24 Heiligabend"),
        // The end is the first day after it.
        ("DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20270102|SUMMARY:Betriebsferien", "2026-12-24..2027-01-01 Betriebsferien"),
        ("DTSTART;VALUE=DATE:20261224|SUMMARY:Ohne Ende", "2026-12-24..2026-12-24 Ohne Ende"),
        ("DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20261224|SUMMARY:Derselbe", "2026-12-24..2026-12-24 Derselbe"),
        ("DTSTART;VALUE=DATE:20261224|DURATION:P1W|SUMMARY:Woche", "2026-12-24..2026-12-30 Woche"),
        ("DTSTART:20261224|SUMMARY:Ohne VALUE", "2026-12-24..2026-12-24 Ohne VALUE"),
        ("DTSTART;VALUE=DATE:20261224", "2026-12-24..2026-12-24 2026-12-24"),
        ("DTSTART;VALUE=DATE:20261224|SUMMARY;LANGUAGE=de:A\\, B\\; C\\nD \\\\ E", "2026-12-24..2026-12-24 A, B; C D \\ E"),
        ("DTSTART;VALUE=DATE:20261224|SUMMARY:Zusammen| gefaltet über|  Zeilen", "2026-12-24..2026-12-24 Zusammengefaltet über Zeilen"),
        ("DTSTART;X-NOTE=\"a:b\";VALUE=DATE:20261224|summary:klein", "2026-12-24..2026-12-24 klein"),
        ("DTSTART;VALUE=DATE:20261224|RRULE:FREQ=YEARLY|SUMMARY:Jedes Jahr", "2026-12-24..2026-12-24 Jedes Jahr (yearly)"),
        (
            "DTSTART;VALUE=DATE:20261224|RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=12;BYMONTHDAY=24|SUMMARY:Jedes Jahr",
            "2026-12-24..2026-12-24 Jedes Jahr (yearly)",
        ),
        ("DTSTART;VALUE=DATE:20261224|BEGIN:VALARM|SUMMARY:Wecker|TRIGGER:-P1D|END:VALARM|SUMMARY:Tag", "2026-12-24..2026-12-24 Tag"),
    ] {
        assert_eq!(said(&event(lines)), [expected], "{lines}");
    }
}

#[test]
fn repetitions_with_an_end_are_written_out() {
    let of = |rule: &str| said(&event(&format!("DTSTART;VALUE=DATE:20240229|RRULE:FREQ=YEARLY;{rule}|SUMMARY:S")));
    assert_eq!(of("COUNT=2"), ["2024-02-29..2024-02-29 S", "2028-02-29..2028-02-29 S"]);
    assert_eq!(of("UNTIL=20320228"), ["2024-02-29..2024-02-29 S", "2028-02-29..2028-02-29 S"]);
    assert_eq!(of("INTERVAL=4;COUNT=1"), ["2024-02-29..2024-02-29 S"]);
}

#[test]
fn what_can_t_be_read_is_refused_with_its_line() {
    for (text, line, trouble) in [
        (String::new(), 1, Trouble::NotACalendar),
        ("Name;Datum\r\nHeiligabend;24.12.".to_owned(), 1, Trouble::NotALine),
        ("BEGIN:VCARD\r\nEND:VCARD".to_owned(), 1, Trouble::NotACalendar),
        ("SUMMARY:x".to_owned(), 1, Trouble::NotACalendar),
        (file(""), 4, Trouble::Nothing),
        (file("BEGIN:VEVENT\r\nSUMMARY:x\r\n"), 6, Trouble::NotALine),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224".to_owned(), 3, Trouble::CutOff),
        (event("SUMMARY:x"), 4, Trouble::NoDay),
        (event("DTSTART:20261224T090000Z"), 6, Trouble::NotADay),
        (event("DTSTART;TZID=Europe/Berlin:20261224T090000"), 6, Trouble::NotADay),
        (event("DTSTART;VALUE=DATE:20261324"), 6, Trouble::NotADay),
        (event("DTSTART;VALUE=DATE:20230229"), 6, Trouble::NotADay),
        (event("DTSTART;VALUE=DATE:2026é224"), 6, Trouble::NotADay),
        (event("DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20261223"), 4, Trouble::EndsBeforeStart),
        (event("DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20281224"), 4, Trouble::TooLong),
        (event("DTSTART;VALUE=DATE:20261224|DURATION:PT1H"), 7, Trouble::NotADay),
        (event("DTSTART;VALUE=DATE:20261224|RRULE:FREQ=MONTHLY"), 7, Trouble::Repetition),
        (event("DTSTART;VALUE=DATE:20261224|RRULE:FREQ=YEARLY;BYDAY=1MO"), 7, Trouble::Repetition),
        (event("DTSTART;VALUE=DATE:20261224|RRULE:FREQ=YEARLY;BYMONTH=11"), 7, Trouble::Repetition),
        (event("DTSTART;VALUE=DATE:20261224|RRULE:FREQ=YEARLY;INTERVAL=2"), 7, Trouble::Repetition),
        (event("DTSTART;VALUE=DATE:20261224|RRULE:FREQ=YEARLY;COUNT=0"), 7, Trouble::Repetition),
        (event("DTSTART;VALUE=DATE:20261224|EXDATE;VALUE=DATE:20271224"), 7, Trouble::Repetition),
        (event("DTSTART;VALUE=DATE:20261224|no line"), 7, Trouble::NotALine),
        (event("DTSTART;VALUE=DATE:19000101|RRULE:FREQ=YEARLY;COUNT=600"), 8, Trouble::TooMany),
    ] {
        assert_eq!(read(text.as_bytes()), Err(Refused { line, trouble }), "{text}");
    }
    assert_eq!(read(b"BEGIN:VCALENDAR\nX:\xff\nEND:VCALENDAR"), Err(Refused { line: 2, trouble: Trouble::NotALine }));
    // A cancelled entry closes nothing.
    assert_eq!(read(event("DTSTART;VALUE=DATE:20261224|STATUS:CANCELLED").as_bytes()), Err(Refused { line: 9, trouble: Trouble::Nothing }));
}

#[cfg(not(target_arch = "wasm32"))]
proptest! {
    #[test]
    fn no_bytes_make_it_stumble(
        lines in proptest::collection::vec(prop_oneof![
            Just("BEGIN:VEVENT".to_owned()), Just("END:VEVENT".to_owned()), Just("BEGIN:VALARM".to_owned()), Just("END:VALARM".to_owned()),
            "DTSTART;VALUE=DATE:(19|20|99)[0-9]{2}[01][0-9][0-3][0-9]", "DTEND:[0-9TZ]{0,10}", "DURATION:P[0-9]{0,5}[DW]?",
            "RRULE:FREQ=YEARLY;(COUNT|INTERVAL|UNTIL|BYMONTH)=[0-9]{0,9}", "SUMMARY:\\PC{0,30}", "\\PC{0,20}",
        ], 0..30),
    ) {
        if let Ok(days) = read(file(&lines.iter().map(|line| format!("{line}\r\n")).collect::<String>()).as_bytes()) {
            prop_assert!(days.iter().all(|day| day.from <= day.until && !day.name.is_empty() && day.name.chars().count() <= 120));
        }
    }

    #[test]
    fn nor_does_anything_else(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }
}
