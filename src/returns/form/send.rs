//! The check before sending, and the way of what is wrong to its field.

use eyelevel_contract::{
    json::{Json, to_text},
    returns::{Draft, paths, validate},
};

use super::Parts;
use crate::ui::{failure::Errors, form::in_words, reactive::untrack, record::typed};

/// Checks by the contract, then sends. What the server finds beyond that comes to the same fields.
pub(super) fn send(parts: &Parts) {
    let mut json = untrack(|| parts.model.json());
    if let Err(faults) = validate(&typed::<Draft>(&json)) {
        return parts.form.wrong(placed(in_words(&faults)));
    }
    if let Some(id) = parts.keeper.id() {
        json.put("draft_id", Json::Text(id));
    }
    parts.keeper.send_or_wait(parts.form, paths::PATH, to_text(&json), placed);
}

/// The field of a path: all lines that are not taken in yet stand in one.
pub(super) fn place(path: &str) -> String {
    if path == "items" || path.starts_with("serials") { "serials".to_owned() } else { path.to_owned() }
}

fn placed(errors: Errors) -> Errors {
    let mut placed = Errors::new();
    for (path, sentences) in errors {
        let path = place(&path);
        match placed.iter_mut().find(|(known, _)| *known == path) {
            // The same said of ten lines is said once.
            Some((_, said)) => said.extend(sentences.into_iter().filter(|sentence| !said.contains(sentence)).collect::<Vec<_>>()),
            None => placed.push((path, sentences)),
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn what_is_wrong_with_lines_is_said_where_they_stand_and_once() {
        let errors = [("serials.3", "long"), ("serials.7", "long"), ("items.0.serial", "open"), ("items", "many")];
        let errors = errors.map(|(path, text)| (path.to_owned(), vec![text.to_owned()])).to_vec();
        let brief: Vec<_> = placed(errors).iter().map(|(path, texts)| (path.clone(), texts.join("+"))).collect();
        assert_eq!(brief, [("serials".to_owned(), "long+many".to_owned()), ("items.0.serial".to_owned(), "open".to_owned())]);
    }
}
