//! Every word that the trail can hold has a sentence in both languages.

use std::path::Path;

use eyelevel_contract::lang::Lang;
use eyelevel_texts::trail;

/// The words in quotation marks within a call of `audit…(`.
fn words_of(source: &str, found: &mut Vec<String>) {
    for begin in source.match_indices("audit").map(|(at, _)| at) {
        let call = source[begin..].strip_prefix("audit").unwrap();
        let call = ["(", "_all(", "_edit(", "_change(", "_changes("].iter().find_map(|open| call.strip_prefix(open));
        let Some(call) = call else { continue };
        let first = call.split(';').next().unwrap_or_default();
        let quoted = first.split('"').skip(1).step_by(2);
        found.extend(
            quoted.filter(|word| word.contains('.') && word.chars().all(|c| matches!(c, 'a'..='z' | '_' | '.'))).map(str::to_owned),
        );
    }
}

fn all_under(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all_under(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            words_of(&std::fs::read_to_string(path).unwrap(), found);
        }
    }
}

#[test]
fn every_word_of_the_trail_has_its_sentence() {
    let mut found = vec![eyelevel_server::chain::SIGN_IN.to_owned()];
    found.extend(["approved", "approved_with_changes", "declined"].map(|verdict| format!("request.{verdict}")));
    let wishes = ["later_asked", "later_agreed", "later_declined", "keep_asked", "keep_agreed", "keep_declined"];
    found.extend(wishes.map(|wish| format!("loan.{wish}")));
    all_under(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    found.sort_unstable();
    found.dedup();
    // `request.` stands there with a verdict put behind it, `loan.` with what became of a wish.
    found.retain(|word| !word.ends_with('.'));
    assert!(found.len() > 85, "{found:?}");
    let without: Vec<_> =
        found.iter().filter(|word| [Lang::De, Lang::En].iter().any(|lang| trail::action(*lang, word).is_none())).collect();
    assert!(without.is_empty(), "texts/*/audit_actions.toml and texts/src/trail.rs lack {without:?}");
}
