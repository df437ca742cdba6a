//! What does not add up: a sentence each, its lines, and the one button that has somebody answer for it.

use std::rc::Rc;

use eyelevel_contract::{
    ids::Id,
    requests::{Kind, RequestRef, paths::page},
    statements::Verdict,
};
use eyelevel_texts::statements_page as t;

use super::{
    desk::{Desk, list},
    raise::raise,
    view::{self, View},
    words,
};
use crate::{
    filters,
    i18n::{day, lang},
    ui::{
        button,
        el::{El, div, el, p, span},
        form::focus,
        reactive::Flag,
    },
};

/// The element of the ledger on the page.
pub(super) const LEDGER: &str = "ledger";

/// How many lines of a finding are named before the rest is only counted.
const NAMED: usize = 5;
/// How many findings are in sight at first.
const FIRST: usize = 8;
const FIRST_NOTES: usize = 3;

/// Those that are about a sum, and those that only stand out; the largest sum first.
fn in_money(all: &[Verdict]) -> (Vec<&Verdict>, Vec<&Verdict>) {
    let (mut money, notes): (Vec<&Verdict>, Vec<&Verdict>) = all.iter().partition(|finding| finding.amount != 0);
    money.sort_by_key(|finding| core::cmp::Reverse(finding.amount));
    (money, notes)
}

/// All of them.
pub(super) fn findings(desk: Desk, view: &Rc<View>, here: &str) -> Option<El> {
    let (money, notes) = in_money(&view.statement.findings);
    if money.is_empty() && notes.is_empty() {
        return None;
    }
    let part = |title: &str, class: &str, first: usize, all: &[&Verdict]| {
        let whole = Flag::new();
        let item = |(i, finding): (usize, &&Verdict)| {
            let item = el("li").class("finding").child(one(desk, view, here, finding));
            if i < first { item } else { item.bind_flag("hidden", move || !whole.get()) }
        };
        let list = el("ol").class(class).child(all.iter().enumerate().map(item).collect::<Vec<_>>());
        let words = t::all_findings(lang(), i64::try_from(all.len()).unwrap_or(i64::MAX));
        let more = button::quiet(&words).class("button quiet small").on("click", move |_| whole.set(true));
        let more = (all.len() > first).then(|| div("").child(more.bind_flag("hidden", move || whole.get())));
        (!all.is_empty()).then(|| el("section").class("stack tight").child(el("h2").child(title)).child(list).child(more))
    };
    let shown = div("stack wide-gap").child(part(t::findings(lang()), "findings", FIRST, &money));
    Some(shown.child(part(t::notes(lang()), "findings notes", FIRST_NOTES, &notes)))
}

fn one(desk: Desk, view: &Rc<View>, here: &str, finding: &Verdict) -> El {
    let sum = (finding.amount != 0).then(|| span("finding-sum", &words::money(finding.amount, &view.statement.account.currency)));
    let sentence = p("finding-sentence", &finding.sentence);
    let until = finding.refundable_until.map(|until| p("small finding-until", &t::refundable(lang(), day(until))));
    let lines = list(view, &finding.postings, NAMED);
    let only = filters::address(here, &[(view::SHOW, &view::mark(finding)), ("q", "")]);
    let only = button::link("button quiet small", &only, t::only_these(lang()))
        .attr("aria-label", &t::only_these_named(lang(), &finding.sentence));
    // There they are: the eye and the keyboard go on from there.
    let only = only.on("click", |_| crate::task::after(0, || focus(LEDGER)));
    let ask = match held(view, &finding.postings) {
        Some(query) => {
            let href = page(Kind::StatementQuery, &query.id);
            Some(button::link("button small", &href, &t::in_query(lang(), &query.number)))
        }
        None => desk.asks.then(|| {
            let (view, ids) = (Rc::clone(view), finding.postings.clone());
            let ask = button::secondary(t::ask(lang())).class("button small").attr("aria-label", &t::ask_named(lang(), &finding.sentence));
            ask.on("click", move |_| raise(desk, &view, ids.clone()))
        }),
    };
    let text = div("grow stack tight").child(sentence).child(until).child(lines);
    div("finding-body").child(text).child(div("finding-side").child(sum).child(div("buttons").child(only).child(ask)))
}

/// The query that asks about one of these already.
fn held<'a>(view: &'a View, ids: &[Id]) -> Option<&'a RequestRef> {
    ids.iter().filter_map(|id| view.find(id)).find_map(|posting| posting.held.as_ref())
}
