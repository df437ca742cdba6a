//! Element strings: application identifiers and their values.

use super::SEPARATOR;
use super::table::{self, Form};

/// What an element string consists of.
#[derive(Debug, Default)]
pub(super) struct Elements {
    /// Application identifier and value.
    pub(super) read: Vec<(String, String)>,
    /// What no rule fits.
    pub(super) unread: Vec<String>,
}

impl Elements {
    /// Takes a value in, if it is of the identifier's form.
    pub(super) fn take(&mut self, ai: &str, form: &Form, value: &str) {
        if form.fits(value) {
            self.read.push((ai.to_owned(), value.to_owned()));
        } else {
            self.unread.push([ai, value].concat());
        }
    }
}

/// As a scanner sends it: what is not of a predefined length ends with a separator.
pub(super) fn plain(text: &str) -> Elements {
    let mut elements = Elements::default();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(SEPARATOR);
        if rest.is_empty() {
            return elements;
        }
        let end = rest.find(SEPARATOR).unwrap_or(rest.len());
        // A predefined length holds for identifiers to come, too.
        let end = table::predefined(rest).filter(|length| *length <= end && rest.is_char_boundary(*length)).unwrap_or(end);
        let (element, behind) = rest.split_at(end);
        match table::split(element) {
            Some((ai, form, value)) => elements.take(ai, form, value),
            None => elements.unread.push(element.to_owned()),
        }
        rest = behind;
    }
}

/// As people read it, the identifiers in brackets; `None` if it does not begin with one.
pub(super) fn bracketed(text: &str) -> Option<Elements> {
    let (mut ai, mut form, mut from) = opening(text)?;
    let mut elements = Elements::default();
    let mut at = from;
    // A bracket may belong to a value: only a known identifier ends one.
    while let Some(bracket) = text[at..].find('(').map(|found| at + found) {
        at = bracket + 1;
        if let Some((next, next_form, length)) = opening(&text[bracket..]) {
            elements.take(ai, form, text[from..bracket].trim());
            (ai, form, from) = (next, next_form, bracket + length);
            at = from;
        }
    }
    elements.take(ai, form, text[from..].trim());
    Some(elements)
}

/// A known identifier in brackets, its form, and where its value begins.
fn opening(text: &str) -> Option<(&str, &'static Form, usize)> {
    let (ai, _) = text.strip_prefix('(')?.split_once(')')?;
    let (found, form, rest) = table::split(ai)?;
    rest.is_empty().then_some((found, form, found.len() + 2))
}
