//! What is asked for: a row for each item and variant, a number of pieces for each recipient.

use std::rc::Rc;

use crate::ui::reactive::{Get, GetUntracked, Set, Update, untrack};
use eyelevel_contract::demo_kits::{Item, Terms};
use eyelevel_texts::{catalogue as tc, demo_kits as tk, kit_form as t, requests as tr};

use super::{
    Shared,
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
        toast,
    },
};

pub(super) fn section(parts: &Shared) -> El {
    let model = parts.model;
    let shown = Rc::clone(parts);
    let rows = dynamic(move || {
        let (rows, recipients) = (model.rows.get(), model.recipients.get());
        untrack(|| {
            if rows.is_empty() {
                return p("muted", t::none_yet(lang()));
            }
            let rows = rows.iter().enumerate().map(|(r, row)| view(&shown, r, row, &recipients));
            el("ul").class("kit-rows").child(rows.collect::<Vec<_>>())
        })
    });
    let adding = Rc::clone(parts);
    let add = button::secondary("").id(&parts.form.field_id("add-row")).on("click", move |_| add(&adding));
    let add = add.child(text(move || if model.rows.get().is_empty() { t::add_item(lang()) } else { t::add_another(lang()) }.to_owned()));
    // Faults that are the list's, not a row's.
    parts.form.register("lines", t::pieces(lang()), model.purpose);
    let form = parts.form;
    let wrong = dynamic(move || form.error("lines").map_or_else(nothing, |words| span("field-error", &words)));
    let buttons = div("row").id(&form.field_id("lines")).attr("tabindex", "-1").child(add).child(wrong);
    el("section").class("card").child(el("h2").child(t::pieces(lang()))).child(rows).child(buttons)
}

