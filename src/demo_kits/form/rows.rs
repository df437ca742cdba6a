//! What is asked for: a row for each item and variant, a number of pieces for each recipient.

use std::rc::Rc;

use eyelevel_contract::demo_kits::{Variant, rules::offered};
use eyelevel_texts::{catalogue as tc, demo_kits as tk, kit_form as t, requests as tr};

use super::{
    Parts, Shared,
    model::{Recipient, Row},
    people,
};
use crate::{
    catalogue::{item, picker},
    i18n::lang,
    ui::{
        button,
        el::{Child, El, div, dynamic, el, nothing, p, span, text},
        field::Field,
        form::{focus, focus_soon},
        reactive::{Get, GetUntracked, Set, untrack},
        toast,
    },
};

pub(super) fn section(parts: &Shared) -> El {
    let (form, rows) = (parts.form, parts.model.rows);
    let (shown, adding) = (Rc::clone(parts), Rc::clone(parts));
    let list = dynamic(move || {
        let (rows, recipients) = (rows.get(), shown.model.recipients.get());
        if rows.is_empty() {
            return p("muted", t::none_yet(lang()));
        }
        let mut list = el("ul").class("kit-rows");
        for (r, row) in rows.iter().enumerate() {
            list = list.child(untrack(|| view(&shown, r, row, &recipients)));
        }
        list
    });
    let add = button::secondary("").id(&form.field_id("add-row")).on("click", move |_| add(&adding));
    let add = add.child(text(move || if rows.get().is_empty() { t::add_item(lang()) } else { t::add_another(lang()) }.to_owned()));
    // Faults that are the list's, not a row's.
    form.register("lines", t::pieces(lang()), parts.model.value("purpose"));
    let buttons = div("row").id(&form.field_id("lines")).attr("tabindex", "-1").child(add).child(form.error_view("lines"));
    el("section").class("card").child(el("h2").child(t::pieces(lang()))).child(list).child(buttons)
}

fn add(parts: &Shared) {
    let parts = Rc::clone(parts);
    picker::open(t::choose_item(lang()), move |item| {
        parts.model.add_row(&item.id);
        parts.form.typed("lines", "");
        toast::say(&t::added(lang(), item.name.get(lang())));
        focus_soon(parts.form.field_id(&at(parts.model.rows.peek().len() - 1, "variant")));
    });
}

fn at(row: usize, field: &str) -> String {
    ["rows.", &row.to_string(), ".", field].concat()
}

fn view(parts: &Shared, r: usize, row: &Row, recipients: &[Recipient]) -> El {
    let form = parts.form;
    let item = parts.items.get(&row.item_id);
    let named = move || item.get().map(|item| item.name.get(lang()).to_owned()).unwrap_or_default();
    let (variant, several) = (row.variant, recipients.len() > 1);
    let options = move || {
        let mut all = vec![(String::new(), tr::choose(lang()).to_owned())];
        if let Some(item) = item.get() {
            let option = |v: &Variant| (v.id.clone(), [v.name.get(lang()), ", ", &item::stock_words(v)].concat());
            all.extend(item.variants.iter().map(option));
        }
        all
    };
    let mut fields = div(if several { "fields kit-fields several" } else { "fields kit-fields" });
    fields = fields.child(Field::select_from(form, &at(r, "variant"), tk::variant(lang()), variant, options).view());
    let mut paths = vec![(at(r, "variant"), tk::variant(lang()))];
    for (c, recipient) in recipients.iter().enumerate() {
        let (Some(value), recipient) = (row.quantity(recipient.key), recipient.clone()) else { continue };
        let path = at(r, &c.to_string());
        let field = Field::number(form, &path, t::quantity(lang()), value);
        let called = move || if several { t::quantity_for(lang(), people::called(&recipient, c)) } else { t::quantity(lang()).to_owned() };
        fields = fields.child(field.called(called).view());
        paths.push((path, t::quantity(lang())));
    }
    // There is nothing to choose from one. And where faults are listed, a field is called by its item.
    let fields = fields.effect(move || {
        let Some(item) = item.get() else { return };
        for (path, label) in &paths {
            form.register(path, &[item.name.get(lang()), ", ", label].concat(), variant);
        }
        if item.variants.len() == 1 && variant.get_untracked().is_empty() {
            variant.set(item.variants[0].id.clone());
        }
    });
    let path = at(r, "item");
    form.register(&path, t::item(lang()), variant);
    let heading = el("h3").id(&form.field_id(&path)).attr("tabindex", "-1").child(text(named));
    let (removing, key) = (Rc::clone(parts), row.key);
    let remove = button::quiet(t::remove(lang()))
        .class("button quiet small")
        .bind("aria-label", move || Some(t::remove_item(lang(), named())))
        .on("click", move |_| remove(&removing, key, &untrack(named)));
    let head = div("kit-row-head").child([heading, remove]);
    let (hinted, row_, people) = (Rc::clone(parts), row.clone(), recipients.to_vec());
    let hint = div("").attr("role", "status").child(dynamic(move || hint(&hinted, &row_, &people)));
    let body = div("stack tight").child(head).child(fields).child(form.error_view(&path)).child(hint);
    el("li").class("kit-row").child([item::picture(&row.item_id), body])
}

