//! The one search, in the bar of every page: `/` and Ctrl+K lead to it; what it finds is chosen as from a list (WAI-ARIA combobox).

mod words;

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use eyelevel_contract::{
    json::from_text,
    people::paths::encode,
    requests::paths::PAGE,
    search::{Hit, is_too_short, url},
};
use eyelevel_texts::search as t;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use crate::{
    client::Call,
    i18n::lang,
    router, task,
    ui::{
        el::{El, div, dynamic, el, nothing, p, span},
        listening::listen,
        reactive::{Var, document},
    },
};

/// Typing has paused this long: now it is asked for.
const PAUSE: u32 = 200;
/// Where a key is a letter.
const TYPING: &str = "input, textarea, select, [contenteditable]";

/// What is shown below the field.
#[derive(Clone)]
enum Shown {
    Closed,
    Failed,
    Hits(Rc<Vec<Hit>>),
}

/// The field with its list.
#[derive(Clone)]
struct Search {
    input: HtmlInputElement,
    shown: Var<Shown>,
    /// The option that Enter opens, counted from one; none: 0.
    at: Var<usize>,
    /// Which question is the last one: what an earlier one brings comes too late.
    turn: Rc<Cell<u32>>,
    waiting: Rc<RefCell<Option<Timeout>>>,
}

/// The search.
pub(crate) fn field() -> El {
    let input = el("input").class("input search").id("search").attr("type", "search").attr("role", "combobox");
    let input = input.attr("aria-label", t::search(lang())).attr("placeholder", t::hint(lang())).attr("autocomplete", "off");
    let input = input.attr("aria-autocomplete", "list").attr("aria-controls", "found").attr("aria-keyshortcuts", "/ Control+K");
    let search =
        Search { input: input.node_as(), shown: Var::new(Shown::Closed), at: Var::new(0), turn: Rc::default(), waiting: Rc::default() };
    let (typing, keys, leaving, list, open, active) =
        (search.clone(), search.clone(), search.clone(), search.clone(), search.shown, search.at);
    let input = input
        .on("input", move |_| typing.typed())
        .on("keydown", move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                keys.pressed(event);
            }
        })
        .on("blur", move |_| leaving.close())
        .bind("aria-expanded", move || Some(matches!(&*open.get(), Shown::Hits(hits) if !hits.is_empty()).to_string()))
        .bind("aria-activedescendant", move || Some(*active.get()).filter(|at| *at > 0).map(option));
    let listening = listen(&document(), "keydown", move |event| search.called(&event));
    el("search").class("find").attr("aria-label", t::search(lang())).child(input).child(dynamic(move || list.view())).keep(listening)
}

fn option(at: usize) -> String {
    ["found-", &at.to_string()].concat()
}

impl Search {
    fn close(&self) {
        self.turn.set(self.turn.get() + 1);
        self.waiting.take();
        self.at.set(0);
        self.shown.set(Shown::Closed);
    }

    /// Another text: asked for once the typing pauses.
    fn typed(&self) {
        self.turn.set(self.turn.get() + 1);
        let (turn, search) = (self.turn.get(), self.clone());
        let q = self.input.value();
        if is_too_short(&q) {
            self.close();
            return;
        }
        self.waiting.replace(Some(Timeout::new(PAUSE, move || {
            task::spawn(async move {
                let answer = Call::get(url(&q)).send().await;
                if search.turn.get() == turn {
                    let hits = answer.ok().and_then(|text| from_text(&text));
                    search.at.set(0);
                    search.shown.set(hits.map_or(Shown::Failed, |hits| Shown::Hits(Rc::new(hits))));
                }
            });
        })));
    }

    fn hits(&self) -> Rc<Vec<Hit>> {
        match &*self.shown.peek() {
            Shown::Hits(hits) => Rc::clone(hits),
            _ => Rc::default(),
        }
    }

    /// A key within the field.
    fn pressed(&self, event: &KeyboardEvent) {
        let (hits, at) = (self.hits(), *self.at.peek());
        match event.key().as_str() {
            "ArrowDown" if !hits.is_empty() => self.choose(if at == hits.len() { 1 } else { at + 1 }),
            "ArrowUp" if !hits.is_empty() => self.choose(if at < 2 { hits.len() } else { at - 1 }),
            "Escape" if !matches!(*self.shown.peek(), Shown::Closed) => self.close(),
            "Enter" if !event.is_composing() => match (hits.get(at.wrapping_sub(1)), self.input.value().trim()) {
                (Some(hit), _) => self.open(&hit.link),
                (None, "") => {}
                (None, q) => self.open(&[PAGE, "?q=", &encode(q)].concat()),
            },
            _ => return,
        }
        event.prevent_default();
    }

    fn choose(&self, at: usize) {
        self.at.set(at);
        if let Some(chosen) = document().get_element_by_id(&option(at)) {
            chosen.scroll_into_view_with_bool(false);
        }
    }

    fn open(&self, link: &str) {
        self.close();
        self.input.set_value("");
        let _ = self.input.blur();
        router::go(link);
    }

    /// A key anywhere.
    fn called(&self, event: &Event) {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let typing = document().active_element().is_some_and(|active| active.matches(TYPING).unwrap_or(false));
        let control = event.ctrl_key() || event.meta_key();
        let called = match event.key().as_str() {
            "/" => !typing && !control && !event.alt_key(),
            "k" => control && !event.alt_key(),
            _ => false,
        };
        if called && document().query_selector("dialog[open]").ok().flatten().is_none() {
            event.prevent_default();
            let _ = self.input.focus();
            self.input.select();
        }
    }

    fn view(&self) -> El {
        let shown = self.shown.get();
        let hits = match &*shown {
            Shown::Closed => return nothing(),
            Shown::Failed => return div("found").child(p("muted", t::failed(lang())).attr("role", "status")),
            Shown::Hits(hits) => hits,
        };
        let n = i64::try_from(hits.len()).unwrap_or(0);
        if n == 0 {
            return div("found").child(p("muted", t::nothing(lang())).attr("role", "status"));
        }
        let list = el("ul").id("found").attr("role", "listbox").attr("aria-label", t::results(lang()));
        let list = list.child(hits.iter().enumerate().map(|(at, hit)| self.option(at + 1, hit)).collect::<Vec<_>>());
        div("found").child(list).child(p("visually-hidden", &t::found(lang(), n)).attr("role", "status"))
    }

    fn option(&self, at: usize, hit: &Hit) -> El {
        let (search, link, chosen) = (self.clone(), hit.link.clone(), self.at);
        let why = [words::kind(hit.kind), " · ", words::field(hit.field)].concat();
        el("li")
            .id(&option(at))
            .attr("role", "option")
            .bind("aria-selected", move || Some((*chosen.get() == at).to_string()))
            // The field keeps the focus.
            .on("mousedown", |event| event.prevent_default())
            .on("click", move |_| search.open(&link))
            .child(span("found-title", &hit.title))
            .child(span("found-why", &why))
            .child(span("found-line", &hit.line))
    }
}
