//! What a recipient outside the portal reads is there in all of its languages, and translated.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::fs;

use eyelevel_contract::lang::PageLang;
use toml::{Table, Value};

/// What is the same word in several languages, or is filled in.
const ALIKE: &[&str] = &["photos", "footer"];

fn sentences(lang: PageLang, feature: &str) -> BTreeMap<String, Vec<String>> {
    let path = format!("{}/{lang}/{feature}.toml", env!("CARGO_MANIFEST_DIR"));
    let table: Table = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}")).parse().expect("TOML");
    let text = |value: &Value| value.as_str().expect("a sentence").to_owned();
    let forms = |value: &Value| match value {
        Value::Table(forms) => forms.values().map(text).collect(),
        plain => vec![text(plain)],
    };
    table.iter().map(|(key, value)| (key.clone(), forms(value))).collect()
}

fn names(text: &str) -> Vec<&str> {
    let mut names: Vec<_> = text.split('{').skip(1).map(|rest| rest.split('}').next().expect("a name")).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn every_sentence_of_the_page_and_its_mails_is_there_in_all_seven_languages() {
    for feature in ["public_page", "public_mails"] {
        let english = sentences(PageLang::En, feature);
        assert!(english.len() > 10, "{feature}");
        for lang in PageLang::ALL {
            let own = sentences(*lang, feature);
            assert!(own.keys().eq(english.keys()), "{lang}/{feature}");
            for (key, forms) in &own {
                for form in forms {
                    assert!(!form.trim().is_empty() && names(form) == names(&english[key][0]), "{lang}/{feature}.{key}: {form}");
                    // Nothing that was forgotten stands there in English, nor is anybody on first-name terms.
                    assert!(
                        *lang == PageLang::En || ALIKE.contains(&key.as_str()) || !english[key].contains(form),
                        "{lang}/{feature}.{key}: {form}"
                    );
                }
            }
        }
    }
}
