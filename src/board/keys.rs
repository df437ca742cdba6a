//! The board by keyboard: j and k go from request to request, Enter opens, ? says so.

use eyelevel_texts::board as t;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use crate::{
    i18n::lang,
    ui::{
        button, dialog,
        el::{El, div, el, span},
        listening::{Listening, listen},
        reactive::document,
    },
};

/// What a request's row has that the keys go to.
const STOPS: &str = ".board-row > .button";
/// Where a key is a letter.
const TYPING: &str = "input, textarea, select, [contenteditable]";

/// Listens as long as the board is there.
pub(super) fn keys() -> Listening {
    listen(&document(), "keydown", |event: Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let typing = document().active_element().is_some_and(|active| active.matches(TYPING).unwrap_or(false));
        let open = document().query_selector("dialog[open]").ok().flatten().is_some();
        if typing || open || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "j" => go(1),
            "k" => go(-1),
            "?" => help(),
            _ => return,
        }
        event.prevent_default();
    })
}

/// To the row that many further; from nowhere to the first.
fn go(by: i32) {
    let Ok(stops) = document().query_selector_all(STOPS) else { return };
    let all: Vec<HtmlElement> = (0..stops.length()).filter_map(|n| stops.item(n)?.dyn_into().ok()).collect();
    // Within its row somebody may stand on the subject.
    let row = |of: &Element| of.closest(".board-row").ok().flatten();
    let here = document().active_element().and_then(|active| row(&active));
    let at = here.and_then(|here| all.iter().position(|stop| row(stop).is_some_and(|row| row == here)));
    let to = match at {
        Some(at) => i32::try_from(at).unwrap_or(0) + by,
        None => 0,
    };
    if let Some(stop) = usize::try_from(to).ok().and_then(|to| all.get(to)) {
        let _ = stop.focus();
    }
}

/// What the keys do.
fn help() {
    dialog::open(t::keys(lang()), |_| {
        let line = |key: &str, what: &str| div("row").child(el("kbd").child(key)).child(span("", what));
        div("stack")
            .child(line("j", t::key_next(lang())))
            .child(line("k", t::key_previous(lang())))
            .child(line("Enter", t::key_open(lang())))
            .child(line("?", t::key_help(lang())))
    });
}

/// The way to [`help`] for who doesn't know the key.
pub(super) fn hint() -> El {
    button::quiet(t::keys(lang())).class("button quiet small board-keys").on("click", |_| help())
}
