//! Whether the chain holds, asked by a button: it is read from its beginning.

use eyelevel_contract::{
    audit::{AuditChain, Break, CHAIN},
    json::from_text,
};
use eyelevel_texts::audit as t;

use crate::ui::reactive::{Get, RwSignal, Set};
use crate::{
    client::Call,
    i18n::lang,
    task,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
    },
};

/// What is known of it.
#[derive(Clone, PartialEq)]
enum State {
    Unasked,
    Asked,
    Failed(String),
    Known(AuditChain),
}

/// The button, and below it what the chain is like.
pub(super) fn check() -> (El, El) {
    let state = RwSignal::new(State::Unasked);
    let ask = move || {
        state.set(State::Asked);
        task::spawn(async move {
            state.set(match Call::get(CHAIN).send().await {
                Ok(text) => from_text(&text).map_or(State::Unasked, State::Known),
                Err(failure) => State::Failed(failure.words()),
            });
        });
    };
    let button = button::secondary(t::check(lang())).on("click", move |_| ask());
    let said = dynamic(move || match state.get() {
        State::Unasked => nothing(),
        State::Asked => p("muted", t::checking(lang())).attr("role", "status"),
        State::Failed(words) => p("notice", &words).attr("data-tone", "late").attr("role", "alert"),
        State::Known(chain) => result(&chain),
    });
    (button, div("").child(said))
}

fn result(chain: &AuditChain) -> El {
    if !chain.holds {
        let line = |seq: i64, what: Break| match what {
            Break::Missing => t::broken_missing(lang(), seq),
            Break::Details => t::broken_details(lang(), seq),
            Break::Changed => t::broken_changed(lang(), seq),
        };
        let lines = chain.breaks.iter().map(|one| el("li").child(line(one.seq, one.what))).collect::<Vec<_>>();
        return div("notice stack tight")
            .attr("data-tone", "late")
            .attr("role", "alert")
            .child(p("", t::broken(lang())))
            .child(el("ul").child(lines));
    }
    let waiting = (chain.waiting > 0).then(|| p("muted", &t::waiting(lang(), chain.waiting)));
    let head = p("small muted", t::head(lang())).child(" ").child(el("code").class("serials").child(chain.head.as_str()));
    div("notice stack tight")
        .attr("data-tone", "good")
        .attr("role", "status")
        .child(p("", &t::holds(lang(), chain.rows)))
        .child(waiting)
        .child(head)
}
