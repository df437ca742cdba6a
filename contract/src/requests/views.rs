//! Saved views: a person gives filters of the list of requests a name. The list's address stays the truth; a view is a link to it.

use super::RequestQuery;
use crate::{
    ids::Id,
    validate::{Fault, Faults},
};

/// The caller's views (`GET`, by name; `POST`: a new one).
pub const VIEWS: &str = "/api/v1/me/views";
/// The portal's page of them; with filters as its query, those are about to be saved.
pub const VIEWS_PAGE: &str = "/views";
/// The longest name, in characters.
pub const NAME_MAX: usize = 60;
/// The longest search in a view, in characters.
pub const SEARCH_MAX: usize = 200;
/// The most that one person has.
pub const VIEWS_MAX: usize = 20;

/// One view: `PUT` changes it, `DELETE` removes it.
#[must_use]
pub fn one(id: &str) -> String {
    [VIEWS, "/", id].concat()
}

wire! {
    /// Filters with a name; the person's alone.
    pub struct SavedView {
        pub id: Id,
        pub name: String,
        /// What the list shows, as its address has it; never a place in it.
        pub query: String,
        /// Which edit this is; `If-Match` on edits.
        pub version: i64,
    }

    /// A new view, or what becomes of one.
    pub struct EditView {
        pub name: String,
        pub query: RequestQuery,
    }
}

/// As names are compared: in small letters, with single spaces.
#[must_use]
pub fn name_key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl RequestQuery {
    /// What of it can be kept: everything but the place in the list.
    #[must_use]
    pub fn kept(&self) -> Self {
        let text = |value: &Option<String>| value.as_deref().map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned);
        Self {
            q: text(&self.q),
            owner: text(&self.owner),
            partner: text(&self.partner),
            customer: text(&self.customer),
            from: text(&self.from),
            until: text(&self.until),
            unread: self.unread.filter(|unread| *unread),
            cursor: None,
            ..self.clone()
        }
    }
}

/// Checks a view against what the person has already; `id` is its own, if it is not new. Gives name and filters as they are kept.
///
/// # Errors
/// The faults by field.
pub fn validate(edit: &EditView, id: Option<&str>, others: &[SavedView]) -> Result<(String, RequestQuery), Faults> {
    let mut faults = Faults::new();
    let name = faults.line("name", &edit.name, NAME_MAX);
    let taken = |other: &&SavedView| Some(other.id.as_str()) != id && name_key(&other.name) == name_key(&name);
    if !name.is_empty() && others.iter().any(|other| taken(&other)) {
        faults.add("name", Fault::Taken);
    }
    if id.is_none() && others.len() >= VIEWS_MAX {
        faults.add("name", Fault::TooMany(VIEWS_MAX));
    }
    let query = edit.query.kept();
    if query == RequestQuery::default() {
        faults.add("query", Fault::Required);
    }
    for text in [&query.q, &query.owner, &query.partner, &query.customer, &query.from, &query.until].into_iter().flatten() {
        if text.chars().count() > SEARCH_MAX {
            faults.add("query", Fault::TooLong(SEARCH_MAX));
        } else if text.chars().any(char::is_control) {
            faults.add("query", Fault::ControlCharacters);
        }
    }
    faults.or((name, query))
}
