//! API tokens: by one, a program is who made it, as far as its scope goes. docs/api.md is what makers of programs read.

use super::paths::{PEOPLE, SESSION};
use crate::{
    civil::Date,
    ids::{Id, Millis},
    validate::{Fault, Faults},
};

/// The caller's tokens (`GET`, the newest first), and a new one (`POST`).
pub const TOKENS: &str = "/api/v1/me/tokens";
/// The portal's page of them.
pub const TOKENS_PAGE: &str = "/me/tokens";
/// How programs use them: the manual, as the server has it.
pub const MANUAL: &str = "/api/manuals/api";
/// What every token begins with, so that whoever looks for secrets that lie about finds it.
pub const PREFIX: &str = "eyt_";
/// So many characters of a token stand in the list.
pub const SHOWN: usize = 8;
/// The longest name, in characters.
pub const TOKEN_NAME_MAX: usize = 60;
/// So many that are still good a person has at most.
pub const TOKENS_MAX: usize = 20;
/// A token is good for so many days at most …
pub const DAYS_MAX: i64 = 366;
/// … and for so many, if nobody says otherwise.
pub const DAYS_USUAL: i64 = 90;

/// One token: `DELETE` revokes it.
#[must_use]
pub fn one(id: &str) -> String {
    [TOKENS, "/", id].concat()
}

words! {
    /// How far a token goes.
    TokenScope {
        /// It reads what its person may see.
        Read = "read",
        /// It also does what its person may do, but for what is about signing in and about people.
        Write = "write",
    }
}

wire! {
    /// A token, without what it is: that is told once.
    pub struct ApiToken {
        pub id: Id,
        pub name: String,
        /// Its first characters: `eyt_ab12`.
        pub start: String,
        pub scope: TokenScope,
        pub created_at: Millis,
        /// The last day on which it is good, in the installation's zone.
        pub expires_on: Date,
        /// Whether that day is over.
        pub expired: bool,
        /// When it was used last, to the hour.
        pub used_at: Option<Millis>,
    }

    /// A token to be made.
    pub struct NewToken {
        pub name: String,
        pub scope: TokenScope,
        /// The last day on which it is good.
        pub expires_on: Option<Date>,
    }

    /// A token that was made.
    pub struct MadeToken {
        pub token: ApiToken,
        /// `eyt_…`, in the first answer alone: nobody knows it any more when the same is asked for again.
        pub secret: Option<String>,
    }
}

/// Checks a new token; `good` is how many the person has that have not expired. Gives its name and its last day.
///
/// # Errors
/// The faults by field.
pub fn validate_token(new: &NewToken, today: Date, good: usize) -> Result<(String, Date), Faults> {
    let mut faults = Faults::new();
    let name = faults.line("name", &new.name, TOKEN_NAME_MAX);
    if good >= TOKENS_MAX {
        faults.add("name", Fault::TooMany(TOKENS_MAX));
    }
    match new.expires_on {
        None => faults.add("expires_on", Fault::Required),
        Some(day) if day < today => faults.add("expires_on", Fault::InThePast),
        Some(day) if day.days() - today.days() > DAYS_MAX => faults.add("expires_on", Fault::TooFar(DAYS_MAX)),
        Some(_) => {}
    }
    faults.or((name, new.expires_on.unwrap_or(today)))
}

/// Why something can't be done by a token, whoever made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// It reads only.
    ReadsOnly,
    /// It is about signing in or about people: somebody does that themself.
    SignsIn,
}

/// Whether a token of this scope may ask for this at all. What its person may not do, it may not do either.
///
/// # Errors
/// Why not.
pub fn allows(scope: TokenScope, method: &str, path: &str) -> Result<(), Barred> {
    if matches!(method, "GET" | "HEAD" | "OPTIONS") {
        return Ok(());
    }
    let is_under = |root: &&str| path.strip_prefix(*root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if [SESSION, TOKENS, PEOPLE].iter().any(is_under) {
        return Err(Barred::SignsIn);
    }
    match scope {
        TokenScope::Write => Ok(()),
        TokenScope::Read => Err(Barred::ReadsOnly),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn reading_is_free_and_writing_needs_the_scope() {
        for scope in [TokenScope::Read, TokenScope::Write] {
            for method in ["GET", "HEAD"] {
                assert_eq!(allows(scope, method, "/api/v1/requests"), Ok(()));
                assert_eq!(allows(scope, method, TOKENS), Ok(()));
            }
        }
        for method in ["POST", "PUT", "PATCH", "DELETE", "get", "TRACE", ""] {
            assert_eq!(allows(TokenScope::Read, method, "/api/v1/requests/1/messages"), Err(Barred::ReadsOnly), "{method}");
            assert_eq!(allows(TokenScope::Write, method, "/api/v1/requests/1/messages"), Ok(()), "{method}");
        }
    }

    #[test]
    fn what_is_about_signing_in_and_people_nobody_leaves_to_a_program() {
        for scope in [TokenScope::Read, TokenScope::Write] {
            for (method, path) in [
                ("POST", SESSION),
                ("DELETE", SESSION),
                ("POST", TOKENS),
                ("DELETE", "/api/v1/me/tokens/1"),
                ("POST", PEOPLE),
                ("POST", "/api/v1/people/import"),
                ("PUT", "/api/v1/people/1"),
                ("POST", "/api/v1/people/1/invitation"),
            ] {
                assert_eq!(allows(scope, method, path), Err(Barred::SignsIn), "{method} {path}");
            }
        }
        assert_eq!(allows(TokenScope::Write, "PUT", "/api/v1/me"), Ok(()), "the language");
        assert_eq!(allows(TokenScope::Write, "POST", "/api/v1/peoples"), Ok(()), "another word");
    }

    #[test]
    fn a_token_has_a_name_and_an_end() {
        let today: Date = "2026-11-24".parse().unwrap();
        let token = |name: &str, day: Option<i64>| NewToken {
            name: name.to_owned(),
            scope: TokenScope::Read,
            expires_on: day.map(|days| today.plus_days(days)),
        };
        let faults = |new: &NewToken, good: usize, field: &str| {
            validate_token(new, today, good).map_or_else(|faults| faults.of(field).to_vec(), |_| Vec::new())
        };
        assert_eq!(validate_token(&token(" ERP ", Some(0)), today, 19), Ok(("ERP".to_owned(), today)));
        assert!(validate_token(&token("ERP", Some(DAYS_MAX)), today, 0).is_ok());
        assert_eq!(faults(&token("ERP", Some(DAYS_MAX + 1)), 0, "expires_on"), [Fault::TooFar(DAYS_MAX)]);
        assert_eq!(faults(&token("ERP", Some(-1)), 0, "expires_on"), [Fault::InThePast]);
        assert_eq!(faults(&token("ERP", None), 0, "expires_on"), [Fault::Required]);
        assert_eq!(faults(&token("", Some(1)), 0, "name"), [Fault::Required]);
        assert_eq!(faults(&token("a\nb", Some(1)), 0, "name"), [Fault::ControlCharacters]);
        assert_eq!(faults(&token(&"ß".repeat(TOKEN_NAME_MAX + 1), Some(1)), 0, "name"), [Fault::TooLong(TOKEN_NAME_MAX)]);
        assert_eq!(faults(&token("ERP", Some(1)), TOKENS_MAX, "name"), [Fault::TooMany(TOKENS_MAX)]);
    }
}
