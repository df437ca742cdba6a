//! How many messages came, and what became of them.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// None of our parcels has that number.
    Nobodys,
    /// All of it was known.
    Known,
    /// Something new was written down.
    Kept,
    /// It says nothing about a parcel that we understand.
    Nothing,
    /// It is not of its provider's shape.
    Unread,
    /// Its signature is missing, wrong or old.
    Forged,
    /// It could not be kept: it must be sent again.
    Refused,
}

const WORDS: [&str; 7] = ["nobodys", "known", "kept", "nothing", "unread", "forged", "refused"];
static COUNTS: [AtomicU64; WORDS.len()] = [const { AtomicU64::new(0) }; WORDS.len()];

/// Counts one.
pub(super) fn count(became: Became) {
    COUNTS[became as usize].fetch_add(1, Relaxed);
}

/// All of them in Prometheus' text format.
///
/// # Errors
/// None: writing to a `String` does not fail.
pub fn write(out: &mut String) -> std::fmt::Result {
    let name = "eyelevel_tracking_messages_total";
    writeln!(out, "# HELP {name} Messages of tracking services, by what became of them.\n# TYPE {name} counter")?;
    WORDS.iter().zip(&COUNTS).try_for_each(|(word, count)| writeln!(out, "{name}{{became=\"{word}\"}} {}", count.load(Relaxed)))
}
