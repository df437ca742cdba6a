//! Keeping the catalogue: an item in both languages, its variants and their stock, its picture. For everybody else the item's own page.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{EditItem, Item, paths, validate_item},
    json::{from_text, from_text_leniently, to_text},
    validate::Faults,
};
use eyelevel_texts::{catalogue as t, common, drafts as td};

use super::{
    edit_fields::{self, Shared},
    edit_model::{Model, nothing_yet, unchanged},
    item::card,
    list_page::{actions, keeps},
};
use crate::{
    client::Call,
    i18n::lang,
    reads, router, session, store,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        form::{Form, in_words},
        loaded::Loaded,
        reactive::{Var, effect, untrack},
        toast,
        versions::{Fields, versions},
    },
    writes,
};

/// A new item.
pub(super) fn add_page(_: &str) -> El {
    if !keeps(&session::actor()) {
        return super::list_page::page("");
    }
    div("page").child(form("", None))
}

/// One item: for who keeps the catalogue its form, for everybody else its card.
pub(super) fn page(id: &str) -> El {
    let url = paths::item(id);
    let item: Loaded<Item> = reads::read(move || url.clone());
    let id = id.to_owned();
    if !keeps(&session::actor()) {
        let shown = item.show_headed(6, |item| {
            router::title(item.name.get(lang()));
            div("items").child(card(item, "h1", actions(item)))
        });
        return div("page").child(shown);
    }
    // The form is made once: what is read later must not overwrite what is being typed. The server tells of it when it is saved.
    let first: Var<Option<Rc<Item>>> = Var::new(None);
    effect(move || {
        let read = item.get();
        if first.peek().is_none() && read.is_some() {
            first.set(read);
        }
    });
    div("page").child(dynamic(move || match &*first.get() {
        Some(item) => untrack(|| form(&id, Some(item))),
        None => div("").child(item.show_headed(6, |_| nothing())),
    }))
}

/// An edit of an item.
struct Edit {
    form: Form,
    model: Model,
    id: String,
    /// The server's version that it is based on.
    version: Var<i64>,
    /// What the server has, as the form writes it.
    saved: Var<String>,
    /// Somebody else's item, until the person has chosen.
    other: Var<Option<Item>>,
}

fn form(id: &str, item: Option<&Item>) -> El {
    let form = Form::new();
    let saved = to_text(&item.map_or_else(nothing_yet, unchanged));
    // What was typed here before and not saved: the version that it is based on, then the form's JSON.
    let kept = store::get(&copy(id)).and_then(|text| text.split_once('\n').map(|(version, body)| (version.parse().ok(), body.to_owned())));
    let kept = kept.filter(|(_, body)| *body != saved);
    let now = item.map_or(0, |item| item.version);
    let version = kept.as_ref().and_then(|(version, _)| *version).unwrap_or(now);
    let body = kept.map_or_else(|| saved.clone(), |(_, body)| body);
    let model = Model::new(&from_text_leniently::<EditItem>(&body).unwrap_or_else(nothing_yet));
    let other = item.filter(|_| version != now).cloned();
    let (version, saved, other) = (Var::new(version), Var::new(saved), Var::new(other));
    let edit = Rc::new(Edit { form, model, id: id.to_owned(), version, saved, other });
    let title = item.map_or(t::add_title(lang()), |item| item.name.get(lang()));
    router::title(title);
    let back = button::link("button quiet", paths::CATALOGUE_PAGE, t::back(lang()));
    let head = div("page-head").child(el("h1").child(title)).child(back);
    let (noted, compared, sent) = (Rc::clone(&edit), Rc::clone(&edit), Rc::clone(&edit));
    let parts: Shared = Rc::new(edit_fields::Parts { form, model, people: edit_fields::people(), item: item.cloned() });
    let [words, contents, variants, offer] = edit_fields::all(&parts);
    let conflict = dynamic(move || compared.conflict());
    let main = div("stack").child(form.summary()).child(conflict).child(words).child(contents).child(variants);
    let buttons = div("row").child(form.submit(common::save(lang()))).child(dynamic(move || noted.unsaved()));
    let side = div("stack").child(edit_fields::picture(id)).child(offer).child(buttons);
    div("stack").child(head).child(form.element(move || sent.save()).class("columns edit-form").child(main).child(side))
}

/// Where what is typed is kept in the browser.
fn copy(id: &str) -> String {
    ["form:item:", id].concat()
}

impl Edit {
    /// Keeps what is typed as long as it is not saved, and says so; with a way back.
    fn unsaved(self: &Rc<Self>) -> El {
        let now = to_text(&self.model.edit());
        let saved = self.saved.get();
        if now == *saved {
            store::remove(&copy(&self.id));
            return nothing();
        }
        store::set(&copy(&self.id), &[&self.version.get().to_string(), "\n", &now].concat());
        let model = self.model;
        let fill = move |text: &str| {
            if let Some(edit) = from_text::<EditItem>(text) {
                model.fill(&edit);
            }
        };
        let drop_it = button::quiet(t::drop_changes(lang())).class("button quiet small").on("click", move |_| {
            let before = now.clone();
            fill(&saved);
            toast::offer(t::dropped(lang()), move || fill(&before));
        });
        div("row").child(p("muted small", t::unsaved(lang()))).child(drop_it)
    }

    fn save(self: &Rc<Self>) {
        let form = self.form;
        let (checked, price) = untrack(|| (validate_item(&self.model.edit()), self.model.price_is_one()));
        let mut errors = in_words(checked.as_ref().err().unwrap_or(&Faults::new()));
        if !price {
            errors.push(("price".to_owned(), vec![t::bad_price(lang()).to_owned()]));
        }
        let Some(clean) = checked.ok().filter(|_| errors.is_empty()) else { return form.wrong(errors) };
        let (me, new) = (Rc::clone(self), self.id.is_empty());
        let body = to_text(&clean);
        let call = if new { Call::post(paths::CATALOGUE, body) } else { Call::put(paths::item(&self.id), *self.version.peek(), body) };
        let name = copy(&self.id);
        let done = move |text: &str| {
            store::remove(&name);
            if let Some(item) = from_text::<Item>(text).filter(|_| new) {
                toast::say(t::added(lang()));
                return router::replace(&paths::item_page(&item.id));
            }
            toast::say(t::saved(lang()));
            router::go(paths::CATALOGUE_PAGE);
        };
        writes::submit_or(form, call, done, move |failure| {
            if failure.status() != 412 {
                return writes::show(form, failure);
            }
            writes::act(Call::get(paths::item(&me.id)), move |text| me.other.set(from_text(text)));
        });
    }

    /// The two versions, while there are two.
    fn conflict(self: &Rc<Self>) -> El {
        let Some(theirs) = (*self.other.get()).clone() else { return nothing() };
        let fields = Fields { form: self.form, place: Rc::new(str::to_owned) };
        let mine = to_text(&untrack(|| self.model.edit()));
        let body = to_text(&unchanged(&theirs));
        let (keeping, taking) = (Rc::clone(self), Rc::clone(self));
        let (version, saved) = (theirs.version, body.clone());
        // Either way it goes on from their version.
        let settle = move |edit: &Self| {
            edit.version.set(version);
            edit.saved.set(saved.clone());
            edit.other.set(None);
        };
        let settled = settle.clone();
        let keep = move || {
            settle(&keeping);
            keeping.save();
        };
        let take = move || {
            settled(&taking);
            taking.model.fill(&unchanged(&theirs));
        };
        versions(Some(&fields), td::theirs_now(lang()), &mine, &body, keep, take)
    }
}
