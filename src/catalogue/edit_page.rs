//! Keeping the catalogue: an item in both languages, its variants and their stock, its picture. For everybody else the item's own page.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{Bilingual, Item, paths, validate_item},
    json::{Json, to_text},
    validate::Fault,
};
use eyelevel_texts::catalogue as t;

use super::{
    edit_fields::{self, Shared},
    edit_model::{Model, nothing_yet, unchanged},
    item::card,
    list_page::{actions, keeps},
};
use crate::{
    edit_form::{self, EditForm, Edited, Place},
    i18n::lang,
    people, reads, router, session,
    ui::{
        button,
        el::{El, div, el},
        failure::Errors,
        form::{Form, in_words},
        loaded::Loaded,
        record::typed,
        toast,
    },
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
    edit_form::once(url, move |item| form(&id, Some(item)))
}

fn form(id: &str, item: Option<&Rc<Json>>) -> El {
    let form = Form::new();
    let model = Model::new(&item.map_or_else(nothing_yet, |item| unchanged(item)));
    let edit = EditForm::new(form, Rc::new(model.clone()), PLACE, id, item);
    let title = item.map_or_else(|| t::add_title(lang()).to_owned(), |item| typed::<Bilingual>(item.get("name")).get(lang()).to_owned());
    router::title(&title);
    let back = button::link("button quiet", paths::CATALOGUE_PAGE, t::back(lang()));
    let head = div("page-head").child([el("h1").child(title), back]);
    let parts: Shared = Rc::new(edit_fields::Parts { form, model, people: people::colleagues(), item: item.map(Rc::clone) });
    let main = div("stack").child(form.summary()).child(edit.theirs()).child(edit_fields::main(&parts));
    let side = div("stack").child([edit_fields::picture(id), edit_fields::offer(&parts), edit.buttons()]);
    div("stack").child([head, edit.element().class("columns edit-form").child([main, side])])
}

const PLACE: Place = Place {
    name: "item",
    all: paths::CATALOGUE,
    one: paths::item,
    done: |id, new| {
        if new {
            toast::say(t::added(lang()));
            return router::replace(&paths::item_page(id));
        }
        toast::say(t::saved(lang()));
        router::go(paths::CATALOGUE_PAGE);
    },
};

impl Edited for Model {
    fn json(&self) -> Json {
        self.json()
    }

    fn fill(&self, json: &Json) {
        self.fill(json);
    }

    fn check(&self) -> Result<String, Errors> {
        let item = validate_item(&typed(&self.edit()));
        let mut faults = item.as_ref().err().cloned().unwrap_or_default();
        if !self.price_is_one() {
            faults.add("price", Fault::NotAnAmount);
        }
        match item {
            Ok(item) if faults.is_empty() => Ok(to_text(&item)),
            _ => Err(in_words(&faults)),
        }
    }

    fn unchanged(&self, theirs: &Json) -> Json {
        Self::new(&unchanged(theirs)).json()
    }

    fn place(&self, errors: Errors) -> Errors {
        priced(errors)
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