fn add(parts: &Shared) {
    let parts = Rc::clone(parts);
    picker::open(t::choose_item(lang()), move |item| {
        let variant = if item.variants.len() == 1 { item.variants[0].id.as_str() } else { "" };
        parts.model.add_row(&item.id, variant);
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
    let variant_value = row.variant;
    let options = move || {
        let mut all = vec![(String::new(), tr::choose(lang()).to_owned())];
        if let Some(item) = item.get() {
            let option =
                |v: &eyelevel_contract::demo_kits::Variant| (v.id.clone(), [v.name.get(lang()), ", ", &item::stock_words(v)].concat());
            all.extend(item.variants.iter().map(option));
        }
        all
    };
    let variant = Field::select_from(form, &at(r, "variant"), tk::variant(lang()), row.variant, options).view();
    let several = recipients.len() > 1;
    let columns = recipients.len();
    // There is nothing to choose from one. And where faults are listed, a field is called by its item.
    let variant = variant.effect(move || {
        let Some(item) = item.get() else { return };
        for (field, label) in
            (0..columns).map(|c| (c.to_string(), t::quantity(lang()))).chain([("variant".to_owned(), tk::variant(lang()))])
        {
            form.register(&at(r, &field), &[item.name.get(lang()), ", ", label].concat(), variant_value);
        }
        if let [only] = item.variants.as_slice()
            && variant_value.get_untracked().is_empty()
        {
            variant_value.set(only.id.clone());
        }
    });
    let cells = recipients.iter().enumerate().filter_map(|(c, recipient)| cell(parts, r, c, row, recipient, several));
    let fields =
        div(if several { "fields kit-fields several" } else { "fields kit-fields" }).child(variant).child(cells.collect::<Vec<_>>());
    let heading = el("h3").id(&form.field_id(&at(r, "item"))).attr("tabindex", "-1").child(text(named));
    form.register(&at(r, "item"), t::item(lang()), row.variant);
    let wrong = {
        let path = at(r, "item");
        dynamic(move || form.error(&path).map_or_else(nothing, |words| span("field-error", &words)))
    };
    let (removing, key) = (Rc::clone(parts), row.key);
    let remove = button::quiet(t::remove(lang()))
        .class("button quiet small")
        .bind("aria-label", move || Some(t::remove_item(lang(), named())))
        .on("click", move |_| remove(&removing, key, &untrack(named)));
    let head = div("kit-row-head").child(heading).child(remove);
    let body = div("stack tight").child(head).child(fields).child(wrong).child(hint(parts, row, recipients));
    el("li").class("kit-row").child(item::picture(&row.item_id)).child(body)
}

fn cell(parts: &Shared, r: usize, c: usize, row: &Row, recipient: &Recipient, several: bool) -> Option<El> {
    let value = row.quantity(recipient.key)?;
    let field = Field::number(parts.form, &at(r, &c.to_string()), t::quantity(lang()), value);
    if !several {
        return Some(field.view());
    }
    let recipient = recipient.clone();
    Some(field.called(move || t::quantity_for(lang(), people::called(&recipient, c))).view())
}

/// What a person should know of this row before it is sent: it can't be had that way, or there are not so many.
fn hint(parts: &Shared, row: &Row, recipients: &[Recipient]) -> El {
    let (item, model, row) = (parts.items.get(&row.item_id), parts.model, row.clone());
    let keys: Vec<_> = recipients.iter().map(|recipient| recipient.key).collect();
    div("").attr("role", "status").child(dynamic(move || {
        let Some(item) = item.get() else {
            let gone = item.failure().is_some_and(|failure| failure.status() == 404);
            return if gone { span("field-error", t::item_gone(lang())) } else { nothing() };
        };
        match model.terms() {
            Terms::Loan if !item.loan => return span("field-error", t::only_sale(lang())),
            Terms::Purchase if !item.sale => return span("field-error", t::only_loan(lang())),
            _ => {}
        }
        let wanted: i64 = keys.iter().filter_map(|key| row.quantity(*key)?.get().trim().parse::<i64>().ok()).fold(0, i64::saturating_add);
        let variant = row.variant.get();
        match item.variants.iter().find(|v| v.id == variant) {
            Some(v) if wanted > v.free.max(0) => span("field-hint", &t::more_than_free(lang(), item::stock_words(v))),
            _ => nothing(),
        }
    }))
}

fn remove(parts: &Shared, key: u32, name: &str) {
    let before = (*parts.model.rows.peek()).clone();
    parts.model.rows.update(|rows| rows.retain(|row| row.key != key));
    parts.forget_list_errors();
    focus(&parts.form.field_id("add-row"));
    let rows = parts.model.rows;
    toast::offer(&t::removed(lang(), name), move || rows.set(before));
}

/// An item in words: for the summary.
pub(super) fn words(item: &Item, variant_id: &str) -> String {
    let name = item.name.get(lang());
    match item.variants.iter().find(|variant| variant.id == variant_id) {
        Some(variant) if item.variants.len() > 1 => [name, ", ", variant.name.get(lang())].concat(),
        _ => name.to_owned(),
    }
}

impl super::Parts {
    /// Rows or recipients have moved: what was wrong with them stands elsewhere now, and the next check finds it anew.
    pub(super) fn forget_list_errors(&self) {
        self.form.errors.update(|errors| errors.retain(|(path, _)| !path.starts_with("rows.") && !path.starts_with("recipients.")));
    }
}

/// What can be adapted of the chosen items, one sentence each.
pub(super) fn adaptable(parts: &Shared) -> impl Child + use<> {
    let parts = Rc::clone(parts);
    dynamic(move || {
        let mut ids: Vec<String> = Vec::new();
        for row in parts.model.rows.get().iter() {
            if !ids.contains(&row.item_id) {
                ids.push(row.item_id.clone());
            }
        }
        let items = ids.iter().filter_map(|id| parts.items.get(id).get()).map(|item| {
            let what = Some(item.adaptable.get(lang())).filter(|words| !words.is_empty()).unwrap_or(tc::not_adaptable(lang()));
            el("li").child(t::own_content_of(lang(), item.name.get(lang()), what))
        });
        let items: Vec<_> = items.collect();
        if items.is_empty() { nothing() } else { el("ul").class("small muted stack tight").child(items) }
    })
}
