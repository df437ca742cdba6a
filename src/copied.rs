//! A key, or an address, into the clipboard.

use eyelevel_texts::ui as t;

use crate::{
    i18n::lang,
    task,
    ui::{reactive::window, toast},
};

/// Copies a text, and says so.
pub(crate) fn copy(text: &str) {
    let writing = window().navigator().clipboard().write_text(text);
    task::spawn(async move {
        if wasm_bindgen_futures::JsFuture::from(writing).await.is_ok() {
            toast::say(t::copied(lang()));
        }
    });
}
