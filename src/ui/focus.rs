//! The keyboard's place in a part of the page that is made anew: whoever stands on a link or a button there stands on the same one afterwards.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::reactive::document;

/// By which an element is the same one again.
const MARKS: [&str; 4] = ["id", "href", "aria-label", "name"];

/// What has the focus within an element, as a selector; none: nothing has, or nothing that could be found again.
pub(super) fn held(within: &Element) -> Option<String> {
    let active = document().active_element().filter(|active| within.contains(Some(active)))?;
    let mut selector = active.local_name();
    let bare = selector.len();
    for mark in MARKS {
        if let Some(value) = active.get_attribute(mark) {
            selector.push_str(&["[", mark, "=\"", &value.replace('\\', "\\\\").replace('"', "\\\""), "\"]"].concat());
        }
    }
    (selector.len() > bare).then_some(selector)
}

/// Gives the focus to what is found by the selector, if that is there.
pub(super) fn give(within: &Element, selector: &str) {
    let found = within.query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::ui::el::{div, el};

    #[test]
    fn the_same_link_has_the_focus_again_and_another_has_not() {
        let make = || {
            let link = |href: &str, label: &str| el("a").attr("href", href).attr("aria-label", label).child("x");
            div("").child(link("/a", "One")).child(link("/b", "He said \"two\" \\")).child(el("button").child("bare"))
        };
        let (old, new) = (make(), make());
        let body = document().body().unwrap_or_else(|| unreachable!("a page has a body"));
        let _ = body.append_child(old.node());
        assert!(held(old.node()).is_none());
        give(old.node(), "[href=\"/b\"]");
        let selector = held(old.node());
        assert!(selector.is_some());
        let _ = body.replace_child(new.node(), old.node());
        give(new.node(), &selector.unwrap_or_default());
        assert_eq!(document().active_element().and_then(|active| active.get_attribute("href")).as_deref(), Some("/b"));
        give(new.node(), "button");
        assert!(held(new.node()).is_none());
        new.node().remove();
    }
}
