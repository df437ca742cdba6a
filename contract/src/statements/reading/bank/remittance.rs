//! What a payment is for.

use crate::statements::reading::Amount;

wire! {
    /// A document or a reference that is named in a structured way.
    pub struct Reference {
        /// The number.
        pub number: String,
        /// The document's kind: `CINV` an invoice, `CREN` a credit note; nothing for a bare creditor reference.
        pub document: Option<String>,
        /// How much of the payment is for it; negative for a credit note.
        pub amount: Option<Amount>,
    }

    /// What a payment is for: free text, in the pieces in which it came, and structured references.
    #[derive(Default)]
    pub struct Remittance {
        /// The pieces of free text.
        pub texts: Vec<String>,
        /// The references.
        pub references: Vec<Reference>,
    }
}

impl Remittance {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.references.is_empty()
    }

    /// All of it in one line: the text, then the numbers.
    #[must_use]
    pub fn line(&self) -> String {
        let numbers = self.references.iter().map(|reference| reference.number.as_str());
        self.texts.iter().map(String::as_str).chain(numbers).collect::<Vec<_>>().join(" ")
    }

    /// Adds another payment's, where it is not there yet.
    pub(super) fn add(&mut self, other: &Self) {
        for text in &other.texts {
            if self.texts.last() != Some(text) {
                self.texts.push(text.clone());
            }
        }
        for reference in &other.references {
            if self.references.last() != Some(reference) {
                self.references.push(reference.clone());
            }
        }
    }
}
