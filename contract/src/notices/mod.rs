//! Notices: what a person is told of, by which way, and when. Everything stands in the portal; a mail goes at once, gathered with others, once a
//! day, or not at all, as the person likes it for each kind.
//!
//! What is **owed** (a decision, an answer, a question, a consent that is asked for, an escalation, a promise that was not kept, a key) goes by mail
//! at once, in quiet hours, too: nobody turns it off, and it never waits. Quiet hours hold back everything else until they are over.

mod settings;
mod when;

pub use settings::*;
pub use when::*;

use crate::{
    ids::{Id, Millis},
    people::rules::Actor,
    requests::Kind,
};

/// Notices of the caller (`GET`), the newest first.
pub const PATH: &str = "/api/v1/notices";
/// Marks what the caller has seen, up to one of them (`POST`, [`ReadUpTo`]).
pub const READ: &str = "/api/v1/notices/read";
/// How the caller is told (`GET`, `PUT` with `If-Match`).
pub const SETTINGS: &str = "/api/v1/me/notice-settings";
/// The portal's page of notices.
pub const PAGE: &str = "/notices";
/// The portal's page on which one says how one is told.
pub const SETTINGS_PAGE: &str = "/notices/settings";

/// Marks one as read (`POST`).
#[must_use]
pub fn read(id: &str) -> String {
    [PATH, "/", id, "/read"].concat()
}

/// The page behind the link in a mail that turns its kind off.
#[must_use]
pub fn unsubscribe(token: &str) -> String {
    ["/unsubscribe/", token].concat()
}

words! {
    /// What a notice is about, as people sort it.
    NoticeKind {
        /// What one is owed: by mail at once, always.
        Owed = "owed",
        /// Messages at requests.
        Messages = "messages",
        /// How a request of one's own goes on.
        Progress = "progress",
        /// What is there to do for who owns requests.
        Mine = "mine",
        /// What becomes of parcels and what lay in them.
        Deliveries = "deliveries",
        /// What is to be sent back, and when.
        Reminders = "reminders",
        /// What is about to go wrong: time that runs out, keys that run out.
        Warnings = "warnings",
        /// The monthly statement, for who was named for it.
        Statements = "statements",
        /// What is known to be wrong with what runs at one's customers'.
        KnownIssues = "known_issues",
    }
}

words! {
    /// How somebody is told of a kind.
    Way {
        /// A mail for each.
        AtOnce = "at_once",
        /// One mail at most each quarter of an hour.
        Gathered = "gathered",
        /// One mail a day.
        Digest = "digest",
        /// No mail.
        Portal = "portal",
    }
}

impl NoticeKind {
    /// Goes by mail at once, whatever anybody has set.
    #[must_use]
    pub fn is_owed(self) -> bool {
        self == Self::Owed
    }

    /// The ways to choose from. A statement brings its PDF, so it goes by itself.
    #[must_use]
    pub fn ways(self) -> &'static [Way] {
        match self {
            Self::Owed => &[Way::AtOnce],
            Self::Statements => &[Way::AtOnce, Way::Portal],
            _ => Way::ALL,
        }
    }

    /// Whether somebody like this is ever told of it.
    #[must_use]
    pub fn is_told(self, actor: &Actor) -> bool {
        match self {
            Self::Owed | Self::Messages | Self::Deliveries | Self::Reminders => actor.is_partner() || actor.is_vendor(),
            Self::Progress | Self::Statements | Self::KnownIssues => actor.is_partner(),
            Self::Mine | Self::Warnings => actor.is_vendor(),
        }
    }
}

wire! {
    /// One notice.
    pub struct Notice {
        pub id: Id,
        pub at: Millis,
        pub kind: NoticeKind,
        /// What has happened, in the language of the request.
        pub what: String,
        /// The request that it is about.
        pub request: Option<NoticeRequest>,
        /// Where the portal shows it.
        pub page: String,
        /// Whether the reader has seen it.
        pub read: bool,
    }

    /// The request that a notice is about.
    pub struct NoticeRequest {
        pub id: Id,
        pub kind: Kind,
        pub number: String,
        pub subject: String,
    }

    /// Notices, the newest first.
    pub struct Notices {
        pub items: Vec<Notice>,
        /// For what comes after these.
        pub next: Option<String>,
        /// How many the reader has not seen yet, of all.
        pub unread: i64,
    }

    /// Up to which notice the reader has seen them.
    pub struct ReadUpTo {
        pub until: Id,
    }
}