/// What a person should know of this row before it is sent: it can't be had that way, or there are not so many.
fn hint(parts: &Parts, row: &Row, recipients: &[Recipient]) -> El {
    let loaded = parts.items.get(&row.item_id);
    let Some(item) = loaded.get() else {
        let gone = loaded.failure().is_some_and(|failure| failure.status() == 404);
        return if gone { span("field-error", t::item_gone(lang())) } else { nothing() };
    };
    if !offered(parts.model.terms(), item.loan, item.sale) {
        return span("field-error", if item.sale { t::only_sale(lang()) } else { t::only_loan(lang()) });
    }
    let variant = row.variant.get();
    match item.variants.iter().find(|v| v.id == variant) {
        Some(v) if row.pieces(recipients) > v.free.max(0) => span("field-hint", &t::more_than_free(lang(), item::stock_words(v))),
        _ => nothing(),
    }
}

fn remove(parts: &Shared, key: u32, name: &str) {
    let rows = parts.model.rows;
    let before = (*rows.peek()).clone();
    rows.update(|rows| rows.retain(|row| row.key != key));
    parts.forget_list_errors();
    focus(&parts.form.field_id("add-row"));
    toast::offer(&t::removed(lang(), name), move || rows.set(before));
}

/// A row's item and variant in words; nothing as long as it is not known.
pub(super) fn words(parts: &Parts, row: &Row) -> String {
    let Some(item) = parts.items.get(&row.item_id).get() else { return String::new() };
    let (name, variant) = (item.name.get(lang()), row.variant.get());
    match item.variants.iter().find(|v| v.id == variant) {
        Some(variant) if item.variants.len() > 1 => [name, ", ", variant.name.get(lang())].concat(),
        _ => name.to_owned(),
    }
}

impl Parts {
    /// Rows or recipients have moved: what was wrong with them stands elsewhere now, and the next check finds it anew.
    pub(super) fn forget_list_errors(&self) {
        self.form.errors.update(|errors| errors.retain(|(path, _)| !path.starts_with("rows.") && !path.starts_with("recipients.")));
    }
}

/// What can be adapted of the chosen items, one sentence each.
pub(super) fn adaptable(parts: &Shared) -> impl Child + use<> {
    let parts = Rc::clone(parts);
    dynamic(move || {
        let rows = parts.model.rows.get();
        let mut list = el("ul").class("small muted stack tight");
        for (i, row) in rows.iter().enumerate() {
            let known = rows[..i].iter().any(|other| other.item_id == row.item_id);
            let Some(item) = parts.items.get(&row.item_id).get().filter(|_| !known) else { continue };
            let what = Some(item.adaptable.get(lang())).filter(|words| !words.is_empty()).unwrap_or(tc::not_adaptable(lang()));
            list = list.child(el("li").child(t::own_content_of(lang(), item.name.get(lang()), what)));
        }
        if rows.is_empty() { nothing() } else { list }
    })
}
