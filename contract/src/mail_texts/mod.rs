//! What the portal's mails say in the vendor's own words. The facts of a mail (a reason, a promise, a link below it), its greeting and its end
//! are not words that anybody changes; its subject and its sentence may be worded otherwise, and carry what they are there to say.

mod pieces;
mod rules;
mod types;

pub use pieces::{Piece, fill, pieces};
pub use rules::{can_keep, must, validate};
pub use types::{
    BODY_MAX, EditMailText, LetterPreview, MailText, MailTextChange, MailTextEdit, MailTextRow, MailTexts, MailVariable, Part, SUBJECT_MAX,
};

/// All of them: `GET`.
pub const PATH: &str = "/api/v1/mail/texts";
/// The portal's page.
pub const PAGE: &str = "/mail/texts";

/// One mail's text in one language: `GET`, `PUT` with `If-Match`.
#[must_use]
pub fn one(id: &str) -> String {
    [PATH, "/", id].concat()
}

/// The mail as it would be sent with that text, with example values (`POST`); nothing is saved.
#[must_use]
pub fn preview(id: &str) -> String {
    [PATH, "/", id, "/preview"].concat()
}

/// The portal's page of one.
#[must_use]
pub fn page(id: &str) -> String {
    [PAGE, "/", id].concat()
}
