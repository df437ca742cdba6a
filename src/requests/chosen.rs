//! Requests that somebody has chosen in a list, to take the same step with each of them. What is chosen lives as long as the list's page.

use core::cell::Cell;
use std::rc::Rc;

use eyelevel_contract::requests::Request;
use eyelevel_texts::chosen as t;
use web_sys::HtmlInputElement;

use crate::{
    i18n::lang,
    ui::{
        el::{El, el},
        reactive::Var,
    },
};

/// The class of what chooses a row.
pub(super) const CHECK: &str = "choose";

/// What is chosen.
#[derive(Clone, Copy)]
pub(super) struct Chosen(Var<Vec<Rc<Request>>>);

thread_local! {
    static NOW: Cell<Option<Chosen>> = const { Cell::new(None) };
}

impl Chosen {
    /// Nothing yet, on a page that begins.
    pub(super) fn begin() -> Self {
        let chosen = Self(Var::new(Vec::new()));
        NOW.set(Some(chosen));
        chosen
    }

    /// Of the page that is there: for its parts, which are loaded on their own.
    pub(super) fn now() -> Option<Self> {
        NOW.get()
    }

    /// All of them; whoever reads it follows it.
    pub(super) fn get(self) -> Rc<Vec<Rc<Request>>> {
        self.0.get()
    }

    /// All of them, now.
    pub(super) fn peek(self) -> Rc<Vec<Rc<Request>>> {
        self.0.peek()
    }

    /// None of them any more.
    pub(super) fn clear(self) {
        self.0.update(Vec::clear);
    }

    /// One of them no more; nothing to do when the page is gone.
    pub(super) fn leave(self, id: &str) {
        self.0.update(|all| all.retain(|one| one.id != id));
    }

    /// The box that chooses a request.
    pub(super) fn check(self, request: &Rc<Request>) -> El {
        let check = el("input").attr("type", "checkbox").class(CHECK).attr("aria-label", &t::choose(lang(), &request.number));
        let node: HtmlInputElement = check.node_as();
        let (shown, one, id) = (node.clone(), Rc::clone(request), request.id.clone());
        let check = check.on("change", move |_| {
            self.leave(&one.id);
            if node.checked() {
                self.0.update(|all| all.push(Rc::clone(&one)));
            }
        });
        check.effect(move || shown.set_checked(self.get().iter().any(|one| one.id == id)))
    }
}
