//! What a saved view keeps, and what it is called.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::{
    requests::{
        Kind, RequestQuery, Section,
        views::{EditView, NAME_MAX, SEARCH_MAX, SavedView, VIEWS_MAX, name_key, validate},
    },
    validate::Fault,
};

fn query() -> RequestQuery {
    RequestQuery { section: Some(Section::WithVendor), kind: Some(Kind::DemoKit), ..RequestQuery::default() }
}

fn edit(name: &str) -> EditView {
    EditView { name: name.to_owned(), query: query() }
}

fn view(id: &str, name: &str) -> SavedView {
    SavedView { id: id.to_owned(), name: name.to_owned(), query: query().to_query(), version: 1 }
}

fn faults(edit: &EditView, id: Option<&str>, others: &[SavedView], field: &str) -> Vec<Fault> {
    validate(edit, id, others).map_or_else(|faults| faults.of(field).to_vec(), |_| Vec::new())
}

#[test]
fn a_name_stands_once_whatever_its_letters_and_spaces() {
    let others = [view("a", "Meine Kits"), view("b", "Eilig")];
    assert!(validate(&edit("Kits"), None, &others).is_ok());
    for same in ["Meine Kits", " meine   kits ", "MEINE KITS"] {
        assert_eq!(faults(&edit(same), None, &others, "name"), [Fault::Taken], "{same}");
        assert_eq!(faults(&edit(same), Some("b"), &others, "name"), [Fault::Taken], "{same}");
        assert!(validate(&edit(same), Some("a"), &others).is_ok(), "its own: {same}");
    }
    assert_eq!(name_key("  ÄÖ \u{a0} x"), "äö x");
    assert_eq!(faults(&edit("  "), None, &others, "name"), [Fault::Required]);
    assert_eq!(faults(&edit(&"x".repeat(NAME_MAX + 1)), None, &others, "name"), [Fault::TooLong(NAME_MAX)]);
    assert!(validate(&edit(&"ß".repeat(NAME_MAX)), None, &others).is_ok());
    assert_eq!(faults(&edit("a\u{7}b"), None, &others, "name"), [Fault::ControlCharacters]);
}

#[test]
fn there_are_twenty_at_most_and_those_can_still_be_changed() {
    let mut all: Vec<_> = (1..VIEWS_MAX).map(|n| view(&n.to_string(), &format!("View {n}"))).collect();
    assert!(validate(&edit("One more"), None, &all).is_ok());
    all.push(view("last", "Last"));
    assert_eq!(faults(&edit("One more"), None, &all, "name"), [Fault::TooMany(VIEWS_MAX)]);
    assert!(validate(&edit("Renamed"), Some("last"), &all).is_ok());
}

#[test]
fn what_is_kept_is_what_the_list_shows_and_never_a_place_in_it() {
    let there = RequestQuery {
        cursor: Some("abc".to_owned()),
        q: Some(" Regal ".to_owned()),
        owner: Some(String::new()),
        unread: Some(false),
        ..query()
    };
    let (name, kept) = validate(&EditView { name: " Regale ".to_owned(), query: there }, None, &[]).unwrap();
    assert_eq!((name.as_str(), kept.to_query().as_str()), ("Regale", "section=with_vendor&kind=demo_kit&q=Regal"));
    assert_eq!(kept.kept(), kept);
    // All requests are no view: the list is there without one.
    for nothing in
        [RequestQuery::default(), RequestQuery { cursor: Some("abc".to_owned()), q: Some(" ".to_owned()), ..RequestQuery::default() }]
    {
        let edit = EditView { name: "All".to_owned(), query: nothing };
        assert_eq!(faults(&edit, None, &[], "query"), [Fault::Required]);
    }
    let searching = |q: String| EditView { name: "x".to_owned(), query: RequestQuery { q: Some(q), ..query() } };
    assert_eq!(faults(&searching("x".repeat(SEARCH_MAX + 1)), None, &[], "query"), [Fault::TooLong(SEARCH_MAX)]);
    assert_eq!(faults(&searching("a\u{0}b".to_owned()), None, &[], "query"), [Fault::ControlCharacters]);
}
