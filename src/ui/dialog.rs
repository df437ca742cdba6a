//! Dialogs: native and modal. Escape closes, the focus returns to where it was; what was typed is kept by the form in it.

use std::rc::Rc;

use core::cell::RefCell;

use eyelevel_texts::common;
use web_sys::HtmlDialogElement;

use super::reactive::{Owner, document, own_root};
use super::{
    button::{self, unique},
    el::{El, div, el, p},
};
use crate::i18n::lang;

/// Closes its dialog.
#[derive(Clone)]
pub(crate) struct Closer(HtmlDialogElement);

impl Closer {
    /// Closes it.
    pub(crate) fn close(&self) {
        self.0.close();
    }
}

/// Opens a dialog with this title; `content` is made for it and dropped when it closes.
pub(crate) fn open(title: &str, content: impl FnOnce(Closer) -> El) {
    // Only the content is anybody's own.
    let mut content = Some(content);
    open_with(title, &mut |closer| content.take().map_or_else(|| div(""), |content| content(closer)));
}

/// Says what happens, and does it when it is wanted.
pub(crate) fn ask(title: &str, yes: &'static str, what: &'static str, act: impl Fn() + 'static) {
    open(title, move |closer| {
        let stay = closer.clone();
        let go = button::primary(yes).on("click", move |_| {
            closer.close();
            act();
        });
        let cancel = button::secondary(common::cancel(lang())).on("click", move |_| stay.close());
        div("stack").child(p("", what)).child(div("buttons").child([go, cancel]))
    });
}

#[inline(never)]
fn open_with(title: &str, content: &mut dyn FnMut(Closer) -> El) {
    let owner = own_root();
    let heading = ["dialog-", &unique().to_string()].concat();
    let shell = el("dialog").class("dialog").attr("aria-labelledby", &heading);
    let dialog: HtmlDialogElement = shell.node_as();
    let closer = Closer(dialog.clone());
    let close = {
        let closer = closer.clone();
        button::quiet("").class("button quiet icon close").attr("aria-label", common::close(lang())).on("click", move |_| closer.close())
    };
    let head = div("dialog-head").child(el("h2").id(&heading).child(title)).child(close);
    let content = owner.with(|| content(closer));
    // The element lives in the page, and what it needs lives in here until it closes.
    let slot: Rc<RefCell<Option<(El, Owner)>>> = Rc::default();
    let kept = Rc::clone(&slot);
    let element = dialog.clone();
    let shell = shell.child(head).child(content).on("close", move |_| {
        element.remove();
        let kept = Rc::clone(&kept);
        // Not while one of its own listeners runs.
        gloo_timers::callback::Timeout::new(0, move || {
            if let Some((shell, owner)) = kept.take() {
                owner.cleanup();
                drop(shell);
            }
        })
        .forget();
    });
    if let Some(body) = document().body() {
        let _ = body.append_child(shell.node());
    }
    slot.replace(Some((shell, owner)));
    let _ = dialog.show_modal();
}
