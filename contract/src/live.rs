//! What is told at once: that something has changed. What it is now is read where it always is, so a stream tells nobody anything that they
//! could not read.
//!
//! Server-sent events (HTML Living Standard, 9.2). Each has its place in one order as its id; who comes back with the last one they saw goes on
//! behind it.

use crate::ids::Id;

/// The stream of the caller.
pub const PATH: &str = "/api/v1/events";
/// The event of a [`Changed`].
pub const CHANGED: &str = "changed";
/// The event that says: what was missed is no longer known, so read everything again.
pub const RESET: &str = "reset";
/// Streams that one person may have open, in all their browsers.
pub const STREAMS_MAX: usize = 24;

wire! {
    /// Something changed on a request that the caller may see.
    pub struct Changed {
        pub request_id: Id,
        /// The request's number (`DK-1042`).
        pub number: String,
    }
}

/// A stream's address for who has seen events up to this one.
#[must_use]
pub fn after(last: &str) -> String {
    if last.is_empty() { PATH.to_owned() } else { [PATH, "?after=", last].concat() }
}
