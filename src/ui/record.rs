//! A form's values as a table: which fields there are, how each travels as JSON. A form that is filled in over days, kept as a draft and
//! compared with another version needs its JSON at every letter; a table gives it without code for every field.

use std::rc::Rc;

use eyelevel_contract::{
    civil::Date,
    json::{Json, Wire, to_text},
};

use super::reactive::{Get, RwSignal, Set};

/// What stands in a field.
pub(crate) type Value = RwSignal<String>;

/// How a value travels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum As {
    /// A string; may be empty.
    Text,
    /// A string, or `null` when nothing was chosen.
    Choice,
    /// A word of a closed set; where none is, this one.
    Word(&'static str),
    /// A day, or `null`.
    Day,
    /// A whole number.
    Number,
    /// A whole number, or `null` when nothing was typed.
    Amount,
    /// `true` or `false`; a checkbox holds `on` or nothing.
    Flag,
}

/// A field: its dotted path in the JSON, and how it travels.
pub(crate) type Entry = (&'static str, As);

/// The values of some fields.
#[derive(Clone)]
pub(crate) struct Record {
    entries: &'static [Entry],
    values: Rc<Vec<Value>>,
}

impl Record {
    /// Fields that hold what stands in the JSON.
    #[must_use]
    pub(crate) fn new(entries: &'static [Entry], json: &Json) -> Self {
        let values = entries.iter().map(|(path, kind)| RwSignal::new(shown(*kind, json.at(path)))).collect();
        Self { entries, values: Rc::new(values) }
    }

    /// Other values.
    pub(crate) fn fill(&self, json: &Json) {
        for ((path, kind), value) in self.entries.iter().zip(&*self.values) {
            value.set(shown(*kind, json.at(path)));
        }
    }

    /// The value of a field. Paths are constants: one that is not there is a mistake in the code.
    #[must_use]
    pub(crate) fn value(&self, path: &str) -> Value {
        let at = self.entries.iter().position(|(known, _)| *known == path);
        at.map_or_else(|| unreachable!("no such field"), |at| self.values[at])
    }

    /// Puts all values into the JSON; whoever reads it follows every one.
    pub(crate) fn write(&self, json: &mut Json) {
        for ((path, kind), value) in self.entries.iter().zip(&*self.values) {
            json.put(path, written(*kind, value.get()));
        }
    }

    /// The JSON of these values alone.
    #[must_use]
    pub(crate) fn json(&self) -> Json {
        let mut json = Json::Null;
        self.write(&mut json);
        json
    }
}

/// A value as a field shows it.
fn shown(kind: As, json: &Json) -> String {
    match json {
        Json::Text(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        Json::Bool(true) => "on".to_owned(),
        _ => match kind {
            As::Word(word) => word.to_owned(),
            _ => String::new(),
        },
    }
}

/// A field's text as JSON.
fn written(kind: As, text: String) -> Json {
    match kind {
        As::Flag => Json::Bool(!text.is_empty()),
        As::Choice | As::Amount if text.trim().is_empty() => Json::Null,
        As::Number | As::Amount => Json::Number(number(&text)),
        // Half a day is none.
        As::Day if text.parse::<Date>().is_err() => Json::Null,
        _ => Json::Text(text),
    }
}

/// What is no number, or more than any, is out of bounds, and said to be; an empty field is 0.
#[must_use]
pub(crate) fn number(text: &str) -> i64 {
    let text = text.trim();
    if text.is_empty() { 0 } else { text.parse().unwrap_or(if text.bytes().all(|b| b.is_ascii_digit()) { i64::MAX } else { -1 }) }
}

/// A typed value from a document that need not be whole.
#[must_use]
pub(crate) fn typed<T: Wire>(json: &Json) -> T {
    T::read(json, &mut true)
}

/// A document from a typed value.
#[must_use]
pub(crate) fn document<T: Wire>(value: &T) -> Json {
    eyelevel_contract::json::parse(&to_text(value)).unwrap_or(Json::Null)
}

#[cfg(test)]
mod tests {
    use eyelevel_contract::json::{parse, to_text};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::ui::reactive::{Owner, untrack};

    const ENTRIES: &[Entry] = &[
        ("name", As::Text),
        ("address.city", As::Text),
        ("customer", As::Choice),
        ("on", As::Day),
        ("n", As::Number),
        ("seats", As::Amount),
        ("limited", As::Flag),
    ];

    #[test]
    fn a_document_comes_back_from_the_fields_as_it_was() {
        let text = r#"{"name":"","address":{"city":"Ulm"},"customer":null,"on":"2026-06-12","n":7,"seats":null,"limited":true}"#;
        Owner::new().with(|| {
            let record = Record::new(ENTRIES, &parse(text).expect("JSON"));
            assert_eq!(to_text(&untrack(|| record.json())), text);
            record.value("on").set("2026-06".to_owned());
            record.value("limited").set(String::new());
            record.value("seats").set("12".to_owned());
            let now = untrack(|| record.json());
            assert_eq!((now.get("on"), now.get("limited"), now.get("seats")), (&Json::Null, &Json::Bool(false), &Json::Number(12)));
            record.fill(&Json::Null);
            assert_eq!(untrack(|| record.value("address.city").get()), "");
        });
    }

    #[test]
    fn quantities_that_are_none_are_out_of_bounds() {
        for (text, quantity) in [("", 0), (" 7 ", 7), ("1000000", 1_000_000), ("99999999999999999999", i64::MAX), ("two", -1), ("1,5", -1)]
        {
            assert_eq!(number(text), quantity, "{text}");
        }
    }
}
