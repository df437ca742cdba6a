//! Another address for a pinned recipient, or somebody else in their place: the requester's own wish counts at once, anybody else's waits for them.

pub(super) mod answer;
mod apply;
pub(super) mod ask;
mod store;

pub(super) use answer::by_link;
pub(super) use store::{open, waiting};
