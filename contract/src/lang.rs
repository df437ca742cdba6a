//! The two languages of Eyelevel, and those of the page that recipients outside of it read.

use crate::json::from_text;

words! {
    /// A language, by its ISO 639-1 code.
    Lang {
        /// German, formal (Sie).
        De = "de",
        /// English, plain.
        En = "en",
    }
}

words! {
    /// A language of what a recipient outside the portal reads: their page, and the mails that lead to it.
    PageLang {
        De = "de",
        En = "en",
        Fr = "fr",
        It = "it",
        Nl = "nl",
        Pl = "pl",
        Cs = "cs",
    }
}

impl From<Lang> for PageLang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::De => Self::De,
            Lang::En => Self::En,
        }
    }
}

impl PageLang {
    /// The portal's language for who reads this one: what has no words of its own on their page (the name of a thing) stands in it.
    #[must_use]
    pub const fn portal(self) -> Lang {
        match self {
            Self::De => Lang::De,
            _ => Lang::En,
        }
    }

    /// As [`Lang::negotiate`], among all of these.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        heaviest(accept_language, Self::from_word).unwrap_or(Self::De)
    }
}

/// The first of the heaviest languages of an `Accept-Language` header that are known.
fn heaviest<T>(accept_language: &str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
    let mut best: Option<(f32, T)> = None;
    for part in accept_language.split(',') {
        let mut pieces = part.split(';');
        let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
        let Some(lang) = known(tag.split('-').next().unwrap_or_default()) else { continue };
        let weight = pieces.find_map(|p| p.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok())).unwrap_or(1.0);
        if weight > best.as_ref().map_or(0.0, |(w, _)| *w) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

wire! {
    /// A sentence in both languages.
    pub struct Bilingual {
        pub de: String,
        pub en: String,
    }
}

impl Bilingual {
    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::De => &self.de,
            Lang::En => &self.en,
        }
    }
}

impl Lang {
    /// The first language of an `Accept-Language` header that we speak; German if there is none.
    ///
    /// Weights are respected as far as they order the list (`en;q=0.5, de` gives German).
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        heaviest(accept_language, Self::from_word).unwrap_or(Self::De)
    }
}

/// What stands in an entry of the timeline in both languages; anything else is said as it stands.
#[must_use]
pub fn said(value: &str, lang: Lang) -> String {
    from_text::<Bilingual>(value).map_or_else(|| value.to_owned(), |both| both.get(lang).to_owned())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{Lang, PageLang};

    #[test]
    fn the_heaviest_known_language_wins() {
        assert_eq!(Lang::negotiate("en-GB,en;q=0.9,de;q=0.8"), Lang::En);
        assert_eq!(Lang::negotiate("en;q=0.5, de"), Lang::De);
        assert_eq!(Lang::negotiate("fr, en;q=0.2"), Lang::En);
        assert_eq!(Lang::negotiate("de;q=0"), Lang::De);
        assert_eq!(Lang::negotiate(""), Lang::De);
        assert_eq!(PageLang::negotiate("da, pl-PL;q=0.8, en;q=0.2"), PageLang::Pl);
        assert_eq!(PageLang::negotiate("da"), PageLang::De);
    }
}
