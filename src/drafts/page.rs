//! A form's page around its draft: which draft the address names, what it begins with, what to do when two windows wrote into it.

use core::cell::RefCell;
use std::rc::Rc;

use eyelevel_contract::{
    drafts::{Draft, one},
    lang::Lang,
    people::rules::ASKERS,
    requests::{Kind, rules::Refusal},
};
use eyelevel_texts::{drafts as t, words};

use super::{
    keeper::{Keeper, Kept, NEW},
    local::Local,
    merge::{Start, start},
    waiting,
};
use crate::{
    client,
    i18n::{lang, time},
    reads, router, session,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, text},
        empty::empty,
        loaded::Loaded,
        reactive::{Get, GetUntracked, RwSignal, Set, effect, untrack},
        versions::versions,
    },
};

/// A kind of form.
pub(crate) struct Form {
    /// What is submitted with it.
    pub(crate) kind: Kind,
    /// Its address.
    pub(crate) page: &'static str,
    /// Its heading.
    pub(crate) title: fn(Lang) -> &'static str,
    /// What a new one holds, by the address' query: JSON.
    pub(crate) begin: fn(&str) -> String,
    /// The form, from its JSON; tells the keeper of every change.
    pub(crate) view: fn(&Keeper, &str) -> El,
}

/// The form of the draft in the address, or a new one; follows the address.
#[must_use]
pub(crate) fn show(form: &'static Form) -> El {
    router::title((form.title)(lang()));
    let actor = session::actor();
    if !actor.is_partner() || !actor.is_any(ASKERS) {
        let why = words::refusal(lang(), &if actor.is_partner() { Refusal::NeedsRole(ASKERS) } else { Refusal::PartnerOnly });
        return div("page").child(el("h1").child((form.title)(lang()))).child(empty(&why, None::<El>));
    }
    let now: Rc<RefCell<Option<Keeper>>> = Rc::default();
    let shown = RwSignal::new(untrack(router::query));
    let known = Rc::clone(&now);
    effect(move || {
        let query = router::query();
        let slot = router::value(&query, "draft").unwrap_or_default();
        // The keeper itself writes the draft's name into the address.
        let same = known.borrow().as_ref().is_some_and(|keeper| !slot.is_empty() && keeper.slot() == slot);
        if !same && shown.get_untracked() != query {
            shown.set(query);
        }
    });
    div("page").child(dynamic(move || {
        let query = shown.get();
        let keeper = Keeper::new(form.kind, form.page, router::value(&query, "draft").unwrap_or_default());
        now.replace(Some(keeper.clone()));
        untrack(|| open(form, &keeper, &query))
    }))
}

fn open(form: &'static Form, keeper: &Keeper, query: &str) -> El {
    let local = Local::get(&keeper.copy());
    let slot = keeper.slot();
    // What waits keeps its name, and goes out with the key of that name.
    keeper.0.ended.set(waiting::of(&slot).is_some());
    if slot.is_empty() || slot.starts_with(NEW) {
        match &local {
            Some(local) => keeper.take_local(local, 0),
            None => keeper.show((form.begin)(query)),
        }
    }
    let reading = keeper.clone();
    let draft: Loaded<Draft> = reads::read(move || {
        reading.0.named.follow();
        let slot = reading.slot();
        if slot.is_empty() || slot.starts_with(NEW) { String::new() } else { one(&slot) }
    });
    arrive(keeper, draft, local);
    let (first, other) = (keeper.clone(), keeper.clone());
    let body = dynamic(move || {
        first.0.anew.follow();
        if let Some(waiting) = waiting::of(&first.slot()) {
            let back = first.clone();
            return untrack(|| waiting::card(&waiting, move || back.resume()));
        }
        let body = first.0.body.borrow().clone();
        match body {
            Some(body) => untrack(|| (form.view)(&first, &body)),
            None => missing(form, draft),
        }
    });
    let beside = dynamic(move || {
        other.0.changed.follow();
        let note = other.0.elsewhere.get().then(|| p("notice", t::elsewhere(lang())).attr("data-tone", "owed").attr("role", "status"));
        let theirs = other.0.other.borrow().clone();
        let theirs = theirs.map(|theirs| conflict(&other, theirs));
        if note.is_none() && theirs.is_none() { nothing() } else { div("stack").child(note).child(theirs) }
    });
    div("stack").child(beside).child(body)
}

/// What the server has is here, or not; later it may be newer.
fn arrive(keeper: &Keeper, draft: Loaded<Draft>, local: Option<Local>) {
    let me = keeper.clone();
    keeper.0.read.set(Some(draft));
    effect(move || {
        let _ = client::came_back();
        let failed = draft.failure().is_some();
        let begun = me.0.body.borrow().is_some();
        if let Some(found) = draft.get() {
            me.0.files.replace(found.attachments.clone());
            me.0.changed.up();
            match (start(local.as_ref(), found.version, &found.body), &local) {
                _ if begun => me.seen(&found),
                (Start::Mine, Some(local)) => me.take_local(local, found.version),
                (Start::Both, Some(local)) => {
                    me.take_local(local, local.version);
                    me.collide(Some((*found).clone()));
                }
                _ => me.take(&found),
            }
        } else if let Some(local) = local.as_ref().filter(|_| failed && !begun) {
            // Not reachable, or gone: what was typed here is here.
            me.take_local(local, local.version);
        }
        me.save();
    });
}

fn missing(form: &'static Form, draft: Loaded<Draft>) -> El {
    if draft.failure().is_some_and(|failure| failure.status() == 404) {
        let anew = button::link("button primary", form.page, t::begin_anew(lang()));
        return div("stack").child(el("h1").child(t::gone(lang()))).child(empty(t::gone_why(lang()), anew));
    }
    div("stack").child(draft.show_headed(6, |_| nothing()))
}

fn conflict(keeper: &Keeper, theirs: Draft) -> El {
    let other = t::theirs(lang(), time(theirs.updated_at));
    let (keep, take) = (keeper.clone(), keeper.clone());
    let (fields, mine) = (keeper.0.fields.borrow(), keeper.0.typed.borrow());
    let body = theirs.body.clone();
    versions(fields.as_ref(), &other, &mine, &body, move || keep.keep_mine(), move || take.take(&theirs))
}

impl Keeper {
    /// “Saved 10:42”.
    #[must_use]
    pub(crate) fn line(&self) -> El {
        let me = self.clone();
        el("p").class("saved small muted").child(text(move || {
            me.0.changed.follow();
            match &*me.0.kept.borrow() {
                Kept::Soon => t::saving(lang()).to_owned(),
                Kept::Saved(at) => t::saved(lang(), time(*at)),
                Kept::HereOnly(at) => t::here_only(lang(), time(*at)),
                Kept::Refused(why) => t::not_saved(lang(), why),
            }
        }))
    }
}
