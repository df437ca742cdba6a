#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::calendars::{ClosedDays, Country, EditCalendar, Holiday, Region, closed_in, easter, holidays};

use super::{date, plain};

/// Days of a year, as `01-01 03-08 …`.
fn days(region: &str, year: i16) -> String {
    let days = holidays(Region::from_word(region).unwrap(), year);
    days.iter().map(|(date, _)| date.to_string()[5..].to_owned()).collect::<Vec<_>>().join(" ")
}

#[test]
fn easter_of_known_years() {
    for (year, day) in [
        (1995, "1995-04-16"),
        (1999, "1999-04-04"),
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2011, "2011-04-24"),
        (2019, "2019-04-21"),
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2027, "2027-03-28"),
        (2038, "2038-04-25"),
        (2049, "2049-04-18"),
    ] {
        assert_eq!(easter(year), Some(date(day)));
    }
}

#[test]
fn every_state_in_2026() {
    let nine = "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26";
    let with = |more: &str| {
        let mut all: Vec<&str> = nine.split(' ').chain(more.split_whitespace()).collect();
        all.sort_unstable();
        all.join(" ")
    };
    for (state, more) in [
        ("DE", ""),
        ("DE-BW", "01-06 06-04 11-01"),
        ("DE-BY", "01-06 06-04 11-01"),
        ("DE-BY-K", "01-06 06-04 08-15 11-01"),
        ("DE-BY-A", "01-06 06-04 08-08 08-15 11-01"),
        ("DE-BE", "03-08"),
        ("DE-BB", "04-05 05-24 10-31"),
        ("DE-HB", "10-31"),
        ("DE-HH", "10-31"),
        ("DE-HE", "06-04"),
        ("DE-MV", "03-08 10-31"),
        ("DE-NI", "10-31"),
        ("DE-NW", "06-04 11-01"),
        ("DE-RP", "06-04 11-01"),
        ("DE-SL", "06-04 08-15 11-01"),
        ("DE-SN", "10-31 11-18"),
        ("DE-SN-K", "06-04 10-31 11-18"),
        ("DE-ST", "01-06 10-31"),
        ("DE-SH", "10-31"),
        ("DE-TH", "09-20 10-31"),
        ("DE-TH-K", "06-04 09-20 10-31"),
    ] {
        assert_eq!(days(state, 2026), with(more), "{state}");
    }
}

#[test]
fn what_was_once_or_begins_with_a_year() {
    let has = |region: &str, year: i16, day: &str| days(region, year).split(' ').any(|known| known == day);
    for (region, day, yes, no) in [
        ("DE-BE", "03-08", vec![2019, 2030], vec![2018]),
        ("DE-MV", "03-08", vec![2023], vec![2022]),
        ("DE-BE", "05-08", vec![2020, 2025], vec![2019, 2021, 2024, 2026]),
        ("DE-BE", "06-17", vec![2028], vec![2027, 2029]),
        ("DE-TH", "09-20", vec![2019], vec![2018]),
        ("DE-SH", "10-31", vec![2017, 2018, 2040], vec![2016]),
        ("DE-BW", "10-31", vec![2017], vec![2016, 2018]),
        ("DE-BB", "10-31", vec![1995, 2016, 2017], vec![]),
        ("DE-HE", "11-16", vec![1994], vec![1995]),
        ("DE-SN", "11-22", vec![1995, 2000, 2006], vec![1996]),
    ] {
        assert!(yes.iter().all(|year| has(region, *year, day)), "{region} {day} in {yes:?}");
        assert!(!no.iter().any(|year| has(region, *year, day)), "{region} {day} in none of {no:?}");
    }
}

