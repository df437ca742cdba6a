//! What is read from the server, and how it is shown while it is not here: [`show`] has the skeleton, the failure with its way out, and the
//! old data with their time when a reload fails.

use core::{any::Any, marker::PhantomData};
use std::rc::Rc;

use eyelevel_contract::ids::Millis;
use eyelevel_texts::ui as t;

use super::reactive::{Flag, Get, LocalStorage, RwSignal, Set, Track, Update, Var};
use super::{
    button,
    el::{Child, Dynamic, El, div, dynamic, el, nothing, p},
    failure::Failure,
    skeleton,
};
use crate::i18n::{lang, time};

/// What is known of one read, whatever its type. Written by `reads.rs`.
#[derive(Clone, Copy)]
pub(crate) struct Raw {
    value: RwSignal<Option<Rc<dyn Any>>, LocalStorage>,
    /// What went wrong with the last read, and when the last good one was.
    state: Var<(Option<Failure>, Millis)>,
    /// Another address is being read: what is shown belongs to the last one.
    stale: Flag,
    /// Counted up to read once more.
    pub(crate) again: Again,
}

/// Asks for one more read.
#[derive(Clone, Copy)]
pub(crate) struct Again(RwSignal<u32>);

impl Again {
    /// Reads once more.
    pub(crate) fn now(self) {
        self.0.update(|n| *n += 1);
    }

    /// An effect that calls this runs again with every wish.
    pub(crate) fn track_it(self) {
        self.0.track();
    }
}

impl Raw {
    /// Nothing yet.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self { value: RwSignal::new_local(None), state: Var::new((None, 0)), stale: Flag::new(), again: Again(RwSignal::new(0)) }
    }

    /// A read begins; `other`: of another address than the last.
    pub(crate) fn begin(self, other: bool) {
        self.stale.set(other);
    }

    /// Something new is here.
    pub(crate) fn arrived(self, value: Rc<dyn Any>, at: Millis) {
        self.same(at);
        self.value.set(Some(value));
    }

    /// What is here is still right.
    pub(crate) fn same(self, at: Millis) {
        self.stale.set(false);
        self.state.set((None, at));
    }

    /// It did not work.
    pub(crate) fn failed(self, failure: Failure) {
        self.stale.set(false);
        self.state.update(|state| state.0 = Some(failure));
    }
}

/// A value that is read from the server.
pub(crate) struct Loaded<T> {
    raw: Raw,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loaded<T> {}

impl<T: 'static> Loaded<T> {
    /// A typed view of what `reads.rs` keeps.
    #[must_use]
    pub(crate) fn new(raw: Raw) -> Self {
        Self { raw, kind: PhantomData }
    }

    /// The value, once it is here; whoever reads it follows it.
    #[must_use]
    pub(crate) fn get(self) -> Option<Rc<T>> {
        self.raw.value.get().and_then(|value| value.downcast().ok())
    }

    /// What went wrong with the last read.
    #[must_use]
    pub(crate) fn failure(self) -> Option<Failure> {
        self.raw.state.get().0.clone()
    }

    /// Its views are made anew, though nothing new has arrived.
    pub(crate) fn touch(self) {
        self.raw.value.update(|_| ());
    }

    /// Reads once more.
    pub(crate) fn again(self) {
        self.raw.again.now();
    }

    /// Whether what is shown belongs to another address than the one being read.
    #[must_use]
    pub(crate) fn is_stale(self) -> bool {
        self.raw.stale.get()
    }

    /// The value's view; until it is here a skeleton of `rows` rows, or what went wrong and a way out.
    pub(crate) fn show(self, rows: usize, view: impl Fn(&Rc<T>) -> El + 'static) -> impl Child {
        self.show_or(rows, Raw::missing, view)
    }

    /// The same where the view brings the page's heading: what went wrong brings one too.
    pub(crate) fn show_headed(self, rows: usize, view: impl Fn(&Rc<T>) -> El + 'static) -> impl Child {
        self.show_or(rows, Raw::missing_headed, view)
    }

    /// The same beside a part of the page that shows what went wrong.
    pub(crate) fn show_quietly(self, rows: usize, view: impl Fn(&Rc<T>) -> El + 'static) -> impl Child {
        self.show_or(rows, Raw::missing_quietly, view)
    }

    fn show_or(self, rows: usize, missing: fn(Raw, usize) -> El, view: impl Fn(&Rc<T>) -> El + 'static) -> impl Child {
        self.raw.show(rows, missing, Box::new(move |value| value.downcast().map_or_else(|_| nothing(), |value| view(&value))))
    }

    /// “As of 10:42”, when a reload failed and old data are shown.
    pub(crate) fn age(self) -> impl Child {
        self.raw.age()
    }
}

impl Raw {
    #[inline(never)]
    fn show(self, rows: usize, missing: fn(Self, usize) -> El, view: Box<dyn Fn(Rc<dyn Any>) -> El>) -> Dynamic {
        dynamic(move || match self.value.get() {
            Some(value) => view(value),
            None => missing(self, rows),
        })
    }

    fn missing_headed(self, rows: usize) -> El {
        let heading = self.state.get().0.as_ref().map(|_| el("h1").child(t::not_to_be_had(lang())));
        div("stack").child(heading).child(self.missing(rows))
    }

    fn missing_quietly(self, rows: usize) -> El {
        if self.state.get().0.is_some() { nothing() } else { skeleton::rows(rows) }
    }

    fn missing(self, rows: usize) -> El {
        let Some(failure) = self.state.get().0.clone() else { return skeleton::rows(rows) };
        div("notice")
            .attr("data-tone", "late")
            .attr("role", "alert")
            .child(p("", &failure.words()))
            .child(button::quiet(t::try_again(lang())).on("click", move |_| self.again.now()))
    }

    fn age(self) -> impl Child {
        dynamic(move || match &*self.state.get() {
            (Some(failure), at) if *at > 0 => {
                // That the network is away, the bar at the top says.
                let why = if *failure == Failure::Offline { String::new() } else { failure.words() };
                let words = [&t::as_of(lang(), time(*at)), " ", &why].concat();
                p("age", &words).attr("role", "status")
            }
            _ => nothing(),
        })
    }
}
