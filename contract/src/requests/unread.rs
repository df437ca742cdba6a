//! Unread requests: something has happened in them since the reader last opened them. How far somebody has read is theirs alone: nobody else is told.
//! (A *notice* that is unread is something else: what a person was told of by the portal.)

use crate::{ids::Id, people::rules::Actor};

/// How many of the caller's own requests are unread (`GET`).
pub const UNREAD: &str = "/api/v1/me/unread-requests";
/// The caller has seen a request (`POST`, [`SeenUpTo`]): the last part of its URL.
pub const READ: &str = "read";
/// The caller would like to see it as unread again (`POST`): the last part of its URL.
pub const MARK_UNREAD: &str = "unread";
/// The number goes no further than this; beyond it says "99+".
pub const UNREAD_MAX: i64 = 99;

wire! {
    /// How many of the reader's own requests are unread: of those that they own, or asked for.
    pub struct UnreadRequests {
        /// How many, at most [`UNREAD_MAX`].
        pub count: i64,
        /// Whether there are more than that.
        pub more: bool,
    }

    /// Up to which entry of the timeline the reader has seen a request.
    pub struct SeenUpTo {
        /// None: everything that is there.
        #[serde(default)]
        pub until: Option<Id>,
    }
}

impl UnreadRequests {
    /// The number as it stands beside a name: "3", "99+"; nothing for none.
    #[must_use]
    pub fn short(&self) -> Option<String> {
        let plus = if self.more { "+" } else { "" };
        (self.count > 0).then(|| [&self.count.to_string(), plus].concat())
    }
}

/// Whether what happened in a request concerns a reader who may see the request: nobody's own doings, and no internal note for the partner.
#[must_use]
pub fn concerns(reader: &Actor, by: Option<&str>, internal: bool) -> bool {
    by != Some(reader.id.as_str()) && (!internal || reader.is_vendor())
}

/// How far somebody has read a request, in places of its timeline (1, 2, …).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The newest entry that concerns them.
    pub told: i64,
    /// The entry up to which they have seen it.
    pub seen: i64,
}

impl Mark {
    /// Whether there is something that they have not seen.
    #[must_use]
    pub const fn is_unread(self) -> bool {
        self.told > self.seen
    }

    /// Something that concerns them has happened.
    #[must_use]
    pub fn told(self, place: i64) -> Self {
        Self { told: self.told.max(place), ..self }
    }

    /// They have seen it up to an entry. What was seen later stays seen.
    #[must_use]
    pub fn seen(self, place: i64) -> Self {
        Self { seen: self.seen.max(place), ..self }
    }

    /// They would like to see it as unread, whatever has happened.
    #[must_use]
    pub const fn unread(self) -> Self {
        Self { seen: -1, ..self }
    }
}
