//! Keeping the catalogue: an item in both languages, its variants and their stock, its picture. For everybody else the item's own page.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{Bilingual, Item, paths, validate_item},
    json::{Json, parse, to_text},
    validate::Fault,
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
        failure::{Errors, Failure},
        form::{Form, in_words},
        loaded::Loaded,
        reactive::{Var, effect, untrack},
        record::typed,
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
    let (url, id) = (paths::item(id), id.to_owned());
    if !keeps(&session::actor()) {
        let item: Loaded<Item> = reads::read(move || url.clone());
        let shown = item.show_headed(6, |item| {
            router::title(item.name.get(lang()));
            div("items").child(card(item, "h1", actions(item)))
        });
        return div("page").child(shown);
    }
    // The form is made once: what is read later must not overwrite what is being typed. The server tells of it when it is saved.
    let item: Loaded<Json> = reads::read(move || url.clone());
    let first: Var<Option<Rc<Json>>> = Var::new(None);
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
    other: Var<Option<Rc<Json>>>,
}

fn version(item: &Json) -> i64 {
    typed(item.get("version"))
}

fn form(id: &str, item: Option<&Rc<Json>>) -> El {
    let form = Form::new();
    let now = item.map_or(0, |item| version(item));
    let model = Model::new(&item.map_or_else(nothing_yet, |item| unchanged(item)));
    let saved = to_text(&untrack(|| model.json()));
    // What was typed here before and not saved: the version that it is based on, then the form's JSON.
    let kept = store::get(&copy(id)).unwrap_or_default();
    let (based_on, body) = kept.split_once('\n').unwrap_or_default();
    let based_on = if body.is_empty() { now } else { based_on.parse().unwrap_or(now) };
    if let Ok(json) = parse(body) {
        model.fill(&json);
    }
    let other = item.filter(|_| based_on != now).cloned();
    let (version, saved, other) = (Var::new(based_on), Var::new(saved), Var::new(other));
    let title = item.map_or_else(|| t::add_title(lang()).to_owned(), |item| typed::<Bilingual>(item.get("name")).get(lang()).to_owned());
    router::title(&title);
    let back = button::link("button quiet", paths::CATALOGUE_PAGE, t::back(lang()));
    let head = div("page-head").child([el("h1").child(title), back]);
    let parts: Shared =
        Rc::new(edit_fields::Parts { form, model: model.clone(), people: edit_fields::people(), item: item.map(Rc::clone) });
    let edit = Rc::new(Edit { form, model, id: id.to_owned(), version, saved, other });
    let (noted, compared, sent) = (Rc::clone(&edit), Rc::clone(&edit), edit);
    let main = div("stack").child(form.summary()).child(dynamic(move || compared.conflict())).child(edit_fields::main(&parts));
    let buttons = div("row").child(form.submit(common::save(lang()))).child(dynamic(move || noted.unsaved()));
    let side = div("stack").child([edit_fields::picture(id), edit_fields::offer(&parts), buttons]);
    let element = form.element(move || sent.save()).class("columns edit-form").child([main, side]);
    div("stack").child([head, element])
}

/// Where what is typed is kept in the browser.
fn copy(id: &str) -> String {
    ["form:item:", id].concat()
}

impl Edit {
    /// Keeps what is typed as long as it is not saved, and says so; with a way back.
    fn unsaved(&self) -> El {
        let now = to_text(&self.model.json());
        let saved = self.saved.get();
        if now == *saved {
            store::remove(&copy(&self.id));
            return nothing();
        }
        store::set(&copy(&self.id), &[&self.version.get().to_string(), "\n", &now].concat());
        let model = self.model.clone();
        let drop_it = button::quiet(t::drop_changes(lang())).class("button quiet small").on("click", move |_| {
            let (before, undone) = (now.clone(), model.clone());
            fill(&model, &saved);
            toast::offer(t::dropped(lang()), move || fill(&undone, &before));
        });
        div("row").child([p("muted small", t::unsaved(lang())), drop_it])
    }

    fn save(self: &Rc<Self>) {
        let form = self.form;
        let item = validate_item(&untrack(|| typed(&self.model.edit())));
        let mut faults = item.as_ref().err().cloned().unwrap_or_default();
        if !untrack(|| self.model.price_is_one()) {
            faults.add("price", Fault::NotAnAmount);
        }
        let body = match item {
            Ok(item) if faults.is_empty() => to_text(&item),
            _ => return form.wrong(priced(in_words(&faults))),
        };
        let (me, new) = (Rc::clone(self), self.id.is_empty());
        let call = if new { Call::post(paths::CATALOGUE, body) } else { Call::put(paths::item(&self.id), *self.version.peek(), body) };
        let name = copy(&self.id);
        let done = move |text: &str| {
            store::remove(&name);
            if let Ok(Json::Text(id)) = parse(text).map(|item| item.get("id").clone())
                && new
            {
                toast::say(t::added(lang()));
                return router::replace(&paths::item_page(&id));
            }
            toast::say(t::saved(lang()));
            router::go(paths::CATALOGUE_PAGE);
        };
        writes::submit_or(form, call, done, move |failure| {
            match failure {
                Failure::Refused(refused) if !refused.errors.is_empty() => return form.wrong(priced(refused.errors)),
                failure if failure.status() != 412 => return writes::show(form, failure),
                _ => {}
            }
            writes::act(Call::get(paths::item(&me.id)), move |text| me.other.set(parse(text).ok().map(Rc::new)));
        });
    }

    /// The two versions, while there are two.
    fn conflict(self: &Rc<Self>) -> El {
        let Some(theirs) = (*self.other.get()).clone() else { return nothing() };
        let fields = Fields { form: self.form, place: Rc::new(str::to_owned) };
        let mine = to_text(&untrack(|| self.model.json()));
        // As the form would write it, so that only what differs differs.
        let body = Rc::new(to_text(&untrack(|| Model::new(&unchanged(&theirs)).json())));
        let (keeping, taking, taken) = (Rc::clone(self), Rc::clone(self), Rc::clone(&body));
        // Either way it goes on from their version.
        let (version, saved) = (version(&theirs), Rc::clone(&body));
        let settle = Rc::new(move |edit: &Self| {
            edit.version.set(version);
            edit.saved.set((*saved).clone());
            edit.other.set(None);
        });
        let settled = Rc::clone(&settle);
        let keep = move || {
            settle(&keeping);
            keeping.save();
        };
        let take = move || {
            settled(&taking);
            fill(&taking.model, &taken);
        };
        versions(Some(&fields), td::theirs_now(lang()), &mine, &body, keep, take)
    }
}

/// A fault of the price is said where it is typed.
fn priced(mut errors: Errors) -> Errors {
    for (path, _) in &mut errors {
        if path == "price" {
            "amount".clone_into(path);
        }
    }
    errors
}

fn fill(model: &Model, text: &str) {
    model.fill(&parse(text).unwrap_or(Json::Null));
}
