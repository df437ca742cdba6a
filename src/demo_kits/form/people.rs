//! Who gets it: the recipients, pinned with the request.

use std::rc::Rc;

use crate::ui::reactive::{Get, GetUntracked, untrack};
use eyelevel_contract::{deliveries::NewRecipient, lang::Lang};
use eyelevel_texts::kit_form as t;

use super::{
    Shared,
    model::{ADDRESS, PERSON, Recipient, Value},
    nobody, rows,
};
use crate::{
    i18n::{countries, lang},
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p, span, text},
        field::Field,
        form::{focus, focus_soon},
        toast,
    },
};

/// What a recipient is called: their name, or their number as long as they have none.
pub(super) fn called(recipient: &Recipient, c: usize) -> String {
    let name = recipient.values[0].get();
    if name.trim().is_empty() { t::recipient(lang(), c + 1) } else { name }
}

pub(super) fn section(parts: &Shared) -> El {
    let shown = Rc::clone(parts);
    let list = dynamic(move || {
        let recipients = shown.model.recipients.get();
        untrack(|| {
            let several = recipients.len() > 1;
            let cards = recipients.iter().enumerate().map(|(c, recipient)| card(&shown, c, recipient, several));
            div("stack").child(cards.collect::<Vec<_>>())
        })
    });
    let adding = Rc::clone(parts);
    let add = button::secondary(t::add_recipient(lang())).id(&parts.form.field_id("add-recipient")).on("click", move |_| {
        let all = adding.model.recipients.peek();
        adding.model.add_recipient(Recipient::new(&next(&adding)), all.len());
        focus_soon(adding.form.field_id(&at(all.len(), PERSON[0])));
    });
    let head = div("stack tight").child(el("h2").child(t::recipients_section(lang()))).child(p("muted small", t::recipients_hint(lang())));
    el("section").class("card kit-people").child(head).child(list).child(div("row").child(add))
}

/// The customer's people are the most likely to come next.
fn next(parts: &Shared) -> NewRecipient {
    NewRecipient { organisation: parts.customer_name(), ..nobody() }
}

fn at(c: usize, field: &str) -> String {
    ["recipients.", &c.to_string(), ".", field].concat()
}

fn card(parts: &Shared, c: usize, recipient: &Recipient, several: bool) -> El {
    let form = parts.form;
    let path = ["recipients.", &c.to_string()].concat();
    let titled = recipient.clone();
    let title = move || {
        let name = titled.values[0].get();
        if name.trim().is_empty() { t::recipient(lang(), c + 1) } else { t::recipient_named(lang(), c + 1, name) }
    };
    let legend = el("legend").child(text(title));
    form.register(&path, &t::recipient(lang(), c + 1), recipient.values[0]);
    let wrong = {
        let path = path.clone();
        dynamic(move || form.error(&path).map_or_else(nothing, |words| span("field-error", &words)))
    };
    let remove = several.then(|| {
        let (parts, recipient) = (Rc::clone(parts), recipient.clone());
        let label = recipient.clone();
        button::quiet(t::remove(lang()))
            .class("button quiet small")
            .bind("aria-label", move || Some(t::remove_recipient(lang(), called(&label, c))))
            .on("click", move |_| remove(&parts, &recipient, c))
    });
    let gets = several.then(|| gets(parts, recipient));
    let person = (0..ADDRESS).map(|i| field(parts, c, i, recipient.values[i])).collect::<Vec<_>>();
    let address = address_fields(parts, &at(c, "address"), &recipient.values[ADDRESS..], &t::recipient(lang(), c + 1));
    el("fieldset")
        .class("kit-person stack tight")
        .id(&form.field_id(&path))
        .attr("tabindex", "-1")
        .child(legend)
        .child(div("kit-person-head").child(gets).child(remove))
        .child(wrong)
        .child(div("fields kit-person-fields").child(person).child(address))
}

fn field(parts: &Shared, c: usize, i: usize, value: Value) -> El {
    let (form, path) = (parts.form, at(c, PERSON[i]));
    let (field, label) = match i {
        0 => (Field::line(form, &path, t::name(lang()), value), t::name(lang())),
        1 => (Field::line(form, &path, t::organisation(lang()), value).optional(), t::organisation(lang())),
        2 => (Field::email(form, &path, t::email(lang()), value).optional().hint(t::email_hint(lang())), t::email(lang())),
        3 => (Field::line(form, &path, t::phone(lang()), value).optional().attr("inputmode", "tel"), t::phone(lang())),
        _ => (Field::select(form, &path, t::lang(lang()), value, languages()), t::lang(lang())),
    };
    form.register(&path, &[&t::recipient(lang(), c + 1), ", ", label].concat(), value);
    field.view()
}

fn languages() -> Vec<(String, String)> {
    [(Lang::De, t::german(lang())), (Lang::En, t::english(lang()))].map(|(code, name)| (code.word().to_owned(), name.to_owned())).to_vec()
}

/// The fields of a postal address; `whose` stands before their names where faults are listed.
pub(super) fn address_fields(parts: &Shared, path: &str, values: &[Value], whose: &str) -> Vec<El> {
    let labels = [t::street, t::postal_code, t::city, t::country].map(|label| label(lang()));
    let fields = labels.iter().zip(&PERSON[ADDRESS..]).zip(values).enumerate().map(|(i, ((label, field), value))| {
        let name = field.trim_start_matches("address.");
        let path = [path, ".", name].concat();
        let field = if i == 3 {
            Field::select(parts.form, &path, label, *value, countries(&value.get_untracked()))
        } else {
            Field::line(parts.form, &path, label, *value)
        };
        parts.form.register(&path, &[whose, ", ", label].concat(), *value);
        field.view().class(&["field ", name].concat())
    });
    fields.collect()
}

/// What goes to one recipient, in words.
fn gets(parts: &Shared, recipient: &Recipient) -> El {
    let (parts, key) = (Rc::clone(parts), recipient.key);
    p("small muted", "").child(text(move || {
        let rows = parts.model.rows.get();
        let pieces = rows.iter().filter_map(|row| {
            let quantity = row.quantity(key)?.get();
            let item = parts.items.get(&row.item_id).get()?;
            let some = quantity.trim().parse::<i64>().is_ok_and(|n| n > 0);
            some.then(|| [quantity.trim(), " × ", &rows::words(&item, &row.variant.get())].concat())
        });
        let pieces = pieces.collect::<Vec<String>>().join(", ");
        if pieces.is_empty() { t::gets_nothing(lang()).to_owned() } else { t::gets(lang(), pieces) }
    }))
}

fn remove(parts: &Shared, recipient: &Recipient, c: usize) {
    let name = untrack(|| called(recipient, c));
    let Some(undo) = parts.model.remove_recipient(recipient.key) else { return };
    parts.forget_list_errors();
    focus(&parts.form.field_id("add-recipient"));
    toast::offer(&t::recipient_removed(lang(), name), undo);
}
