//! Elements: the portal's views, without a type of their own each.
//!
//! `el("p").class("hint").child("…")` makes a DOM element at once; what changes later is said by a closure that reads signals
//! ([`dynamic`], [`text`], [`El::bind`]) and runs again in Leptos' reactive graph. Why not `view!`: it makes a type, and therefore code, for every
//! shape of markup (500 elements: 85 kB, erased 26 kB, this way 14 kB), and it writes static subtrees by
//! `innerHTML`, which our content security policy forbids.

use core::{any::Any, cell::RefCell};
use std::rc::Rc;

use super::focus;
use super::reactive::{Get, RenderEffect, RwSignal, document};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

/// An element with all that lives as long as it does: effects, listeners.
///
/// Boxed, so that a chain of calls hands on one pointer: that alone makes the whole portal a tenth smaller.
pub(crate) struct El(Box<Parts>);

struct Parts {
    node: Element,
    keep: Vec<Box<dyn Any>>,
}

/// A new element.
#[must_use]
pub(crate) fn el(tag: &str) -> El {
    match document().create_element(tag) {
        Ok(node) => El(Box::new(Parts { node, keep: Vec::new() })),
        Err(_) => unreachable!("the names of elements are ours, and valid"),
    }
}

/// A new element of a drawing (SVG).
#[must_use]
pub(crate) fn svg(tag: &str) -> El {
    match document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag) {
        Ok(node) => El(Box::new(Parts { node, keep: Vec::new() })),
        Err(_) => unreachable!("the names of elements are ours, and valid"),
    }
}

/// A `div` with a class.
#[must_use]
pub(crate) fn div(class: &str) -> El {
    el("div").class(class)
}

/// A `span` with a class and a text.
#[must_use]
pub(crate) fn span(class: &str, text: &str) -> El {
    el("span").class(class).child(text)
}

/// A `p` with a class and a text.
#[must_use]
pub(crate) fn p(class: &str, text: &str) -> El {
    el("p").class(class).child(text)
}

/// What stands where there is nothing to show.
#[must_use]
pub(crate) fn nothing() -> El {
    el("template")
}

/// What can be put into an element.
pub(crate) trait Child {
    /// Puts it at the end.
    fn put(self, into: &mut El);
}

/// A part that is made anew whenever a signal that it read changes.
pub(crate) struct Dynamic(Box<dyn Fn() -> El>);

/// A text that changes with the signals that it read.
pub(crate) struct Text(Box<dyn Fn() -> String>);

/// A part that is made anew whenever a signal that `view` read changes. Keep it small: what a person is typing into must stand outside.
pub(crate) fn dynamic(view: impl Fn() -> El + 'static) -> Dynamic {
    Dynamic(Box::new(view))
}

/// A text that changes with the signals that it read.
pub(crate) fn text(text: impl Fn() -> String + 'static) -> Text {
    Text(Box::new(text))
}

impl El {
    /// Sets an attribute.
    #[inline(never)]
    #[must_use]
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        // It fails for names that are no names only.
        let _ = self.0.node.set_attribute(name, value);
        self
    }

    /// Sets the classes.
    #[must_use]
    pub(crate) fn class(self, names: &str) -> Self {
        if names.is_empty() { self } else { self.attr("class", names) }
    }

    /// Sets the id.
    #[must_use]
    pub(crate) fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// Sets an attribute without a value, if `on`.
    #[must_use]
    pub(crate) fn flag(self, name: &str, on: bool) -> Self {
        if on { self.attr(name, "") } else { self }
    }

    /// An attribute that follows signals; `None` removes it.
    #[must_use]
    pub(crate) fn bind(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.bind_boxed(name, Box::new(value))
    }

    /// An attribute without a value that follows signals.
    #[must_use]
    pub(crate) fn bind_flag(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.bind_boxed(name, Box::new(move || on().then(String::new)))
    }

    #[inline(never)]
    fn bind_boxed(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let node = self.0.node.clone();
        self.effect(move || {
            let _ = match value() {
                Some(value) => node.set_attribute(name, &value),
                None => node.remove_attribute(name),
            };
        })
    }

    /// Calls `handler` on an event.
    #[must_use]
    pub(crate) fn on(self, event: &str, handler: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(handler))
    }

    #[inline(never)]
    fn on_boxed(mut self, event: &str, handler: Box<dyn FnMut(Event)>) -> Self {
        let closure = Closure::wrap(handler);
        let _ = self.0.node.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        self.0.keep.push(Box::new(closure));
        self
    }

    /// Runs now, and again whenever a signal that it read changes, as long as the element lives.
    #[must_use]
    pub(crate) fn effect(self, run: impl Fn() + 'static) -> Self {
        self.effect_boxed(Box::new(run))
    }

    #[inline(never)]
    fn effect_boxed(mut self, run: Box<dyn Fn()>) -> Self {
        self.0.keep.push(Box::new(RenderEffect::new(move |_: Option<()>| run())));
        self
    }

    /// Keeps something for as long as the element lives.
    #[must_use]
    pub(crate) fn keep(mut self, what: impl Any) -> Self {
        self.0.keep.push(Box::new(what));
        self
    }

    /// Puts something at the end.
    #[must_use]
    pub(crate) fn child(mut self, child: impl Child) -> Self {
        child.put(&mut self);
        self
    }

    /// The DOM element.
    #[must_use]
    pub(crate) fn node(&self) -> &Element {
        &self.0.node
    }

    /// The DOM element as what it is.
    #[must_use]
    pub(crate) fn node_as<T: JsCast>(&self) -> T {
        self.0.node.clone().unchecked_into()
    }

    #[inline(never)]
    fn put_text(&mut self, text: &str) {
        if !text.is_empty() {
            let _ = self.0.node.append_child(&document().create_text_node(text));
        }
    }
}

