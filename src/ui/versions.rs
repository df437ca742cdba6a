//! Two versions of the same thing, side by side where they differ; the person chooses. The names are those of the form's own fields, so that no
//! form has to describe itself a second time.

use std::rc::Rc;

use eyelevel_contract::{
    json::{Json, Wire, parse},
    money::Money,
};
use eyelevel_texts::{drafts as t, format};

use super::{
    button,
    el::{El, div, el, p, span},
    form::Form,
};
use crate::i18n::{date, lang};

/// The fields of a form, by which values are named and put into words.
#[derive(Clone)]
pub(crate) struct Fields {
    /// The form.
    pub(crate) form: Form,
    /// Where a path of the JSON stands in the form.
    pub(crate) place: Rc<dyn Fn(&str) -> String>,
}

/// Every value of a document by its dotted path, as text.
fn leaves(path: &str, json: &Json, out: &mut Vec<(String, String)>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() };
    let mut leaf = |text: String| out.push((path.to_owned(), text));
    match json {
        Json::Null => {}
        Json::Bool(yes) => leaf(if *yes { t::yes(lang()) } else { t::no(lang()) }.to_owned()),
        Json::Number(number) => leaf(format::integer(lang(), *number)),
        Json::Text(text) => leaf(text.parse().map_or_else(|_| text.clone(), date)),
        Json::Object(_) if *json.get("minor") != Json::Null => leaf(format::money(lang(), Money::read(json, &mut true))),
        Json::Object(fields) => fields.iter().for_each(|(name, value)| leaves(&below(name), value, out)),
        Json::List(items) => items.iter().enumerate().for_each(|(i, value)| leaves(&below(&i.to_string()), value, out)),
    }
}

/// What differs: path, mine, theirs. What one side lacks is empty there.
fn differences(mine: &str, theirs: &str) -> Vec<(String, String, String)> {
    let read = |text: &str| {
        let mut all = Vec::new();
        leaves("", &parse(text).unwrap_or(Json::Null), &mut all);
        all
    };
    let (mine, theirs) = (read(mine), read(theirs));
    let value = |all: &[(String, String)], path: &str| all.iter().find(|(p, _)| p == path).map(|(_, v)| v.clone()).unwrap_or_default();
    let new = theirs.iter().filter(|(path, _)| !mine.iter().any(|(p, _)| p == path));
    let both = mine.iter().chain(new).map(|(path, _)| (path.clone(), value(&mine, path), value(&theirs, path)));
    both.filter(|(_, mine, theirs)| mine != theirs).collect()
}

/// The two versions, as JSON. `other`: what the other one is called (“The other, 10:42”).
#[must_use]
pub(crate) fn versions(
    fields: Option<&Fields>,
    other: &str,
    mine: &str,
    theirs: &str,
    keep: impl Fn() + 'static,
    take: impl Fn() + 'static,
) -> El {
    let mut rows = el("tbody");
    for (path, mine, theirs) in differences(mine, theirs) {
        let place = fields.map_or_else(|| path.clone(), |fields| (fields.place)(&path));
        let cell = |label: &str, value: &str| {
            let words = fields.map_or_else(|| value.to_owned(), |fields| fields.form.shown(&place, value));
            let words = if words.is_empty() { span("muted", t::empty_value(lang())) } else { span("pre", &words) };
            el("td").attr("data-label", label).child(words)
        };
        let name = fields.map_or(place.clone(), |fields| fields.form.label(&place));
        let row = el("tr").child(el("th").attr("scope", "row").child(name));
        rows = rows.child(row.child(cell(t::mine(lang()), &mine)).child(cell(other, &theirs)));
    }
    let heads = [t::mine(lang()), other].map(|label| el("th").attr("scope", "col").child(label));
    let head = el("thead").child(el("tr").child(el("td")).child(heads));
    let keep = button::secondary(t::keep_mine(lang())).on("click", move |_| keep());
    let take = button::secondary(t::take_theirs(lang())).on("click", move |_| take());
    div("notice")
        .attr("data-tone", "owed")
        .attr("role", "alert")
        .child(el("strong").child(t::two_versions(lang())))
        .child(p("", t::two_versions_why(lang())))
        .child(el("table").class("versions").child(head).child(rows))
        .child(div("buttons").child([keep, take]))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn only_what_differs_is_found_however_deep_whichever_side_has_it() {
        crate::i18n::set_lang(eyelevel_contract::lang::Lang::De);
        let mine = r#"{"a":1000,"b":{"c":"x","on":"2026-06-12"},"list":[{"d":"1"}],"price":null}"#;
        let theirs = r#"{"a":1000,"b":{"c":"y","on":null},"list":[{"d":"1"},{"d":"2"}],"price":{"minor":18900,"currency":"EUR"}}"#;
        let found = differences(mine, theirs);
        let found: Vec<_> = found.iter().map(|(path, mine, theirs)| (path.as_str(), mine.as_str(), theirs.as_str())).collect();
        let price = format::money(lang(), Money::eur(18_900));
        assert_eq!(found, [("b.c", "x", "y"), ("b.on", "12.06.2026", ""), ("list.1.d", "", "2"), ("price", "", price.as_str())]);
    }
}
