//! The calendar while it is being edited.

use eyelevel_contract::{
    calendars::{Calendar, ClosedDays, EditCalendar, Holiday, Region, hours_text, parse_hours, paths, validate_calendar},
    civil::Date,
    json::{Json, Wire, to_text},
    validate::{Fault, Faults},
};
use eyelevel_texts::calendar_page as t;

use super::page::saved;
use crate::{
    edit_form::{Edited, Place},
    i18n::lang,
    ui::{
        failure::Errors,
        form::in_words,
        reactive::Var,
        record::{As, Entry, Record, Value, document, typed},
        rows::{self, Row, Rows},
        toast,
    },
};

const CALENDAR: &[Entry] = &[
    ("zone", As::Text),
    ("week.0", As::Text),
    ("week.1", As::Text),
    ("week.2", As::Text),
    ("week.3", As::Text),
    ("week.4", As::Text),
    ("week.5", As::Text),
    ("week.6", As::Text),
];
const REGION: &[Entry] = &[("region", As::Choice)];
const CLOSED: &[Entry] = &[("from", As::Day), ("until", As::Day), ("name", As::Text), ("yearly", As::Flag)];

/// Where it is kept and sent.
pub(super) const PLACE: Place = Place {
    name: "calendar",
    all: paths::CALENDAR,
    one: |_| paths::CALENDAR.to_owned(),
    done: |_, _| {
        toast::say(t::saved(lang()));
        saved();
    },
};

/// The form.
#[derive(Clone)]
pub(super) struct Model {
    main: Record,
    pub(super) regions: Rows,
    pub(super) closed: Rows,
    /// Public holidays on which the vendor works.
    pub(super) worked: Var<Vec<Holiday>>,
}

/// A calendar as the form holds it, from its JSON: an edit that changes nothing.
fn unchanged(calendar: &Json) -> Json {
    let calendar: Calendar = typed(calendar);
    let mut json = Json::Null;
    json.put("zone", Json::Text(calendar.zone));
    for (day, spans) in calendar.week.iter().enumerate() {
        json.put(&["week.", &day.to_string()].concat(), Json::Text(hours_text(spans)));
    }
    let region = |region: &Region| {
        let mut row = Json::Null;
        row.put("region", Json::Text(region.word().to_owned()));
        row
    };
    json.put("regions", Json::List(calendar.regions.iter().map(region).collect()));
    json.put("worked", document(&calendar.worked));
    json.put("closed", Json::List(calendar.closed.iter().map(closed_json).collect()));
    json
}

/// A day of the vendor's own: one day has no end beside its beginning.
fn closed_json(days: &ClosedDays) -> Json {
    let mut row = document(days);
    if days.until == days.from {
        row.put("until", Json::Null);
    }
    row
}

/// Another region.
pub(super) fn region() -> Row {
    Row::new(REGION, &Json::Null)
}

/// Another closed day.
pub(super) fn closed() -> Row {
    Row::new(CLOSED, &Json::Null)
}

impl Model {
    /// Of the calendar that the server has.
    pub(super) fn new(calendar: &Json) -> Self {
        let json = unchanged(calendar);
        Self {
            main: Record::new(CALENDAR, &json),
            regions: Var::new(rows::of(REGION, json.get("regions"))),
            closed: Var::new(rows::of(CLOSED, json.get("closed"))),
            worked: Var::new(typed(json.get("worked"))),
        }
    }

    pub(super) fn value(&self, path: &str) -> Value {
        self.main.value(path)
    }

