//! Whoever is signed in: who they are here, what they may do, their language, the ways out.

use eyelevel_contract::{lang::Lang, people::tokens::TOKENS_PAGE};
use eyelevel_texts::{people as t, words};

use crate::{
    i18n::lang,
    router, session,
    ui::{
        button,
        el::{El, div, el, p, span},
    },
};

pub(super) fn page(_: &str) -> El {
    router::title(t::me(lang()));
    let me = session::me();
    let fact = |name: &str, value: El| [el("dt").child(name), el("dd").child(value)];
    let facts = [
        fact(t::name(lang()), span("", &me.name)),
        fact(t::email(lang()), super::address(me.email.as_str())),
        fact(t::organisation(lang()), span("", &me.organisation.name)),
    ];
    let section = |title: &str| el("section").class("card").child(el("h2").child(title));
    let who = section(&me.name).child(el("dl").class("facts").child(facts)).child(p("muted small", t::change_of_data(lang())));
    let role = |role: &eyelevel_contract::people::Role| {
        el("li").child(el("strong").child(words::role(lang(), *role))).child(": ").child(super::meaning(*role))
    };
    let roles = section(t::your_roles(lang())).child(el("ul").class("stack tight").child(me.roles.iter().map(role).collect::<Vec<_>>()));
    let speak = |language: Lang| {
        let now = lang() == language;
        let button = button::secondary(super::own_language(language)).attr("lang", language.word());
        button.attr("aria-pressed", if now { "true" } else { "false" }).on("click", move |_| session::speak(language))
    };
    let language = section(t::language(lang())).child(div("buttons").child([speak(Lang::De), speak(Lang::En)]));
    let out = button::secondary(t::sign_out(lang())).on("click", |_| session::sign_out(false));
    let everywhere = button::secondary(t::sign_out_everywhere(lang())).on("click", |_| session::sign_out(true));
    let sessions =
        section(t::sessions(lang())).child(div("buttons").child(out).child(everywhere)).child(p("muted small", t::sessions_why(lang())));
    let to_tokens = button::link("button", TOKENS_PAGE, t::to_tokens(lang()));
    let programs = section(t::programs(lang())).child(p("", t::programs_why(lang()))).child(div("buttons").child(to_tokens));
    div("page narrow").child(el("h1").child(t::me(lang()))).child(who).child(roles).child(language).child(sessions).child(programs)
}
