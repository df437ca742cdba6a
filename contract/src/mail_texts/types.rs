use crate::{
    ids::{Id, Millis},
    lang::PageLang,
    people::PersonRef,
};

/// The longest subject, before its variables are filled in.
pub const SUBJECT_MAX: usize = 150;
/// The longest text.
pub const BODY_MAX: usize = 4_000;

/// Which part of a mail a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Subject,
    Body,
}

wire! {
    /// A mail in one language, as the list has it.
    pub struct MailTextRow {
        /// Its name and the language: `declined-en`.
        pub id: Id,
        pub lang: PageLang,
        /// What it is about: its standard subject, or, where it shares one, how its standard text begins.
        pub title: String,
        /// Whether the vendor has words of its own for it.
        pub own: bool,
    }

    /// All of them.
    pub struct MailTexts {
        pub items: Vec<MailTextRow>,
    }

    /// A value that a text may have.
    pub struct MailVariable {
        /// `number`: in the text it stands in braces.
        pub name: String,
        /// What it may be.
        pub example: String,
        /// Whether the text must have it.
        pub must: bool,
    }

    /// A mail's text in one language.
    pub struct MailText {
        pub id: Id,
        pub lang: PageLang,
        /// 0: nobody has changed it yet.
        pub version: i64,
        /// What it says now. Nothing: its subject is another mail's.
        pub subject: Option<String>,
        pub body: String,
        /// What the portal says by itself.
        pub standard_subject: Option<String>,
        pub standard_body: String,
        pub subject_variables: Vec<MailVariable>,
        pub body_variables: Vec<MailVariable>,
        pub changed_at: Option<Millis>,
        pub changed_by: Option<PersonRef>,
        /// The last edits, the newest first.
        pub history: Vec<MailTextEdit>,
    }

    /// An edit that was made, as the audit trail has it.
    pub struct MailTextEdit {
        pub at: Millis,
        pub by: Option<PersonRef>,
        pub changes: Vec<MailTextChange>,
    }

    /// One part that was changed.
    pub struct MailTextChange {
        /// `subject` or `body`.
        pub field: String,
        pub before: Option<String>,
        pub after: Option<String>,
    }

    /// An edit. A part that is the standard text follows it from then on.
    pub struct EditMailText {
        /// Empty where the subject is another mail's.
        pub subject: String,
        pub body: String,
    }

    /// A mail as it would be sent.
    pub struct LetterPreview {
        pub subject: String,
        pub body: String,
    }
}