#[test]
fn austria_and_the_cantons_in_known_years() {
    for (region, year, all) in [
        ("AT", 2026, "01-01 01-06 04-06 05-01 05-14 05-25 06-04 08-15 10-26 11-01 12-08 12-25 12-26"),
        ("CH", 2026, "01-01 05-14 08-01 12-25"),
        ("CH-ZH", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 08-01 12-25 12-26"),
        ("CH-BE", 2026, "01-01 01-02 04-03 04-06 05-14 05-25 08-01 12-25 12-26"),
        ("CH-GE", 2026, "01-01 04-03 04-06 05-14 05-25 08-01 09-10 12-25 12-31"),
        ("CH-VD", 2026, "01-01 01-02 04-03 04-06 05-14 05-25 08-01 09-21 12-25"),
        ("CH-TI", 2026, "01-01 01-06 03-19 04-06 05-01 05-14 05-25 06-04 06-29 08-01 08-15 11-01 12-08 12-25 12-26"),
        // 2 January 2023 was a Monday, 26 December 2022 too.
        ("CH-NE", 2023, "01-01 01-02 03-01 04-07 05-01 05-18 08-01 12-25"),
        ("CH-NE", 2022, "01-01 03-01 04-15 05-01 05-26 08-01 12-25 12-26"),
        // The first Thursday in April; a week later where it is Maundy Thursday (2026: 2 April).
        ("CH-GL", 2025, "01-01 04-03 04-18 04-21 05-29 06-09 08-01 11-01 12-25 12-26"),
        ("CH-GL", 2026, "01-01 04-03 04-06 04-09 05-14 05-25 08-01 11-01 12-25 12-26"),
        // Not if Christmas is a Monday or a Friday.
        ("CH-AR", 2023, "01-01 04-07 04-10 05-18 05-29 08-01 12-25"),
        ("CH-AR", 2026, "01-01 04-03 04-06 05-14 05-25 08-01 12-25"),
        ("CH-AR", 2025, "01-01 04-18 04-21 05-29 06-09 08-01 12-25 12-26"),
        ("CH-JU", 2026, "01-01 01-02 04-03 04-06 05-01 05-14 05-25 06-04 06-23 08-01 08-15 11-01 12-25"),
        ("CH-OW", 2026, "01-01 04-03 05-14 06-04 08-01 08-15 09-25 11-01 12-08 12-25"),
    ] {
        assert_eq!(days(region, year), all, "{region} {year}");
    }
}

#[test]
fn every_region_has_what_its_country_has_and_each_day_once() {
    for region in Region::ALL {
        let country = match region.country() {
            Country::De => Region::De,
            Country::At => Region::At,
            Country::Ch => Region::Ch,
        };
        for year in 1995..=2060 {
            let all = holidays(*region, year);
            assert!(all.is_sorted() && all.iter().all(|(date, _)| date.year() == year), "{region} {year}");
            assert!(holidays(country, year).iter().all(|day| all.contains(day)), "{region} {year}");
        }
    }
}

#[test]
fn a_calendar_s_closed_days_are_the_regions_and_its_own() {
    let own = |from: &str, until: &str, yearly| ClosedDays { from: date(from), until: date(until), name: "Closed".to_owned(), yearly };
    let calendar = EditCalendar {
        regions: vec![Region::DeSh, Region::DeHh],
        worked: vec![Holiday::Reformation],
        closed: vec![own("2026-12-24", "2027-01-02", true), own("2026-08-03", "2026-08-04", false), own("2024-02-29", "2024-02-29", true)],
        ..plain()
    };
    let said = |year| closed_in(&calendar, year).iter().map(|c| c.date.to_string()[5..].to_owned()).collect::<Vec<_>>().join(" ");
    // Reformation Day is worked; what is closed twice stands there once, as the public holiday.
    assert_eq!(said(2026), "01-01 04-03 04-06 05-01 05-14 05-25 08-03 08-04 10-03 12-24 12-25 12-26 12-27 12-28 12-29 12-30 12-31");
    assert_eq!(said(2027), "01-01 01-02 03-26 03-29 05-01 05-06 05-17 10-03 12-24 12-25 12-26 12-27 12-28 12-29 12-30 12-31");
    assert!(said(2028).starts_with("01-01 01-02 02-29 04-14"));
    let new_year = &closed_in(&calendar, 2027)[0];
    assert_eq!((new_year.holiday, &new_year.name), (Some(Holiday::NewYear), &None));
}
