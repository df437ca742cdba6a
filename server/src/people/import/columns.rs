//! What a file's columns are called, in German and English, as people's programs write it.

use crate::sheet;

/// A column that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Organisation,
    Name,
    Email,
    Roles,
    Lang,
}

impl sheet::Column for Column {
    const COLUMNS: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (Column::Organisation, "organisation", &["organisation", "organization", "company", "partner", "firma", "unternehmen", "kunde"]),
        (Column::Name, "name", &["name", "fullname", "person", "vollername", "ansprechpartner"]),
        (Column::Email, "email", &["email", "mail", "emailaddress", "mailaddress", "emailadresse", "mailadresse"]),
        (Column::Roles, "roles", &["roles", "role", "rollen", "rolle", "funktion"]),
        (Column::Lang, "lang", &["lang", "language", "sprache"]),
    ];
}

impl Column {
    /// Whether no file can do without it.
    pub(super) const fn is_needed(self) -> bool {
        !matches!(self, Self::Lang)
    }
}
