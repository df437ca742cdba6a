//! Files that belong to a draft, a request or a catalogue item.

use crate::ids::{Id, Millis};

/// Where files are sent to (`POST`, multipart, field `file`, with `draft_id` or `request_id` as text fields before it).
pub const PATH: &str = "/api/v1/attachments";

/// The largest file, in bytes.
pub const MAX_BYTES: u64 = 25 * 1024 * 1024;
/// The most files of one draft or request.
pub const MAX_FILES: usize = 20;

/// What may be uploaded, by what the bytes say (not by the name): media type and usual endings.
pub const ALLOWED: &[(&str, &[&str])] = &[
    ("image/png", &["png"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/gif", &["gif"]),
    ("image/webp", &["webp"]),
    ("application/pdf", &["pdf"]),
    ("application/zip", &["zip"]),
    ("text/plain", &["txt", "csv", "log", "md"]),
];

/// One file.
#[must_use]
pub fn file(id: &str) -> String {
    format!("{PATH}/{id}")
}

wire! {
    /// A complete file.
    pub struct Attachment {
        pub id: Id,
        pub name: String,
        /// What the bytes are, as found out by the server.
        pub media_type: String,
        pub bytes: i64,
        /// SHA-256 of the content, hexadecimal.
        pub sha256: String,
        pub uploaded_at: Millis,
    }
}
