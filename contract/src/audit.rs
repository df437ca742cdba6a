//! The audit trail: who did what to what, when, from where, and what was there before and after. Nobody changes it: its rows are a hash chain.

use crate::{
    ids::{Id, Millis},
    people::{PersonRef, Role, rules::Actor},
    requests::{
        Kind,
        rules::{Refusal, of_the_vendor},
    },
};

/// The trail, the newest first.
pub const PATH: &str = "/api/v1/audit";
/// All of it, the oldest first, as CSV.
pub const EXPORT: &str = "/api/v1/audit/export.csv";
/// Whether the chain holds.
pub const CHAIN: &str = "/api/v1/audit/chain";
/// The portal's page.
pub const PAGE: &str = "/audit";
/// Who reads it.
pub const READERS: &[Role] = &[Role::Admin, Role::Auditor];

/// Whether the actor may read the trail.
///
/// # Errors
/// The missing right.
pub fn can_read(actor: &Actor) -> Result<(), Refusal> {
    of_the_vendor(actor, READERS)
}

/// The page with what concerns one thing or was done by one person.
#[must_use]
pub fn page_of(name: &str, id: &str) -> String {
    [PAGE, "?", name, "=", id].concat()
}

words! {
    /// What is wrong with an entry of the chain.
    Break {
        /// It is not what it was, or not where it was.
        Changed = "changed",
        /// One or more are missing before it; or, with the number behind the last, at the end.
        Missing = "missing",
        /// Its details are not what they were.
        Details = "details",
    }
}

wire! {
    /// One value that was changed.
    pub struct AuditChange {
        /// The field, as the API calls it.
        pub field: String,
        pub before: Option<String>,
        pub after: Option<String>,
    }

    /// A request that an entry is about.
    pub struct AuditRequest {
        pub id: Id,
        pub kind: Kind,
        pub number: String,
    }

    /// One thing that was done.
    pub struct AuditEntry {
        pub id: Id,
        pub at: Millis,
        /// Its place in the chain; none: not sealed yet.
        pub seq: Option<i64>,
        /// Who did it; none: the portal itself, or somebody by a signed link.
        pub by: Option<PersonRef>,
        /// `request.submitted`, `person.edited` …
        pub action: String,
        /// What it was done to: `request`, `person` …
        pub subject: String,
        pub subject_id: Id,
        pub request: Option<AuditRequest>,
        /// `portal`, `link`, `job`, `webhook`, `command`.
        pub source: String,
        pub changes: Vec<AuditChange>,
        /// Whether what was there before and after has been erased since.
        pub erased: bool,
    }

    /// A place where the chain is broken.
    pub struct AuditBreak {
        /// The entry's place; behind the last one: entries are missing at the end.
        pub seq: i64,
        pub what: Break,
    }

    /// What the chain is like.
    pub struct AuditChain {
        pub holds: bool,
        /// Sealed entries.
        pub rows: i64,
        /// Entries that are not sealed yet.
        pub waiting: i64,
        /// Entries whose before and after were erased.
        pub erased: i64,
        /// The last entry's place and hash (`4711:9f86…`): noted elsewhere, it shows later that nothing was cut off.
        pub head: String,
        /// The first hundred places where it is broken.
        pub breaks: Vec<AuditBreak>,
    }
}
