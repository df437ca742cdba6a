//! What was begun and not sent yet, so that nobody begins it a second time: go on, or discard it, with an undo.

use eyelevel_contract::{
    drafts::{Draft, PATH, at},
    ids::Millis,
    json::{Json, parse},
    lang::Lang,
    page::Page,
    people::rules::ASKERS,
    requests::Kind,
};
use eyelevel_texts::drafts as t;

use super::{keeper::NEW, local, send, waiting};
use crate::{
    i18n::{lang, timestamp},
    reads, session, store,
    ui::{
        button,
        el::{Child, El, div, dynamic, el, nothing, span},
        loaded::Loaded,
        toast,
    },
};

/// A kind of draft.
#[derive(Clone, Copy)]
pub(crate) struct Named {
    /// What is submitted with it.
    pub(crate) kind: Kind,
    /// The form's address.
    pub(crate) page: &'static str,
    /// What it is called.
    pub(crate) called: fn(Lang) -> &'static str,
    /// The field whose first line tells one from another.
    pub(crate) field: &'static str,
}

type Drafts = Loaded<Page<Draft>>;

/// A section with the person's unfinished drafts of these kinds; nothing if there are none.
pub(crate) fn unfinished(kinds: Vec<Named>) -> impl Child {
    send::forget_discarded();
    let actor = session::actor();
    let url = if actor.is_partner() && actor.is_any(ASKERS) { [PATH, "?limit=20"].concat() } else { String::new() };
    let drafts: Drafts = reads::read(move || url.clone());
    dynamic(move || {
        let mut rows = Vec::new();
        let found = drafts.get();
        for named in &kinds {
            for (slot, local) in local::only_here(named.kind) {
                rows.push(row(*named, slot, &local.body, local.at, drafts));
            }
            for draft in found.iter().flat_map(|page| &page.items) {
                if draft.kind == named.kind && !send::is_discarded(&draft.id) {
                    rows.push(row(*named, draft.id.clone(), &draft.body, draft.updated_at, drafts));
                }
            }
        }
        if rows.is_empty() {
            return nothing();
        }
        let list = el("ul").class("board-rows").child(rows);
        el("section").class("stack tight").child(el("h2").child(t::unfinished(lang()))).child(list)
    })
}

/// `Demo kit: Door signs for the harbour clinic`.
fn title(named: Named, body: &str) -> String {
    let kind = (named.called)(lang());
    let json = parse(body).unwrap_or(Json::Null);
    let line = match json.get(named.field) {
        Json::Text(text) => text.trim().lines().next().unwrap_or_default(),
        _ => "",
    };
    if line.is_empty() { kind.to_owned() } else { [kind, ": ", &line.chars().take(80).collect::<String>()].concat() }
}

fn row(named: Named, slot: String, body: &str, changed: Millis, drafts: Drafts) -> El {
    let title = title(named, body);
    let href = at(named.page, &slot);
    let state = if waiting::of(&slot).is_some() { t::waits(lang()).to_owned() } else { t::last_changed(lang(), timestamp(changed)) };
    let link = el("a").class("board-subject").attr("href", &href).child(title.as_str());
    let text = div("grow stack tight").child(link).child(span("small muted", &state));
    let go_on = button::link("button small", &href, t::go_on(lang())).attr("aria-label", &[t::go_on(lang()), ": ", &title].concat());
    let label = [t::discard(lang()), ": ", &title].concat();
    let discard = button::quiet(t::discard(lang())).class("button quiet small").attr("aria-label", &label);
    let discard = discard.on("click", move |_| discard_it(local::name(named.kind, &slot), slot.clone(), drafts));
    el("li").class("board-row").child(text).child(div("buttons").child([go_on, discard]))
}

fn discard_it(copy: String, slot: String, drafts: Drafts) {
    let kept = store::get(&copy);
    store::remove(&copy);
    if !slot.starts_with(NEW) {
        send::discard_later(&slot);
    }
    drafts.touch();
    toast::offer(t::discarded(lang()), move || {
        send::undo_discard(&slot);
        if let Some(kept) = kept {
            store::set(&copy, &kept);
        }
        drafts.touch();
    });
}
