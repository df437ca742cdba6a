use crate::money::hundredths;
use crate::statements::Posting;

/// What somebody looks for in a statement: part of a number, of a text, of a bank's mark, or an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// In small letters.
    words: String,
    /// Letters and digits alone: `RE 2026/17` finds `RE-2026-17`.
    key: String,
    amount: Option<i64>,
}

impl Search {
    /// `None`: nothing is looked for.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let words = text.trim().to_lowercase();
        let plain: String = text.chars().filter(|c| !matches!(c, '€' | ' ' | '\u{a0}')).collect();
        // 1.284,50 as well as 1,284.50: the last mark is that of the cents, if one or two digits follow it.
        let cents = plain.rfind(['.', ',']).filter(|at| matches!(plain.len() - at, 2 | 3));
        let digits = |part: &str| part.replace(['.', ','], "");
        let amount = match cents {
            Some(at) => hundredths(&[&digits(&plain[..at]), ".", &plain[at + 1..]].concat()),
            None => hundredths(&digits(&plain)),
        };
        (!words.is_empty()).then(|| Self { key: key(&words), words, amount })
    }

    /// Whether a posting is looked for.
    #[must_use]
    pub fn finds(&self, posting: &Posting) -> bool {
        if self.amount == Some(posting.amount) {
            return true;
        }
        let texts = [&posting.number, &posting.end_to_end_id, &posting.mandate, &posting.reason, &posting.note];
        let mut texts = texts.into_iter().flatten().chain(core::iter::once(&posting.remittance));
        texts.any(|text| {
            let text = text.to_lowercase();
            text.contains(&self.words) || !self.key.is_empty() && key(&text).contains(&self.key)
        })
    }
}

fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
