//! Webhooks: what happens to requests, sent to a program of the vendor's or of a partner's. docs/webhooks.md is what their makers read.

pub mod address;
pub mod rules;
mod schedule;
mod topics;
mod types;

pub use schedule::{ATTEMPTS, again_after};
pub use topics::{Topic, topic};
pub use types::*;

use crate::validate::{Fault, Faults};

/// The webhooks of the caller's organisation (`GET`), and a new one (`POST`).
pub const PATH: &str = "/api/v1/webhooks";
/// What is sent, and how it is signed: the manual, as the server has it.
pub const MANUAL: &str = "/api/manuals/webhooks";
/// The portal's page.
pub const PAGE: &str = "/webhooks";
/// The longest address, in characters.
pub const URL_MAX: usize = 2_000;
/// So many an organisation has at most.
pub const MOST: usize = 10;
/// A replaced secret still signs for so long.
pub const OLD_SECRET: crate::ids::Millis = 24 * 3_600_000;
/// The log's rows, and what waits for a paused webhook, are kept for so long.
pub const KEPT: crate::ids::Millis = 30 * 24 * 3_600_000;
/// What is sent by [`test`].
pub const PING: &str = "ping";

/// One webhook (`PUT`, `DELETE`).
#[must_use]
pub fn one(id: &str) -> String {
    [PATH, "/", id].concat()
}

/// Makes another secret (`POST`).
#[must_use]
pub fn secret(id: &str) -> String {
    [PATH, "/", id, "/secret"].concat()
}

/// Sends a `ping` at once, and says what came of it (`POST`).
#[must_use]
pub fn test(id: &str) -> String {
    [PATH, "/", id, "/test"].concat()
}

/// The log (`GET`).
#[must_use]
pub fn deliveries(id: &str) -> String {
    [PATH, "/", id, "/deliveries"].concat()
}

/// Sends one again (`POST`).
#[must_use]
pub fn replay(id: &str, delivery: &str) -> String {
    [&deliveries(id), "/", delivery, "/replay"].concat()
}

/// The page of one webhook's log.
#[must_use]
pub fn page(id: &str) -> String {
    [PAGE, "/", id].concat()
}

/// Checks what can be known without asking anybody: whether it is an address at all. Where it leads, the server looks.
///
/// # Errors
/// The faults by field.
pub fn validate(edit: &EditWebhook) -> Result<(), Faults> {
    let mut faults = Faults::new();
    let url = faults.line("url", &edit.url, URL_MAX);
    let rest = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    if !url.is_empty() && rest.is_none_or(|rest| rest.is_empty() || rest.contains(char::is_whitespace)) {
        faults.add("url", Fault::NotAWebAddress);
    }
    if edit.topics.is_empty() {
        faults.add("topics", Fault::Required);
    }
    faults.or(())
}