impl Child for &str {
    fn put(self, into: &mut El) {
        into.put_text(self);
    }
}

impl Child for String {
    fn put(self, into: &mut El) {
        into.put_text(&self);
    }
}

impl Child for El {
    #[inline(never)]
    fn put(mut self, into: &mut El) {
        let _ = into.0.node.append_child(&self.0.node);
        into.0.keep.append(&mut self.0.keep);
    }
}

impl<T: Child> Child for Option<T> {
    fn put(self, into: &mut El) {
        if let Some(child) = self {
            child.put(into);
        }
    }
}

impl<T: Child> Child for Vec<T> {
    fn put(self, into: &mut El) {
        for child in self {
            child.put(into);
        }
    }
}

impl<T: Child, const N: usize> Child for [T; N] {
    fn put(self, into: &mut El) {
        for child in self {
            child.put(into);
        }
    }
}

impl Child for Text {
    #[inline(never)]
    fn put(self, into: &mut El) {
        let node = document().create_text_node("");
        let _ = into.0.node.append_child(&node);
        into.0.keep.push(Box::new(RenderEffect::new(move |_: Option<()>| node.set_data(&(self.0)()))));
    }
}

impl Child for Dynamic {
    #[inline(never)]
    fn put(self, into: &mut El) {
        let parent = into.0.node.clone();
        let shown = Rc::new(RefCell::new(None::<El>));
        let slot = shown.clone();
        let effect = RenderEffect::new(move |_: Option<()>| {
            let new = (self.0)();
            let node = new.0.node.clone();
            let old = slot.replace(Some(new));
            let held = old.as_ref().and_then(|old| focus::held(&old.0.node));
            match old.as_ref().and_then(|old| Some((old, old.0.node.parent_node()?))) {
                Some((old, parent)) => drop(parent.replace_child(&node, &old.0.node)),
                None => drop(parent.append_child(&node)),
            }
            if let Some(held) = held {
                focus::give(&node, &held);
            }
        });
        into.0.keep.push(Box::new(Part { shown, _effect: effect }));
    }
}

/// What a [`Dynamic`] shows. An effect's own value would be let go a moment after the effect: time enough for the effects in it to read
/// signals that went with the page.
struct Part {
    shown: Rc<RefCell<Option<El>>>,
    _effect: RenderEffect<()>,
}

impl Drop for Part {
    fn drop(&mut self) {
        self.shown.take();
    }
}

impl Child for RwSignal<String> {
    fn put(self, into: &mut El) {
        text(move || self.get()).put(into);
    }
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::ui::reactive::{ArcRwSignal, Owner, Set, effect, untrack};

    /// Effects run when whoever waits for them has been asked.
    async fn settled() {
        let _ = any_spawner::Executor::init_wasm_bindgen();
        any_spawner::Executor::tick().await;
    }

    #[test]
    async fn what_reads_a_signal_follows_it() {
        settled().await;
        let owner = Owner::new();
        let (page, name, on) = owner.with(|| {
            let name = RwSignal::new("Ada".to_owned());
            let on = RwSignal::new(false);
            let part = dynamic(move || if on.get() { span("on", "on") } else { nothing() });
            let page = div("page").child(el("b").child(name)).child(part).bind("title", move || Some(name.get()));
            (page, name, on)
        });
        assert_eq!(page.node().outer_html(), "<div class=\"page\" title=\"Ada\"><b>Ada</b><template></template></div>");
        name.set("<Grace>".to_owned());
        on.set(true);
        settled().await;
        assert_eq!(page.node().get_attribute("title").as_deref(), Some("<Grace>"));
        assert_eq!(page.node().inner_html(), "<b>&lt;Grace&gt;</b><span class=\"on\">on</span>");
        drop(owner);
    }

    #[test]
    async fn what_is_gone_with_its_page_is_not_read_again() {
        settled().await;
        let (page, query) = (ArcRwSignal::new(0), ArcRwSignal::new(0));
        let too_late = Rc::new(Cell::new(false));
        let (path, asked, late) = (page.clone(), query.clone(), too_late.clone());
        let view = move || {
            path.get();
            let (asked, late) = (asked.clone(), late.clone());
            untrack(move || {
                let stale = RwSignal::new(0);
                effect(move || stale.set(asked.get()));
                div("").child(dynamic(move || {
                    let late = late.clone();
                    div("").effect(move || late.set(late.get() || stale.try_get().is_none()))
                }))
            })
        };
        let owner = Owner::new();
        let whole = owner.with(|| div("").child(dynamic(view)));
        settled().await;
        // As when a link leads to another page with another query: the old page hears of the query, and is gone.
        query.set(1);
        page.set(1);
        settled().await;
        settled().await;
        assert_eq!(whole.node().inner_html(), "<div><div></div></div>");
        assert!(!too_late.get());
        drop((owner, whole));
    }
}
