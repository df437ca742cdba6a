//! Pages that are not loaded until they are needed: forms, lists beside the main one, administration.
//!
//! What the first list needs comes first and alone ([`crate::app::LATER`] says what can wait). The rest is the same program in a second wasm
//! file, split off after linking; it shares the first one's memory and functions. Soon after the start it is loaded in the background, so
//! that a lost network finds it here. Without the feature `chunks` (quick builds, tests) everything is one file.

use eyelevel_texts::{common, ui as t};

use crate::{
    app,
    client::{self, Call},
    i18n::lang,
    router, task,
    ui::{
        button,
        el::{El, div, dynamic, el},
        empty::empty,
        reactive::{Var, effect, untrack},
        skeleton,
    },
};

/// Gives the page at a path, if there is one.
type Pages = fn(&str) -> Option<El>;

/// Milliseconds until what was not needed yet is loaded all the same.
const SOON: u32 = 2_500;

/// What has become of the second file.
#[derive(Clone, Copy)]
enum State {
    Coming,
    Here(Pages),
    Failed,
}

thread_local! {
    static STATE: Var<State> = Var::new(State::Coming);
}

fn pages(path: &str) -> Option<El> {
    router::view(&app::LATER, path)
}

#[cfg(feature = "chunks")]
mod chunk {
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use super::{Pages, pages};

    /// The way into the second file; loads it.
    #[wasm_split(later, fallible)]
    pub(super) fn load() -> Result<Pages, SplitLoaderError> {
        Ok(pages)
    }
}

#[cfg(not(feature = "chunks"))]
mod chunk {
    use super::{Pages, pages};

    /// Everything is here already.
    #[expect(clippy::unused_async, reason = "as where it is loaded")]
    pub(super) async fn load() -> Result<Pages, ()> {
        Ok(pages)
    }
}

fn state() -> Var<State> {
    STATE.with(|state| *state)
}

/// Loads what can wait, when there was time to look at the first page; and again when the network has come back.
pub(crate) fn start() {
    // Made here, it lives as long as the portal and not as one of its pages.
    state();
    task::after(SOON, load);
    effect(|| {
        if client::came_back() > 0 && matches!(*state().peek(), State::Failed) {
            load();
        }
    });
}

fn load() {
    if let State::Here(_) = *state().peek() {
        return;
    }
    task::spawn(async {
        let loaded = chunk::load().await.map_or(State::Failed, State::Here);
        if let State::Failed = loaded {
            // Whether it is the network: if so, this begins to look for it.
            let _ = Call::get("/readyz").send().await;
        }
        // Two may have waited for the same file: the page is made once, or what is typed into it by then would go.
        if !matches!(*state().peek(), State::Here(_)) {
            state().set(loaded);
        }
    });
}

/// The page at the address, once it is here.
pub(crate) fn page(_: &str) -> El {
    let path = untrack(router::path);
    load();
    div("").child(dynamic(move || match *state().get() {
        State::Coming => skeleton::rows(6),
        State::Here(pages) => untrack(|| pages(&path).unwrap_or_else(app::not_found)),
        State::Failed => failed(),
    }))
}

/// The network is away, or a newer portal has taken the place of this one.
fn failed() -> El {
    router::title(common::product(lang()));
    let again = button::secondary(t::try_again(lang())).on("click", |_| router::leave(&router::here()));
    div("page").child(el("h1").child(t::not_to_be_had(lang()))).child(empty(t::not_loaded(lang()), again))
}
