//! What a person is typing, kept on the server as they type. One draft a form; never seen by anybody else.

use crate::{
    attachments::Attachment,
    ids::{Id, Millis},
    requests::Kind,
};

/// The caller's drafts; `POST` begins one.
pub const PATH: &str = "/api/v1/drafts";

/// One draft: `GET`, `PUT` (with `If-Match`), `DELETE`.
#[must_use]
pub fn one(id: &str) -> String {
    format!("{PATH}/{id}")
}

/// A form's address with one draft in it.
#[must_use]
pub fn at(form: &str, id: &str) -> String {
    format!("{form}?draft={id}")
}

/// The longest draft, in bytes of JSON.
pub const MAX_BYTES: usize = 256 * 1024;

wire! {
    /// A draft. The body is what the form of that kind holds (`demo_kits::Draft`, `enquiries::Draft`) and need not be valid yet.
    pub struct Draft {
        pub id: Id,
        pub kind: Kind,
        /// The form's fields as JSON text.
        pub body: String,
        pub version: i64,
        pub updated_at: Millis,
        pub attachments: Vec<Attachment>,
    }

    /// A new or changed draft.
    pub struct DraftBody {
        pub kind: Kind,
        /// The form's fields as JSON text.
        pub body: String,
    }
}
