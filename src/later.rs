//! Pages that are not loaded until they are needed: forms, lists beside the main one, administration.
//!
//! What the first list needs comes first and alone. The rest is the same program in wasm files of their own, split off after linking; they
//! share the first one's memory and functions. [`Part::Later`] ([`crate::app::LATER`]) is loaded in the background soon after the start, so
//! that a lost network finds it here. [`Part::OnDemand`] ([`crate::app::ON_DEMAND`]) comes when somebody opens one of its pages: what few
//! people need, and what is large (the proof of signatures). [`Part::Statements`] ([`crate::app::STATEMENTS`]) does as well: of a company few
//! people read statements, and those read little else; and [`Part::Bank`] ([`crate::app::BANK`]), which fewer of them open. Without the feature `chunks` (quick builds, tests) everything is one file.

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

/// A file of its own.
#[derive(Clone, Copy)]
enum Part {
    Later,
    OnDemand,
    Statements,
    Bank,
}

/// What has become of a file.
#[derive(Clone, Copy)]
enum State {
    Coming,
    Here(Pages),
    Failed,
}

thread_local! {
    static LATER: Var<State> = Var::new(State::Coming);
    static ON_DEMAND: Var<State> = Var::new(State::Coming);
    static STATEMENTS: Var<State> = Var::new(State::Coming);
    static BANK: Var<State> = Var::new(State::Coming);
}

fn later_pages(path: &str) -> Option<El> {
    router::view(&app::LATER, path)
}

fn on_demand_pages(path: &str) -> Option<El> {
    router::view(&app::ON_DEMAND, path)
}

fn statement_pages(path: &str) -> Option<El> {
    router::view(&app::STATEMENTS, path)
}

fn bank_pages(path: &str) -> Option<El> {
    router::view(&app::BANK, path)
}

#[cfg(feature = "chunks")]
mod chunk {
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use super::{Pages, bank_pages, later_pages, on_demand_pages, statement_pages};

    /// The way into the file of what is loaded soon after the start; loads it.
    #[wasm_split(later, fallible)]
    pub(super) fn later() -> Result<Pages, SplitLoaderError> {
        Ok(later_pages)
    }

    /// The way into the file of what is loaded when it is asked for; loads it.
    #[wasm_split(on_demand, fallible)]
    pub(super) fn on_demand() -> Result<Pages, SplitLoaderError> {
        Ok(on_demand_pages)
    }

    /// The way into the file of statements; loads it.
    #[wasm_split(statements, fallible)]
    pub(super) fn statements() -> Result<Pages, SplitLoaderError> {
        Ok(statement_pages)
    }

    /// The way into the file of what compares a bank file with a statement; loads it.
    #[wasm_split(bank, fallible)]
    pub(super) fn bank() -> Result<Pages, SplitLoaderError> {
        Ok(bank_pages)
    }
}

#[cfg(not(feature = "chunks"))]
mod chunk {
    use super::{Pages, bank_pages, later_pages, on_demand_pages, statement_pages};

    /// Everything is here already.
    #[expect(clippy::unused_async, reason = "as where it is loaded")]
    pub(super) async fn later() -> Result<Pages, ()> {
        Ok(later_pages)
    }

    /// Everything is here already.
    #[expect(clippy::unused_async, reason = "as where it is loaded")]
    pub(super) async fn on_demand() -> Result<Pages, ()> {
        Ok(on_demand_pages)
    }

    /// Everything is here already.
    #[expect(clippy::unused_async, reason = "as where it is loaded")]
    pub(super) async fn statements() -> Result<Pages, ()> {
        Ok(statement_pages)
    }

    /// Everything is here already.
    #[expect(clippy::unused_async, reason = "as where it is loaded")]
    pub(super) async fn bank() -> Result<Pages, ()> {
        Ok(bank_pages)
    }
}

impl Part {
    fn state(self) -> Var<State> {
        match self {
            Self::Later => LATER.with(|state| *state),
            Self::OnDemand => ON_DEMAND.with(|state| *state),
            Self::Statements => STATEMENTS.with(|state| *state),
            Self::Bank => BANK.with(|state| *state),
        }
    }

    fn load(self) {
        let state = self.state();
        if let State::Here(_) = *state.peek() {
            return;
        }
        task::spawn(async move {
            let pages = match self {
                Self::Later => chunk::later().await.ok(),
                Self::OnDemand => chunk::on_demand().await.ok(),
                Self::Statements => chunk::statements().await.ok(),
                Self::Bank => chunk::bank().await.ok(),
            };
            let loaded = pages.map_or(State::Failed, State::Here);
            if let State::Failed = loaded {
                // Whether it is the network: if so, this begins to look for it.
                let _ = Call::get("/readyz").send().await;
            }
            // Two may have waited for the same file: the page is made once, or what is typed into it by then would go.
            if !matches!(*state.peek(), State::Here(_)) {
                state.set(loaded);
            }
        });
    }
}

/// Loads what can wait, when there was time to look at the first page; and again when the network has come back.
pub(crate) fn start() {
    // Made here, they live as long as the portal and not as one of its pages.
    let parts = [Part::Later, Part::OnDemand, Part::Statements, Part::Bank];
    for part in parts {
        part.state();
    }
    task::after(SOON, || Part::Later.load());
    effect(move || {
        if client::came_back() > 0 {
            parts.iter().filter(|part| matches!(*part.state().peek(), State::Failed)).for_each(|part| part.load());
        }
    });
}

/// The page at the address, once it is here.
pub(crate) fn page(_: &str) -> El {
    at(untrack(router::path))
}

/// What an address shows, beside a page of another one.
pub(crate) fn at(path: String) -> El {
    Part::Later.show(path, |path| Part::OnDemand.show(path.to_owned(), |_| app::not_found()))
}

/// The page at the address, out of what is loaded on demand.
pub(crate) fn on_demand(_: &str) -> El {
    on_demand_at(&untrack(router::path))
}

/// A part of a page, out of what is loaded on demand.
pub(crate) fn on_demand_at(path: &str) -> El {
    Part::OnDemand.show(path.to_owned(), |_| app::not_found())
}

/// The page at the address, out of statements.
pub(crate) fn statements(_: &str) -> El {
    statements_at(untrack(router::path))
}

/// What an address of statements shows, beside a page of another one.
pub(crate) fn statements_at(path: String) -> El {
    Part::Statements.show(path, |_| app::not_found())
}

/// The page at the address, out of what compares a bank file with a statement.
pub(crate) fn bank(_: &str) -> El {
    Part::Bank.show(untrack(router::path), |_| app::not_found())
}

impl Part {
    fn show(self, path: String, or: fn(&str) -> El) -> El {
        self.load();
        div("").child(dynamic(move || match *self.state().get() {
            State::Coming => skeleton::rows(6),
            State::Here(pages) => untrack(|| pages(&path).unwrap_or_else(|| or(&path))),
            State::Failed => failed(),
        }))
    }
}

/// The network is away, or a newer portal has taken the place of this one.
fn failed() -> El {
    router::title(common::product(lang()));
    let again = button::secondary(t::try_again(lang())).on("click", |_| router::leave(&router::here()));
    div("page").child(el("h1").child(t::not_to_be_had(lang()))).child(empty(t::not_loaded(lang()), again))
}
