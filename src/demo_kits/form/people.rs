//! Who gets it: the recipients, pinned with the request.

use std::rc::Rc;

use eyelevel_contract::lang::PageLang;
use eyelevel_texts::{kit_form as t, words};

use super::{
    Parts, Shared,
    model::{PERSON, Recipient, somebody},
    rows,
};
use crate::{
    i18n::{countries, lang},
    ui::{
        button,
        el::{El, div, dynamic, el, p, text},
        field::Field,
        form::{focus, focus_soon},
        reactive::{Get, GetUntracked, Set, untrack},
        record::Value,
        toast,
    },
};

/// What a recipient is called: their name, or their number as long as they have none.
pub(super) fn called(recipient: &Recipient, c: usize) -> String {
    let name = recipient.record.value("name").get();
    if name.trim().is_empty() { t::recipient(lang(), c + 1) } else { name }
}

pub(super) fn section(parts: &Shared) -> El {
    let (shown, adding) = (Rc::clone(parts), Rc::clone(parts));
    let list = dynamic(move || {
        let recipients = shown.model.recipients.get();
        let mut list = div("stack");
        for (c, recipient) in recipients.iter().enumerate() {
            list = list.child(untrack(|| card(&shown, c, recipient, recipients.len() > 1)));
        }
        list
    });
    let add = button::secondary(t::add_recipient(lang())).id(&parts.form.field_id("add-recipient")).on("click", move |_| {
        let at = adding.model.recipients.peek().len();
        // The customer's people are the most likely to come next.
        adding.model.add_recipient(Recipient::new(&somebody(&adding.customer_name())), at);
        focus_soon(adding.form.field_id(&path(at, "name")));
    });
    let head = div("stack tight").child(el("h2").child(t::recipients_section(lang()))).child(p("muted small", t::recipients_hint(lang())));
    el("section").class("card kit-people").child(head).child(list).child(div("row").child(add))
}

fn path(c: usize, field: &str) -> String {
    ["recipients.", &c.to_string(), ".", field].concat()
}

fn card(parts: &Shared, c: usize, recipient: &Recipient, several: bool) -> El {
    let form = parts.form;
    let whole = ["recipients.", &c.to_string()].concat();
    let number = t::recipient(lang(), c + 1);
    let titled = recipient.clone();
    let title = move || {
        let name = titled.record.value("name").get();
        if name.trim().is_empty() { t::recipient(lang(), c + 1) } else { t::recipient_named(lang(), c + 1, name) }
    };
    form.register(&whole, &number, recipient.record.value("name"));
    let head = several.then(|| {
        let (parts, recipient, label) = (Rc::clone(parts), recipient.clone(), recipient.clone());
        let gets = gets(&parts, recipient.key);
        let remove = button::quiet(t::remove(lang()))
            .class("button quiet small")
            .bind("aria-label", move || Some(t::remove_recipient(lang(), called(&label, c))))
            .on("click", move |_| remove(&parts, &recipient));
        div("kit-person-head").child([gets, remove])
    });
    let mut fields = div("fields kit-person-fields");
    for (name, _) in PERSON {
        fields = fields.child(field(parts, &path(c, name), recipient.record.value(name), &number));
    }
    el("fieldset")
        .class("kit-person stack tight")
        .id(&form.field_id(&whole))
        .attr("tabindex", "-1")
        .child(el("legend").child(text(title)))
        .child(head)
        .child(form.error_view(&whole))
        .child(fields)
}

/// A field of a person or an address, by the last part of its path; `whose` stands before its name where faults are listed.
pub(super) fn field(parts: &Parts, path: &str, value: Value, whose: &str) -> El {
    let name = path.rsplit('.').next().unwrap_or_default();
    let label = match name {
        "name" => t::name(lang()),
        "organisation" => t::organisation(lang()),
        "email" => t::email(lang()),
        "phone" => t::phone(lang()),
        "why" => t::why(lang()),
        "lang" => t::lang(lang()),
        "street" => t::street(lang()),
        "postal_code" => t::postal_code(lang()),
        "city" => t::city(lang()),
        _ => t::country(lang()),
    };
    let form = parts.form;
    let mut field = match name {
        "lang" => Field::select(form, path, label, value, languages()),
        "country" => Field::select(form, path, label, value, countries(&value.get_untracked())),
        "email" => Field::email(form, path, label, value).hint(t::email_hint(lang())),
        "why" => Field::line(form, path, label, value).hint(t::why_hint(lang())),
        _ => Field::line(form, path, label, value),
    };
    if matches!(name, "organisation" | "email" | "phone" | "why") {
        field = field.optional();
    }
    form.register(path, &[whose, ", ", label].concat(), value);
    field.view().class(&["field ", name].concat())
}

fn languages() -> Vec<(String, String)> {
    PageLang::ALL.iter().map(|code| (code.word().to_owned(), words::page_lang(lang(), *code).to_owned())).collect()
}

/// What goes to one recipient, in words.
fn gets(parts: &Shared, key: u32) -> El {
    let parts = Rc::clone(parts);
    el("p").class("small muted").child(text(move || {
        let mut pieces = Vec::new();
        for row in parts.model.rows.get().iter() {
            let quantity = row.quantity(key).map(|value| value.get()).unwrap_or_default();
            if quantity.trim().parse::<i64>().is_ok_and(|n| n > 0) {
                pieces.push([quantity.trim(), " × ", &rows::words(&parts, row)].concat());
            }
        }
        if pieces.is_empty() { t::gets_nothing(lang()).to_owned() } else { t::gets(lang(), pieces.join(", ")) }
    }))
}

fn remove(parts: &Shared, recipient: &Recipient) {
    let Some(at) = parts.model.recipients.peek().iter().position(|other| other.key == recipient.key) else { return };
    let name = untrack(|| called(recipient, at));
    let inherited = parts.model.remove_recipient(at);
    parts.forget_list_errors();
    focus(&parts.form.field_id("add-recipient"));
    let (parts, recipient) = (Rc::clone(parts), recipient.clone());
    toast::offer(&t::removed(lang(), name), move || {
        inherited.iter().for_each(|value| value.set(String::new()));
        parts.model.add_recipient(recipient, at);
    });
}
