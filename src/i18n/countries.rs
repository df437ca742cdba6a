//! Countries to send to, by their names in the person's language; the browser knows those.

use js_sys::{Array, Intl::DisplayNames, Object, Reflect};

use super::lang;

/// Where parcels go without customs papers being half the work, and some places further; ISO 3166-1 alpha-2.
const CODES: &str = "DE AT CH LI LU BE BG CY CZ DK EE ES FI FR GB GR HR HU IE IS IT LT LV MT NL NO PL PT RO SE SI SK UA TR US CA AU JP";

fn names() -> DisplayNames {
    let options = Object::new();
    let _ = Reflect::set(&options, &"type".into(), &"region".into());
    DisplayNames::new(&Array::of1(&lang().word().into()), &options)
}

/// A country's name; its code, where nobody knows one. What goes by mail has no country.
#[must_use]
pub(crate) fn country(code: &str) -> String {
    // The browser throws at what is no code.
    let known = if code.len() == 2 { names().of(code) } else { None };
    known.map_or_else(|| code.to_owned(), String::from)
}

/// Code and name, in the order of the names. `also`: one more code, if it is not among them.
#[must_use]
pub(crate) fn countries(also: &str) -> Vec<(String, String)> {
    let names = names();
    let also = if also.len() == 2 && also.bytes().all(|b| b.is_ascii_uppercase()) && CODES.split(' ').all(|code| code != also) {
        also
    } else {
        ""
    };
    let mut all: Vec<(String, String)> = Vec::new();
    for code in CODES.split(' ').chain([also]).filter(|code| !code.is_empty()) {
        let name = names.of(code).map_or_else(|| code.to_owned(), String::from);
        let at = all.partition_point(|(_, other)| *other < name);
        all.insert(at, (code.to_owned(), name));
    }
    all
}
