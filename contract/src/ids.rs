//! Identifiers.

/// An opaque identifier: a UUIDv7 as text. Nobody parses it: an id that does not exist, somebody else's and
/// garbage all miss in the same way, which is what makes a foreign id answer like a missing one.
pub type Id = String;

/// An instant: milliseconds of Unix time, UTC.
pub type Millis = i64;
