//! The one search over everything that a person may see.

use crate::people::paths::encode;

/// What is found: `?q=…&limit=` (`GET`, a list of [`Hit`]).
pub const PATH: &str = "/api/v1/search";
/// Fewer characters find nothing.
pub const MIN: usize = 2;
/// Of more, the rest is not looked at.
pub const MAX: usize = 200;
/// The most that is answered.
pub const LIMIT: i64 = 20;

words! {
    /// What was found.
    Found {
        /// A request.
        Request = "request",
        /// What goes to a recipient, or what went.
        Delivery = "delivery",
        /// A device that a file names.
        Device = "device",
        /// An organisation.
        Organisation = "organisation",
        /// An invoice, or another line of a statement.
        Posting = "posting",
        /// A known issue.
        Issue = "issue",
    }
}

words! {
    /// Where the words were found.
    Field {
        /// A number: of a request, a parcel, an invoice.
        Number = "number",
        /// A serial number.
        Serial = "serial",
        /// The subject.
        Subject = "subject",
        /// The partner's own reference.
        Reference = "reference",
        /// The customer.
        Customer = "customer",
        /// A recipient.
        Recipient = "recipient",
        /// A name.
        Name = "name",
        /// A title.
        Title = "title",
        /// In several of them together.
        Several = "several",
        /// What was asked for, or advised.
        Asked = "asked",
        /// A message, or the words of an event.
        Message = "message",
        /// An internal note.
        Note = "note",
    }
}

wire! {
    /// One thing that was found.
    pub struct Hit {
        pub kind: Found,
        pub title: String,
        /// A second line; may be empty.
        pub line: String,
        /// The page in the portal.
        pub link: String,
        /// Why it is among them.
        pub field: Field,
    }
}

/// The URL that asks.
#[must_use]
pub fn url(q: &str) -> String {
    [PATH, "?q=", &encode(q)].concat()
}

/// Small letters and digits alone: how two numbers are compared.
#[must_use]
pub fn squashed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What is asked for, word by word. Signs divide words, accents that stand for themselves go, and so do words beyond the twelfth.
#[must_use]
pub fn words(q: &str) -> Vec<String> {
    let plain: String = q.chars().take(MAX).filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect();
    let whole = plain.replace(['ß', 'ẞ'], "ss");
    let words = whole.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(12).map(|word| word.chars().take(60).collect()).collect()
}

/// Whether so little is asked for that nothing is found.
#[must_use]
pub fn is_too_short(q: &str) -> bool {
    squashed(q).chars().count() < MIN
}
