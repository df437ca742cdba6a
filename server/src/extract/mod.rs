//! What handlers ask of a request: the caller, a JSON body, the version that an edit is based on, an idempotent submission.

mod body;
mod caller;
mod parts;
mod submission;

pub use body::{BODY_MAX, Json};
pub use caller::Caller;
pub use parts::{ClientIp, IfMatch, Language, NamedLanguage, PageLanguage, Query, versioned};
pub use submission::{Nothing, Submission};

/// Bytes as lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut s, b| {
        use std::fmt::Write as _;
        let _ = write!(s, "{b:02x}");
        s
    })
}
