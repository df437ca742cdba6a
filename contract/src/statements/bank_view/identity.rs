//! Who somebody is, as far as banks say it.

use crate::statements::reading::bank::Party;

/// A name of fewer letters names too many.
const SHORTEST: usize = 4;

/// Account, id and name of somebody, as they are compared.
pub(super) fn of(party: &Party) -> Vec<String> {
    let plain = |mark: &str, text: &Option<String>| text.as_deref().map(|text| [mark, &key(text)].concat());
    let mut all: Vec<String> = [plain("a", &party.account), plain("i", &party.id), plain("n", &party.name)].into_iter().flatten().collect();
    all.retain(|mark| mark.len() > 1);
    all
}

/// Letters and digits alone, in capitals: banks cut, space and capitalise as they like.
pub(super) fn key(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_uppercase).filter(|c| c.is_alphanumeric()) {
        match c {
            'Ä' => out.push_str("AE"),
            'Ö' => out.push_str("OE"),
            'Ü' => out.push_str("UE"),
            c => out.push(c),
        }
    }
    out
}

/// The vendor's name, to be found in others.
pub(super) struct Name(Option<String>);

impl Name {
    /// Without the form of the company, which some leave out.
    pub(super) fn new(name: &str) -> Self {
        const FORMS: [&str; 14] = ["gmbh", "ag", "kg", "se", "ug", "ohg", "ltd", "inc", "bv", "sarl", "srl", "co", "mbh", "llc"];
        let plain = |word: &str| word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let words: Vec<&str> = name.split_whitespace().filter(|word| !FORMS.contains(&plain(word).as_str())).collect();
        let key = key(&words.concat());
        Self((key.chars().count() >= SHORTEST).then_some(key))
    }

    /// Whether a name is the vendor's.
    pub(super) fn is_in(&self, name: &str) -> bool {
        self.0.as_deref().is_some_and(|vendor| key(name).contains(vendor))
    }
}
