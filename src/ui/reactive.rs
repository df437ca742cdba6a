//! Leptos' reactive graph, and the two objects of the browser that everything begins with.
//!
//! The graph alone: the crate `leptos` around it would add 8 kB (its views, a server-function client and three stream types that are
//! exported to JavaScript whether anybody uses them or not).

use core::cell::RefCell;

use core::{any::Any, marker::PhantomData};
pub(crate) use reactive_graph::{
    effect::RenderEffect,
    graph::untrack,
    owner::{LocalStorage, Owner, StoredValue},
    signal::{ArcRwSignal, RwSignal},
    traits::{Get, GetUntracked, IsDisposed, Set, Track, Update, UpdateUntracked, WithUntracked},
};
use std::rc::Rc;

use web_sys::{Document, Window};

thread_local! {
    static ROOT: RefCell<Option<Owner>> = const { RefCell::new(None) };
    static WINDOW: Window = web_sys::window().unwrap_or_else(|| unreachable!("the portal runs in a window"));
    static DOCUMENT: Document = window().document().unwrap_or_else(|| unreachable!("a window has a document"));
}

/// The browser's window.
#[must_use]
pub(crate) fn window() -> Window {
    WINDOW.with(Clone::clone)
}

/// The page.
#[must_use]
pub(crate) fn document() -> Document {
    DOCUMENT.with(Clone::clone)
}

/// Runs now, and again whenever a signal that it read changes, as long as what it was made in lives. For what touches the outside.
pub(crate) fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    // The same kind of effect that views have: the other kind's code would come on top.
    StoredValue::new_local(RenderEffect::new(move |_: Option<()>| run()));
}

/// Yes or no, for views to follow. A number underneath: the graph's code for another type of signal weighs 1.5 kB.
#[derive(Clone, Copy)]
pub(crate) struct Flag(RwSignal<u32>);

impl Flag {
    /// No.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(0))
    }

    /// As this says, as long as what it was made in lives; who follows it hears only of a change.
    #[must_use]
    pub(crate) fn following(is: impl Fn() -> bool + 'static) -> Self {
        let flag = Self::new();
        effect(move || {
            let now = is();
            if flag.peek() != now {
                flag.set(now);
            }
        });
        flag
    }

    /// Whether it is so; whoever reads it follows it.
    #[must_use]
    pub(crate) fn get(self) -> bool {
        self.0.get() > 0
    }

    /// Whether it is so, without following it.
    #[must_use]
    pub(crate) fn peek(self) -> bool {
        self.0.get_untracked() > 0
    }

    /// It is so, or not.
    pub(crate) fn set(self, yes: bool) {
        self.0.set(u32::from(yes));
    }
}

/// A value that views follow, of any type: the graph sees the same type behind all of them. A signal of a new type would bring 2 kB.
pub(crate) struct Var<T> {
    raw: RwSignal<Option<Rc<dyn Any>>, LocalStorage>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Var<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Var<T> {}

impl<T: Clone + 'static> Var<T> {
    /// Begins with this.
    #[must_use]
    pub(crate) fn new(value: T) -> Self {
        Self { raw: RwSignal::new_local(Some(Rc::new(value))), kind: PhantomData }
    }

    /// The value; whoever reads it follows it.
    #[must_use]
    pub(crate) fn get(self) -> Rc<T> {
        known(self.raw.get())
    }

    /// The value, without following it.
    #[must_use]
    pub(crate) fn peek(self) -> Rc<T> {
        known(self.raw.get_untracked())
    }

    /// Another value.
    pub(crate) fn set(self, value: T) {
        self.raw.set(Some(Rc::new(value)));
    }

    /// Changes it; nothing to do when its page is gone.
    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        let Some(value) = self.raw.try_get_untracked() else { return };
        let mut value = (*known::<T>(value)).clone();
        change(&mut value);
        self.set(value);
    }
}

fn known<T: 'static>(value: Option<Rc<dyn Any>>) -> Rc<T> {
    value.and_then(|value| value.downcast().ok()).unwrap_or_else(|| unreachable!("a variable is never of another type"))
}

/// Starts the graph, and runs `app` as the owner of everything, for as long as the page lives.
pub(crate) fn run(app: impl FnOnce()) {
    // It fails only if it was started already.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let root = Owner::new();
    ROOT.set(Some(root.clone()));
    root.with(app);
}

/// An owner for what belongs to no view: a dialog, which outlives whoever opened it.
pub(crate) fn own_root() -> Owner {
    ROOT.with_borrow(|root| root.as_ref().map_or_else(Owner::new, Owner::child))
}
