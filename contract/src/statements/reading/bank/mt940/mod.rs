//! MT940 and MT942: what banks send since long before XML, with the German fields of purpose (`?20`, `EREF+`) and the Dutch ones (`/EREF/`).

mod amounts;
mod entry;
mod fields;
mod message;
mod purpose;

pub(super) use message::Mt940;

/// Whether a file's beginning is one of these: a field 20 at the beginning of a line, or SWIFT's envelope.
pub(in super::super) fn is_mt940(beginning: &str) -> bool {
    let beginning = beginning.trim_start();
    beginning.starts_with("{1:") || beginning.lines().take(20).any(|line| line.starts_with(":20:"))
}
