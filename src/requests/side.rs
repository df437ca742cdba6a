//! What stands beside every request: who answers for it, the partner's reference, the files.

use eyelevel_contract::requests::{PromiseKind, RequestPage, rules::Action};
use eyelevel_texts::{progress, promises as tp, requests as t};

use super::{
    actions::{self, Shown},
    unread,
};
use crate::{
    i18n::{lang, moment, timestamp},
    session,
    ui::{
        button,
        el::{Child, El, div, el, p, span},
        files,
        status::{Tone, status},
    },
};

/// A card with a heading.
#[must_use]
pub(crate) fn card(title: &str, content: impl Child) -> El {
    el("section").class("card").child(el("h2").child(title)).child(content)
}

/// A pair of a name and a value.
#[must_use]
pub(crate) fn fact(name: &str, value: impl Child) -> [El; 2] {
    [el("dt").child(name), el("dd").child(value)]
}

pub(super) fn facts(shown: &Shown, kind_facts: Vec<[El; 2]>) -> El {
    let request = &shown.request;
    let partner = session::actor().is_partner();
    let label = if partner { t::reference(lang()) } else { t::reference_of_partner(lang()) };
    let mut list = vec![fact(t::owner(lang()), request.owner.name.as_str())];
    let who = if partner { request.requester.name.clone() } else { [&request.requester.name, ", ", &request.partner.name].concat() };
    list.push(fact(t::asked_for_by(lang()), [who, ", ".to_owned(), timestamp(request.created_at)].concat()));
    list.push(fact(label, request.reference.as_deref().unwrap_or("–")));
    list.extend(kind_facts);
    let limited = request.limited.then(|| p("small muted", t::limited_note(lang())));
    let edit = actions::action(shown, Action::Edit, button::quiet(t::edit(lang())).class("button quiet small"), actions::edit);
    card(t::facts(lang()), el("dl").class("facts").child(list))
        .child(limited)
        .child(div("buttons").child(edit).child(unread::later(request)))
}

/// Every promise of the request: the clocks that run, and what became of the others.
pub(super) fn promised(page: &RequestPage) -> El {
    let mut list = Vec::new();
    for promise in &page.promises {
        let name = match promise.kind {
            PromiseKind::Answer => tp::kind_answer(lang()),
            PromiseKind::Decision => tp::kind_decision(lang()),
            PromiseKind::Fulfilment => tp::kind_fulfilment(lang()),
        };
        let tone = match (promise.kept, promise.settled_at, promise.remaining_minutes) {
            (Some(true), ..) => Tone::Good,
            (Some(false), ..) => Tone::Late,
            (None, None, None) => Tone::Owed,
            (None, ..) => Tone::Calm,
        };
        let words = progress::promise_status(lang(), promise);
        let by = tp::by(lang(), moment(promise.due_at.unwrap_or(promise.first_due_at)));
        list.push(fact(name, div("row").child(span("", &by)).child(status(tone, words))));
    }
    card(tp::all(lang()), el("dl").class("facts").child(list))
}

pub(super) fn attached(page: &RequestPage) -> Option<El> {
    (!page.attachments.is_empty()).then(|| card(t::files(lang()), files::list(&page.attachments)))
}
