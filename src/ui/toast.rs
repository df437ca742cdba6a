//! What was done, said in passing; with an undo where there is one.

use eyelevel_texts::ui as t;
use gloo_timers::callback::Timeout;

use super::reactive::document;
use super::{
    button,
    el::{El, div, span},
};
use crate::i18n::lang;

const SECONDS: u32 = 6;
/// Somebody must have time to read, find and press it.
const SECONDS_TO_UNDO: u32 = 12;

/// Says a sentence.
pub(crate) fn say(sentence: &str) {
    show(div("toast").child(span("", sentence)), SECONDS);
}

/// Says a sentence, and offers to undo what it says.
pub(crate) fn offer(sentence: &str, undo: impl FnOnce() + 'static) {
    lead_boxed(sentence, t::undo(lang()), Box::new(undo));
}

/// Says a sentence, and offers what may be wanted next.
pub(crate) fn lead(sentence: &str, label: &str, act: impl FnOnce() + 'static) {
    lead_boxed(sentence, label, Box::new(act));
}

#[inline(never)]
fn lead_boxed(sentence: &str, label: &str, undo: Box<dyn FnOnce()>) {
    let mut undo = Some(undo);
    let button = button::quiet(label).on("click", move |event| {
        if let Some(undo) = undo.take() {
            undo();
        }
        use wasm_bindgen::JsCast as _;
        if let Some(button) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            && let Ok(Some(toast)) = button.closest(".toast")
        {
            toast.remove();
        }
    });
    show(div("toast").child(span("", sentence)).child(button), SECONDS_TO_UNDO);
}

fn show(toast: El, seconds: u32) {
    // A live region must stand before anything is put into it: the shell has it.
    let Some(region) = document().get_element_by_id("toasts") else { return };
    let _ = region.append_child(toast.node());
    Timeout::new(seconds * 1_000, move || toast.node().remove()).forget();
}
