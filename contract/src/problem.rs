//! Error bodies: RFC 9457 `application/problem+json`.

use std::collections::BTreeMap;

wire! {
    /// What went wrong, for a person (in the caller's language) and for a program.
    pub struct Problem {
        /// A word that programs can switch on: `about:blank#validation`, `…#not-found`, `…#conflict` and so on.
        #[serde(rename = "type")]
        pub kind: String,
        /// A short sentence that is the same for all problems of the type.
        pub title: String,
        /// The HTTP status.
        pub status: u16,
        /// What happened here and what to do next.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub detail: Option<String>,
        /// Field path (`recipients.0.email`) → messages.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub errors: BTreeMap<String, Vec<String>>,
        /// The right that is missing, where a refusal names one (403).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub missing_right: Option<String>,
    }
}
