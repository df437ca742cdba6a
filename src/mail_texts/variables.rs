//! The variables of a text, as buttons that put them where the caret stands.

use eyelevel_contract::mail_texts::MailVariable;
use eyelevel_texts::mail_words as t;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use crate::{
    i18n::lang,
    ui::{
        el::{El, div, el, span},
        form::Form,
        reactive::document,
    },
};

/// The variables of a field; none: nothing.
pub(super) fn list(form: Form, field: &'static str, label: &str, variables: &[MailVariable]) -> Option<El> {
    let item = |variable: &MailVariable| {
        let braced = ["{", &variable.name, "}"].concat();
        let button = el("button").attr("type", "button").class("button small").child(el("code").child(braced.as_str()));
        let button = button.on("click", move |_| insert(&form.field_id(field), &braced));
        let must = variable.must.then(|| span("small", t::must(lang())));
        el("li").child(button).child(span("small muted", &variable.example)).child(must)
    };
    let items: Vec<El> = variables.iter().map(item).collect();
    (!items.is_empty()).then(|| {
        let list = el("ul").class("variables").attr("aria-label", label).child(items);
        div("stack tight").child(span("small muted", label)).child(list)
    })
}

/// Puts a variable in the place of what is selected in a field, and the keyboard back into it, behind the variable.
fn insert(id: &str, words: &str) {
    let Some(found) = document().get_element_by_id(id) else { return };
    if let Some(area) = found.dyn_ref::<HtmlTextAreaElement>() {
        let (from, until) = (area.selection_start().ok().flatten(), area.selection_end().ok().flatten());
        let (text, caret) = with(&area.value(), from, until, words);
        area.set_value(&text);
        tell(&found);
        let _ = area.set_selection_range(caret, caret);
    } else if let Some(input) = found.dyn_ref::<HtmlInputElement>() {
        let (from, until) = (input.selection_start().ok().flatten(), input.selection_end().ok().flatten());
        let (text, caret) = with(&input.value(), from, until, words);
        input.set_value(&text);
        tell(&found);
        let _ = input.set_selection_range(caret, caret);
    }
}

/// The text with the words in the place of what is between two places of the browser's, which counts in UTF-16; and the place behind them.
fn with(text: &str, from: Option<u32>, until: Option<u32>, words: &str) -> (String, u32) {
    let text: Vec<u16> = text.encode_utf16().collect();
    let place = |at: Option<u32>| at.and_then(|at| usize::try_from(at).ok()).unwrap_or(text.len()).min(text.len());
    let (from, until) = (place(from), place(until).max(place(from)));
    let words: Vec<u16> = words.encode_utf16().collect();
    let all = [&text[..from], &words, &text[until..]].concat();
    (String::from_utf16_lossy(&all), u32::try_from(from + words.len()).unwrap_or(0))
}

/// The field hears of it as if it had been typed.
fn tell(field: &web_sys::Element) {
    if let Ok(event) = Event::new("input") {
        let _ = field.dispatch_event(&event);
    }
    if let Some(field) = field.dyn_ref::<HtmlElement>() {
        let _ = field.focus();
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::with;

    #[test]
    fn a_variable_stands_where_the_caret_is() {
        assert_eq!(with("😀 ab", Some(3), Some(4), "{x}"), ("😀 {x}b".to_owned(), 6));
        assert_eq!(with("ab", None, None, "{x}"), ("ab{x}".to_owned(), 5));
        assert_eq!(with("ab", Some(9), Some(1), "{x}"), ("ab{x}".to_owned(), 5));
    }
}
