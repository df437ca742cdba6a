//! Leptos' reactive graph, and the two objects of the browser that everything begins with.
//!
//! The graph alone: the crate `leptos` around it would add 8 kB (its views, a server-function client and three stream types that are
//! exported to JavaScript whether anybody uses them or not).

use core::cell::RefCell;

pub(crate) use reactive_graph::{
    computed::Memo,
    effect::{Effect, RenderEffect},
    graph::untrack,
    owner::{LocalStorage, Owner},
    signal::{ArcRwSignal, RwSignal},
    traits::{Get, GetUntracked, IsDisposed, Set, Track, Update, UpdateUntracked, WithUntracked},
};
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
