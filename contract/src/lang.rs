//! The two languages of Eyelevel.

words! {
    /// A language, by its ISO 639-1 code.
    Lang {
        /// German, formal (Sie).
        De = "de",
        /// English, plain.
        En = "en",
    }
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
        let mut best: Option<(f32, Self)> = None;
        for part in accept_language.split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
            let Some(lang) = Self::from_word(tag.split('-').next().unwrap_or_default()) else { continue };
            let weight = pieces.find_map(|p| p.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok())).unwrap_or(1.0);
            if weight > best.map_or(0.0, |(w, _)| w) {
                best = Some((weight, lang));
            }
        }
        best.map_or(Self::De, |(_, lang)| lang)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::Lang;

    #[test]
    fn the_heaviest_known_language_wins() {
        assert_eq!(Lang::negotiate("en-GB,en;q=0.9,de;q=0.8"), Lang::En);
        assert_eq!(Lang::negotiate("en;q=0.5, de"), Lang::De);
        assert_eq!(Lang::negotiate("fr, en;q=0.2"), Lang::En);
        assert_eq!(Lang::negotiate("de;q=0"), Lang::De);
        assert_eq!(Lang::negotiate(""), Lang::De);
    }
}
