//! The steps in their order: quick ones first, and what a later step needs before it.

use super::context::Context;
use super::outcome::Outcome;
use super::{browser, conformance, e2e, outside, rust, weight};
use crate::Result;

/// One row of the table.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    /// What is usual on two cores: warm, and cold.
    pub(super) takes: &'static str,
    pub(super) run: fn(&mut Context) -> Result<Outcome>,
}

pub(super) const STEPS: [Step; 14] = [
    Step { name: "fmt", what: "rustfmt has nothing to say", takes: "seconds", run: rust::fmt },
    Step { name: "check", what: "arrows, style sheets, long files, words, deploy", takes: "seconds", run: rust::check },
    Step { name: "clippy", what: "clippy on what runs natively", takes: "seconds; cold 5 minutes", run: rust::clippy },
    Step { name: "clippy-wasm", what: "clippy on the portal", takes: "seconds; cold 2 minutes", run: browser::clippy },
    Step { name: "unit", what: "contract, documents, texts, xtask", takes: "seconds; cold 8 minutes", run: rust::unit },
    Step { name: "foreign", what: "other people's programs verify our keys", takes: "seconds; cold a minute", run: outside::foreign },
    Step { name: "conformance", what: "public bank files and invoices, read twice", takes: "seconds", run: conformance::run },
    Step {
        name: "business_time",
        what: "holidays and spans of business time, counted twice",
        takes: "seconds",
        run: conformance::business_time,
    },
    Step { name: "sqlite", what: "the server on SQLite", takes: "a minute", run: rust::sqlite },
    Step { name: "postgres", what: "the server on PostgreSQL", takes: "a minute", run: rust::postgres },
    Step { name: "wasm", what: "tests inside Chromium", takes: "seconds; cold 2 minutes", run: browser::wasm },
    Step { name: "portal", what: "the portal's shipping build", takes: "seconds; cold 4 minutes", run: browser::portal },
    Step { name: "weight", what: "what comes over the wire before the first list", takes: "at once", run: weight::check },
    Step { name: "e2e", what: "the main job in a real browser", takes: "3 minutes", run: e2e::run },
];
