//! What a statement on paper says. Every word is a word of the reader's language already; nothing here is computed.

use serde::{Deserialize, Serialize};

/// A statement on paper.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// ISO 639-1.
    pub lang: String,
    /// The document's title.
    pub title: String,
    /// Whose letter it is, and how they are reached.
    pub from: String,
    pub from_line: String,
    /// The address, a line each.
    pub to: Vec<String>,
    /// What stands at the right of the address: name and value.
    pub facts: Vec<(String, String)>,
    /// How the books stand, in a sentence.
    pub verdict: String,
    pub equation: Sums,
    pub findings: Findings,
    pub ledger: Ledger,
    /// What there is to know about the paper itself, at its end.
    pub note: String,
    /// `Page {page} of {pages}`, with the two marks.
    pub page_of: String,
    /// Year, month, day.
    pub made_on: (i32, u8, u8),
    /// What is in the file beside the pages.
    pub files: Vec<Attached>,
}

/// How a balance comes about.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    pub title: String,
    /// The two columns in words.
    pub head: (String, String),
    /// In the order in which they are added; the first and the last are balances.
    pub rows: Vec<(String, String)>,
}

/// What does not add up.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Findings {
    pub title: String,
    /// Sentence, sum or nothing, and what else there is to say.
    pub items: Vec<(String, String, String)>,
}

/// The postings.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    pub title: String,
    /// Day, what, amount, open, balance.
    pub head: [String; 5],
    pub before: Balance,
    pub rows: Vec<Row>,
    pub after: Balance,
}

/// A balance on a day.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    pub name: String,
    pub amount: String,
}

/// A posting.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub day: String,
    pub name: String,
    /// What else is known of it, a line each.
    pub more: Vec<String>,
    pub amount: String,
    pub open: String,
    pub balance: String,
}

/// A file within the file.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Attached {
    pub name: String,
    pub media_type: String,
    pub description: String,
    pub text: String,
}
