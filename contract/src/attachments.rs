//! Files that belong to a draft, a request or a catalogue item.

use crate::ids::{Id, Millis};

/// Where files are sent to (`POST`, multipart, field `file`, with `draft_id` or `request_id` as text fields before it).
pub const PATH: &str = "/api/v1/attachments";

/// Where files are sent to in pieces (tus 1.0: creation, HEAD, PATCH, termination), so that a lost network costs the last piece alone.
pub const UPLOADS: &str = "/api/v1/uploads";
/// What tus calls itself.
pub const TUS: &str = "1.0.0";
/// The media type of a piece.
pub const PIECE: &str = "application/offset+octet-stream";
/// The largest piece that the portal sends, in bytes.
pub const PIECE_BYTES: u64 = 4 * 1024 * 1024;
/// The largest video, in bytes: a few minutes of a phone.
pub const MAX_VIDEO_BYTES: u64 = 200_000_000;
/// Files of one person that may be on their way at once.
pub const MAX_OPEN: usize = 10;

/// The largest file that is no video, in bytes.
pub const MAX_BYTES: u64 = 25_000_000;
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

/// What may be sent in pieces beside that.
pub const VIDEOS: &[(&str, &[&str])] = &[("video/mp4", &["mp4", "m4v"]), ("video/quicktime", &["mov"]), ("video/webm", &["webm"])];

/// A file that comes in pieces.
#[must_use]
pub fn upload(id: &str) -> String {
    format!("{UPLOADS}/{id}")
}

/// One file.
#[must_use]
pub fn file(id: &str) -> String {
    format!("{PATH}/{id}")
}

wire! {
    /// How far a file is that comes in pieces.
    pub struct Upload {
        pub id: Id,
        /// Bytes that are here: the next piece begins there.
        pub offset: i64,
        /// Bytes that it will have.
        pub length: i64,
        /// Whether it is an attachment by now.
        pub complete: bool,
    }

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
