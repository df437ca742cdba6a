//! Keeping a product: editions, which key fits which version, the versions there are. For everybody else its facts.

use std::rc::Rc;

use eyelevel_contract::{
    json::{Json, Wire},
    licences::paths,
};
use eyelevel_texts::products as t;

use super::{
    card, fields, keeps, list_page,
    model::{Model, PLACE},
};
use crate::{
    edit_form::{self, EditForm},
    i18n::lang,
    router, session,
    ui::{
        button,
        el::{El, div, el},
        form::Form,
    },
};

/// A new product.
pub(in crate::licences) fn add_page(_: &str) -> El {
    if !keeps(&session::actor()) {
        return list_page::page("");
    }
    div("page").child(form("", None))
}

/// One product: for who keeps it its form, for everybody else its facts.
pub(in crate::licences) fn page(id: &str) -> El {
    if !keeps(&session::actor()) {
        return card::page(id);
    }
    let (url, id) = (paths::product(id), id.to_owned());
    edit_form::once(url, move |product| form(&id, Some(product)))
}

fn form(id: &str, product: Option<&Rc<Json>>) -> El {
    let form = Form::new();
    let model = Model::new(product.map(|product| &**product));
    let edit = EditForm::new(form, Rc::new(model.clone()), PLACE, id, product);
    let title = product.map_or_else(|| t::add_title(lang()).to_owned(), |product| String::read(product.get("name"), &mut true));
    router::title(&title);
    let back = button::link("button quiet", paths::PRODUCTS_PAGE, t::back(lang()));
    let head = div("page-head").child([el("h1").child(title), back]);
    let main = div("stack").child(form.summary()).child(edit.theirs()).child(fields::main(form, &model, id.is_empty()));
    let side = div("stack").child(fields::owner(form, &model)).child(edit.buttons()).child(product.map(card::pools));
    div("stack").child([head, edit.element().class("columns edit-form").child([main, side])])
}