    /// More closed days, from a file; those that stand here already are left out. How many were new.
    pub(super) fn add(&self, days: &[ClosedDays]) -> usize {
        let there = match rows::json(self.closed) {
            Json::List(rows) => rows.iter().map(to_text).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        let new: Vec<Row> =
            days.iter().map(closed_json).filter(|day| !there.contains(&to_text(day))).map(|day| Row::new(CLOSED, &day)).collect();
        let many = new.len();
        self.closed.update(|all| all.extend(new));
        many
    }

    /// What is sent.
    ///
    /// # Errors
    /// The faults by field.
    pub(super) fn edit(&self) -> Result<EditCalendar, Faults> {
        let json = self.json();
        let mut faults = Faults::new();
        let mut week = Vec::new();
        for day in 0..7 {
            let path = ["week.", &day.to_string()].concat();
            let typed: String = typed(json.at(&path));
            week.push(parse_hours(&typed).unwrap_or_else(|fault| {
                faults.add(&path, fault);
                Vec::new()
            }));
        }
        let regions = match json.get("regions") {
            Json::List(rows) => {
                rows.iter()
                    .filter_map(|row| Option::<String>::read(row.get("region"), &mut true))
                    .filter_map(|word| Region::from_word(&word))
            }
            .collect(),
            _ => Vec::new(),
        };
        let mut closed = Vec::new();
        if let Json::List(rows) = json.get("closed") {
            for (n, row) in rows.iter().enumerate() {
                let day = |name| Option::<Date>::read(row.get(name), &mut true);
                let Some(from) = day("from") else {
                    faults.add(["closed.", &n.to_string(), ".from"].concat(), Fault::NotADay);
                    continue;
                };
                let until = day("until").unwrap_or(from);
                closed.push(ClosedDays { from, until, name: typed(row.get("name")), yearly: typed(row.get("yearly")) });
            }
        }
        faults.or(())?;
        validate_calendar(&EditCalendar { zone: typed(json.get("zone")), week, regions, worked: (*self.worked.get()).clone(), closed })
    }
}

impl Edited for Model {
    fn json(&self) -> Json {
        let mut json = self.main.json();
        json.put("regions", rows::json(self.regions));
        json.put("worked", document(&*self.worked.get()));
        json.put("closed", rows::json(self.closed));
        json
    }

    fn fill(&self, json: &Json) {
        self.main.fill(json);
        self.regions.set(rows::of(REGION, json.get("regions")));
        self.worked.set(typed(json.get("worked")));
        self.closed.set(rows::of(CLOSED, json.get("closed")));
    }

    fn check(&self) -> Result<String, Errors> {
        self.edit().map(|edit| to_text(&edit)).map_err(|faults| in_words(&faults))
    }

    fn unchanged(&self, theirs: &Json) -> Json {
        Self::new(theirs).json()
    }
}

#[cfg(test)]
mod tests {
    use eyelevel_contract::json::parse;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::ui::reactive::{Owner, Set, untrack};

    const CALENDAR: &str = r#"{"version":3,"zone":"Europe/Berlin","week":[[{"from":540,"until":750},{"from":780,"until":1020}],[],[],[],[],[],[]],
        "regions":["DE-SH"],"worked":["reformation"],"closed":[{"from":"2026-12-24","until":"2026-12-24","name":"Eve","yearly":true}],
        "changed_at":1,"changed_by":null}"#;

    #[test]
    fn a_calendar_goes_through_the_form_unchanged_and_a_day_without_a_date_is_noticed() {
        Owner::new().with(|| {
            let json = parse(CALENDAR).expect("JSON");
            let model = Model::new(&json);
            assert_eq!(untrack(|| model.edit()), Ok(EditCalendar::from(typed::<Calendar>(&json))));
            let again = [ClosedDays {
                from: "2026-12-24".parse().expect("a day"),
                until: "2026-12-24".parse().expect("a day"),
                name: "Eve".to_owned(),
                yearly: true,
            }];
            assert_eq!(untrack(|| model.add(&again)), 0, "it stands there already");
            model.closed.update(|all| all.push(closed()));
            let wrong = untrack(|| model.check()).expect_err("no day");
            assert_eq!(wrong[0].0, "closed.1.from");
            model.value("week.2").set("nine to five".to_owned());
            assert!(untrack(|| model.check()).is_err_and(|errors| errors.iter().any(|(path, _)| path == "week.2")));
        });
    }
}
