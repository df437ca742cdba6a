//! The words of mails: the standard ones, or those that the vendor has put in their place.

use core::fmt::Display;
use std::collections::BTreeMap;

use eyelevel_contract::mail_texts;

/// A sentence that the vendor may word otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Standard {
    /// `body_declined`.
    pub key: &'static str,
    /// The values that go into it.
    pub names: &'static [&'static str],
    /// By the language's word; of a plural the form for many.
    pub texts: &'static [(&'static str, &'static str)],
}

impl Standard {
    /// Its words in a language.
    #[must_use]
    pub fn text(&self, lang: &str) -> Option<&'static str> {
        self.texts.iter().find(|(word, _)| *word == lang).map(|(_, text)| *text)
    }
}

/// The vendor's own words by their key, in one language.
pub type Own = BTreeMap<String, String>;

/// In which language a mail speaks, and the words that the vendor has put in place of the standard ones.
#[derive(Clone, Copy)]
pub struct Voice<'a, L> {
    pub lang: L,
    own: &'a Own,
}

impl<'a, L> Voice<'a, L> {
    /// With these own words, which fit their sentences.
    #[must_use]
    pub const fn new(lang: L, own: &'a Own) -> Self {
        Self { lang, own }
    }

    /// What is said in place of a sentence.
    #[must_use]
    pub fn own(&self, key: &str) -> Option<&'a str> {
        self.own.get(key).map(String::as_str)
    }
}

/// The vendor's words with the values of the sentence whose place they take.
pub(crate) fn fill(own: &str, names: &[&str], values: &[&dyn Display]) -> String {
    mail_texts::fill(own, &|name| {
        let place = names.iter().position(|known| *known == name)?;
        values.get(place).map(ToString::to_string)
    })
}
