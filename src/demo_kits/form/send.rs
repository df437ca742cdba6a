//! The check before sending, and the way of what is wrong to its field.

use eyelevel_contract::{
    demo_kits::{Draft, paths, rules::offered, validate},
    json::{Json, to_text},
    validate::Fault,
};

use super::{Parts, sheet};
use crate::{
    clock,
    i18n::day_of,
    ui::{failure::Errors, form::in_words, reactive::untrack, record::typed},
};

/// Checks by the contract, then sends. What the server finds beyond that comes to the same fields.
pub(super) fn send(parts: &Parts) {
    let (mut json, places) = untrack(|| parts.model.json());
    let draft: Draft = typed(&json);
    let mut faults = validate(&draft, day_of(clock::now())).err().unwrap_or_default();
    for (i, line) in draft.lines.iter().enumerate() {
        let item = untrack(|| parts.items.get(&line.item_id).get());
        if item.is_some_and(|item| !offered(draft.terms, item.loan, item.sale)) {
            faults.add(["lines.", &i.to_string(), ".item_id"].concat(), Fault::NotOffered);
        }
    }
    if !faults.is_empty() {
        return parts.form.wrong(placed(in_words(&faults), &places));
    }
    if let Some(id) = parts.keeper.id() {
        json.put("draft_id", Json::Text(id));
    }
    parts.keeper.send_as(parts.form, paths::DEMO_KITS, to_text(&json), move |errors| placed(errors, &places));
}

/// Errors by the fields of this form.
fn placed(errors: Errors, places: &[(usize, usize)]) -> Errors {
    errors.into_iter().map(|(path, sentences)| (sheet::place(&path, places), sentences)).collect()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn what_the_server_says_of_a_line_is_said_at_its_row() {
        let errors = [("lines.1.item_id", "a"), ("lines.1.quantity", "b"), ("purpose", "c")];
        let errors = errors.map(|(path, text)| (path.to_owned(), vec![text.to_owned()])).to_vec();
        let placed = placed(errors, &[(0, 0), (0, 1)]);
        let brief: Vec<_> = placed.iter().map(|(path, texts)| (path.as_str(), texts.concat())).collect();
        assert_eq!(brief, [("rows.0.item", "a".to_owned()), ("rows.0.1", "b".to_owned()), ("purpose", "c".to_owned())]);
    }
}
