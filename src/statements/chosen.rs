//! What is chosen, and what can be done with it: a bar at the bottom that stays in sight.

use std::collections::BTreeSet;
use std::rc::Rc;

use eyelevel_contract::ids::Id;
use eyelevel_texts::statements_page as t;
use web_sys::HtmlInputElement;

use super::{
    desk::Desk,
    keep,
    raise::raise,
    view::{View, open},
};
use crate::{
    i18n::lang,
    ui::{
        button::{self, unique},
        el::{El, div, dynamic, el, nothing, span},
    },
};

/// The bar; empty as long as nothing is chosen.
pub(super) fn bar(desk: Desk) -> El {
    div("chosen-bar").attr("aria-live", "polite").child(dynamic(move || {
        let n = desk.chosen.get().len();
        let Some(view) = desk.view.get().as_ref().clone().filter(|_| n > 0) else { return nothing() };
        let count = span("chosen-count", &t::chosen(lang(), i64::try_from(n).unwrap_or(i64::MAX)));
        let ask = desk.asks.then(|| {
            let view = Rc::clone(&view);
            button::primary(t::ask(lang())).on("click", move |_| raise(desk, &view, in_order(&view, &desk.chosen.peek())))
        });
        let allocate = view.statement.keeps.then(|| {
            let ids = in_order(&view, &desk.chosen.peek());
            let why = keep::two(&view, &ids).is_none().then(|| t::allocate_why(lang()).to_owned());
            let view = Rc::clone(&view);
            button::explained(button::primary(t::allocate(lang())), why, move || {
                if let Some(two) = keep::two(&view, &ids) {
                    keep::allocate(desk, &view, two, open(two.0).min(open(two.1)), "");
                }
            })
        });
        let clear = button::quiet(t::clear_choice(lang())).on("click", move |_| desk.chosen.set(BTreeSet::new()));
        div("row").child(count).child(ask).child(allocate).child(clear)
    }))
}

/// What is chosen, in the order of the statement; what is not in this period comes last.
pub(super) fn in_order(view: &View, chosen: &BTreeSet<Id>) -> Vec<Id> {
    let here = view.statement.postings.iter().map(|posting| &posting.id).filter(|id| chosen.contains(*id));
    let elsewhere = chosen.iter().filter(|id| view.find(id).is_none());
    here.chain(elsewhere).cloned().collect()
}

/// Chooses all lines that are shown, and can be.
pub(super) fn everything(desk: Desk, view: &Rc<View>, groups: &[usize], held_too: bool) -> El {
    let shown = groups.iter().flat_map(|group| view.groups[*group].postings()).map(|place| view.posting(place));
    let ids: BTreeSet<Id> = shown.filter(|posting| held_too || posting.held.is_none()).map(|posting| posting.id.clone()).collect();
    let id = ["choose-shown-", &unique().to_string()].concat();
    let pick = el("input").attr("type", "checkbox").id(&id).flag("disabled", ids.is_empty());
    let (node, seen): (HtmlInputElement, HtmlInputElement) = (pick.node_as(), pick.node_as());
    let ids = Rc::new(ids);
    let all = Rc::clone(&ids);
    let pick = pick
        .on("change", move |_| {
            let on = node.checked();
            desk.chosen.update(|chosen| {
                for id in all.iter() {
                    if on {
                        chosen.insert(id.clone());
                    } else {
                        chosen.remove(id);
                    }
                }
            });
        })
        .effect(move || seen.set_checked(!ids.is_empty() && ids.is_subset(&desk.chosen.get())));
    div("check choose-shown").child(pick).child(el("label").attr("for", &id).child(t::choose_shown(lang())))
}
