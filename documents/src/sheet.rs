//! Any other letter: a packing slip, a proof. Every word is a word of the reader's language already; nothing here is computed.

use serde::{Deserialize, Serialize};

use crate::paper::Attached;

/// A letter of sections.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
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
    /// What it is about, in a sentence or two; may be empty.
    pub lead: String,
    /// A picture to be scanned.
    pub code: Option<Code>,
    pub sections: Vec<Section>,
    /// What there is to know about the paper itself, at its end.
    pub note: String,
    /// `Page {page} of {pages}`, with the two marks.
    pub page_of: String,
    /// Year, month, day.
    pub made_on: (i32, u8, u8),
    /// What is in the file beside the pages.
    pub files: Vec<Attached>,
}

/// A picture to be scanned, with what it is for.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// SVG.
    pub picture: String,
    /// What it is, for whoever does not see it.
    pub alt: String,
    pub caption: String,
}

/// A heading, sentences, facts and a table; each may be missing.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub title: String,
    /// One below another section rather than beside it.
    pub deep: bool,
    pub lines: Vec<String>,
    /// The columns in words.
    pub head: Vec<String>,
    /// As many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}
