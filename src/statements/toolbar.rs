//! What of a statement is shown: period, which lines, a search. All of it stands in the address.

use eyelevel_contract::{civil::Date, statements::Statement};
use eyelevel_texts::statements_page as t;
use web_sys::HtmlInputElement;

use super::view;
use crate::{
    filters,
    i18n::lang,
    router,
    ui::{
        button::{self, unique},
        el::{El, div, dynamic, el, nothing},
        loaded::Loaded,
    },
};

/// The tools of an account's page.
pub(super) fn toolbar(here: &str, statement: Loaded<Statement>) -> El {
    let options = [("", t::all(lang())), (view::OPEN, t::open_only(lang())), (view::FINDINGS, t::with_findings(lang()))];
    let tabs = filters::tabs(here, t::show(lang()), view::SHOW, &options);
    let from = end(here, "from", t::from(lang()), statement, |s| s.from);
    let until = end(here, "until", t::until(lang()), statement, |s| s.until);
    let page = here.to_owned();
    let whole = dynamic(move || {
        let limited = ["from", "until"].iter().any(|name| router::param(name).is_some());
        let href = filters::address(&page, &[("from", ""), ("until", "")]);
        if limited { button::link("button quiet small", &href, t::whole_period(lang())) } else { nothing() }
    });
    let tools = div("row statement-tools").child(filters::search(here, t::search(lang()))).child(from).child(until).child(whole);
    div("filters").child(tools).child(tabs)
}

/// The first or the last day. It shows the statement's, and sets the address'.
fn end(here: &str, name: &'static str, label: &str, statement: Loaded<Statement>, of: fn(&Statement) -> Date) -> El {
    let id = [name, "-", &unique().to_string()].concat();
    let input = el("input").attr("type", "date").class("input short").id(&id);
    let (node, shown): (HtmlInputElement, HtmlInputElement) = (input.node_as(), input.node_as());
    let page = here.to_owned();
    let input = input.on("change", move |_| {
        let typed = node.value();
        // Half a day is none.
        if typed.is_empty() || typed.parse::<Date>().is_ok() {
            router::go(&filters::address(&page, &[(name, &typed)]));
        }
    });
    let input = input.effect(move || {
        if let Some(statement) = statement.get() {
            shown.set_value(&router::param(name).unwrap_or_else(|| of(&statement).to_string()));
        }
    });
    div("statement-end").child(el("label").attr("for", &id).class("small").child(label)).child(input)
}
