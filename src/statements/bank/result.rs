//! What came of it: the verdict, what differs first, what agrees when somebody wants to see it, and what was left out.

use std::rc::Rc;

use eyelevel_contract::statements::bank_view::{Compared, Comparison, Summary};
use eyelevel_texts::statement_bank as t;

use super::{
    matter,
    reader::{PAGE, Reader},
    vendor,
};
use crate::{
    i18n::{date, lang},
    statements::words::money,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        form::focus_soon,
        reactive::{Flag, untrack},
        skeleton,
    },
};

fn count(summary: &Summary, of: Comparison) -> i64 {
    let place = Comparison::ALL.iter().position(|comparison| *comparison == of);
    place.and_then(|place| summary.each.get(place)).copied().unwrap_or(0)
}

/// Whether the files say anything of the vendor at all.
fn is_about(summary: &Summary) -> bool {
    Comparison::ALL.iter().any(|of| *of != Comparison::OnlyLedger && count(summary, *of) > 0)
}

/// In one sentence.
pub(super) fn verdict(summary: &Summary, currency: &str) -> String {
    match summary.differ {
        _ if !is_about(summary) => t::nothing_about(lang(), vendor()),
        0 => t::agrees_all(lang(), vendor()),
        n if n == count(summary, Comparison::OtherDay) => t::verdict_days(lang(), n),
        n => t::verdict(lang(), n, money(summary.sum, currency)),
    }
}

pub(super) fn view(reader: &Reader, summary: &Rc<Summary>) -> El {
    let covers = summary.from.zip(summary.until);
    let covers = covers.map(|(from, until)| p("muted", &t::covers(lang(), date(from), date(until), &summary.formats)));
    let why = |words: &str| div("notice").attr("data-tone", "owed").child(p("", words));
    let nothing_about = (!is_about(summary)).then(|| why(&t::nothing_about_why(lang(), vendor())));
    let differ = (summary.differ > 0).then(|| {
        let heading = el("h2").id("bank-differences").child(t::differences(lang()));
        let all = block(reader, true, 0, summary.differ);
        el("section").class("stack tight").attr("aria-labelledby", "bank-differences").child(heading).child(all)
    });
    let agrees = count(summary, Comparison::Agrees);
    let agree = (agrees > 0).then(|| collapsed(reader, agrees));
    div("stack wide-gap").child(covers).child(nothing_about).child(differ).child(agree).child(left_out(summary, &reader.currency()))
}

/// What agrees is there when somebody opens it.
fn collapsed(reader: &Reader, agrees: i64) -> El {
    let (open, reader) = (Flag::new(), reader.clone());
    let details = el("details").class("bank-agree").child(el("summary").child(t::agreeing(lang(), agrees)));
    let node: web_sys::Element = details.node_as();
    let details = details.on("toggle", move |_| {
        if node.has_attribute("open") {
            open.set(true);
        }
    });
    details.child(dynamic(move || if open.get() { untrack(|| block(&reader, false, 0, agrees)) } else { nothing() }))
}

/// Some matters, and below them the wish for more.
fn block(reader: &Reader, differing: bool, from: i64, all: i64) -> El {
    let (page, shown) = (reader.page(differing, from), reader.clone());
    let some = dynamic(move || match &*page.get() {
        None => skeleton::rows(3),
        Some(matters) => untrack(|| list(&shown, differing, from, matters)),
    });
    let next = from + PAGE;
    let shown = div("stack tight").child(some);
    if next >= all {
        return shown;
    }
    let (more, reader) = (Flag::new(), reader.clone());
    shown.child(dynamic(move || {
        if more.get() {
            return untrack(|| block(&reader, differing, next, all));
        }
        let words = t::more(lang(), (all - next).min(PAGE));
        div("").child(button::quiet(&words).on("click", move |_| {
            more.set(true);
            focus_soon(place(differing, next));
        }))
    }))
}

fn place(differing: bool, from: i64) -> String {
    [if differing { "differ-" } else { "agree-" }, &from.to_string()].concat()
}

fn list(reader: &Reader, differing: bool, from: i64, matters: &[Compared]) -> El {
    let one = |(at, matter): (i64, &Compared)| matter::view(reader, differing.then_some(at), matter);
    let items = (from..).zip(matters).map(one).collect::<Vec<_>>();
    el("ul").class("bank-lines").id(&place(differing, from)).attr("tabindex", "-1").child(items)
}

/// What nobody has compared, and why.
fn left_out(summary: &Summary, currency: &str) -> Option<El> {
    let others = (summary.others > 0).then(|| {
        let sums = t::others_sums(lang(), money(summary.others_out.saturating_abs(), currency), money(summary.others_in, currency));
        [&t::others(lang(), summary.others, vendor()), " ", &sums].concat()
    });
    let some = |n: i64, words: fn(eyelevel_contract::lang::Lang, i64) -> String| (n > 0).then(|| words(lang(), n));
    let all = [
        others,
        some(summary.pending, t::pending),
        some(summary.foreign, t::foreign),
        some(summary.repeated, t::repeated),
        some(summary.too_old, t::too_old),
        some(summary.outside, t::outside),
    ];
    let items: Vec<El> = all.into_iter().flatten().map(|words| el("li").child(words)).collect();
    let list =
        |items| div("stack tight bank-left-out").child(el("h2").child(t::left_out(lang()))).child(el("ul").class("small").child(items));
    (!items.is_empty()).then(|| list(items))
}
