//! Why it comes back, what is wrong, who gets a replacement, and what is for the partner's own files.

use std::rc::Rc;

use eyelevel_contract::{
    lang::PageLang,
    people::{Organisation, OrganisationKind},
    requests::{MESSAGE_MAX, REFERENCE_MAX},
    returns::Reason,
};
use eyelevel_texts::{kit_form as tf, requests as tr, return_form as t, returns as words, words as tw};

use super::{
    Parts, Shared,
    model::{PERSON, SENDER},
};
use crate::{
    i18n::{countries, lang},
    people::organisations,
    requests::severity,
    ui::{
        button,
        el::{Child, El, div, dynamic, el, nothing, p},
        field::{Field, left},
        reactive::{Flag, Get, GetUntracked, Set, effect, untrack},
        record::Entry,
    },
};

fn section(title: &str) -> El {
    el("section").class("card").child(el("h2").child(title))
}

/// Why, what is wrong, and whether data is on it.
pub(super) fn wrong(parts: &Shared) -> El {
    let (form, model) = (parts.form, &parts.model);
    let reasons = Reason::ALL.iter().map(|reason| (reason.word().to_owned(), words::reason(lang(), *reason).to_owned())).collect();
    let reason = Field::radio(form, "reason", t::reason(lang()), model.value("reason"), reasons).view().class("field radios side-by-side");
    let description = model.value("description");
    let area = Field::area(form, "description", t::description(lang()), description, 4).hint(t::description_hint(lang())).view();
    let answers = [("yes", t::yes(lang())), ("no", t::no(lang()))].map(|(word, label)| (word.to_owned(), label.to_owned())).to_vec();
    let data = Field::radio(form, "holds_data", t::holds_data(lang()), model.holds_data, answers).optional();
    let data = data.view().class("field radios side-by-side");
    let severity = severity::field(form, model.value("severity"));
    section(t::wrong(lang())).child([reason, div("field").child(area).child(left(description, MESSAGE_MAX)), data, severity])
}

/// Who gets another one: pinned, nobody else does.
pub(super) fn replacement(parts: &Shared) -> El {
    let (shown, replaced) = (Rc::clone(parts), parts.model.replaced);
    let wish = Field::check(parts.form, "replacement_to", t::replacement(lang()), replaced).hint(t::replacement_hint(lang())).view();
    let person = dynamic(move || {
        if replaced.get().is_empty() {
            return nothing();
        }
        untrack(|| {
            shown.model.suggest_myself();
            person(&shown)
        })
    });
    section(t::replacement_section(lang())).child(wish).child(person)
}

/// From where it comes: the partner's own house, or another address, where somebody may fetch it.
pub(super) fn from(parts: &Shared) -> El {
    let (shown, elsewhere) = (Rc::clone(parts), parts.model.elsewhere);
    let wish = Field::check(parts.form, "sender", t::elsewhere(lang()), elsewhere).hint(t::elsewhere_hint(lang())).view();
    let person = dynamic(move || {
        if elsewhere.get().is_empty() {
            return nothing();
        }
        untrack(|| {
            let country = shown.model.sender.value("address.country");
            if country.get_untracked().is_empty() {
                country.set("DE".to_owned());
            }
            let fetch = Field::check(shown.form, "pick_up", t::pick_up(lang()), shown.model.value("pick_up"));
            div("stack").child(who(&shown, "sender", t::comes_from(lang()), SENDER)).child(fetch.hint(t::pick_up_hint(lang())).view())
        })
    });
    section(t::from_section(lang())).child(wish).child(person)
}

fn person(parts: &Parts) -> El {
    who(parts, "replacement_to", t::goes_to(lang()), PERSON)
}

/// A person with an address, by the name of their part of the draft.
fn who(parts: &Parts, part: &str, title: &str, entries: &[Entry]) -> El {
    let mut fields = div("fields kit-person-fields");
    for (name, _) in entries {
        fields = fields.child(field(parts, part, name));
    }
    el("fieldset").class("stack tight").child(el("legend").child(title)).child(fields)
}

/// A field of a person, by the last part of its path.
fn field(parts: &Parts, part: &str, path: &str) -> El {
    let record = if part == "sender" { &parts.model.sender } else { &parts.model.to };
    let (form, value) = (parts.form, record.value(path));
    let name = path.rsplit('.').next().unwrap_or_default();
    let path = [part, ".", path].concat();
    let field = match name {
        "name" => Field::line(form, &path, tf::name(lang()), value),
        "organisation" => Field::line(form, &path, tf::organisation(lang()), value).optional(),
        "email" if part == "sender" => Field::email(form, &path, tf::email(lang()), value).optional(),
        "email" => Field::email(form, &path, tf::email(lang()), value).hint(tf::email_hint(lang())).optional(),
        "phone" => Field::line(form, &path, tf::phone(lang()), value).optional(),
        "why" => Field::line(form, &path, tf::why(lang()), value).hint(tf::why_hint(lang())).optional(),
        "lang" => Field::select(form, &path, tf::lang(lang()), value, languages()),
        "street" => Field::line(form, &path, tf::street(lang()), value),
        "postal_code" => Field::line(form, &path, tf::postal_code(lang()), value),
        "city" => Field::line(form, &path, tf::city(lang()), value),
        _ => Field::select(form, &path, tf::country(lang()), value, countries(&value.get_untracked())),
    };
    field.view().class(&["field ", name].concat())
}

fn languages() -> Vec<(String, String)> {
    PageLang::ALL.iter().map(|code| (code.word().to_owned(), tw::page_lang(lang(), *code).to_owned())).collect()
}

/// The partner's customer and reference, and who of them sees it.
pub(super) fn own(parts: &Shared) -> El {
    let reference = Field::line(parts.form, "reference", tr::reference(lang()), parts.model.value("reference"));
    let reference = reference.optional().hint(tf::reference_hint(lang())).attr("maxlength", &REFERENCE_MAX.to_string()).view();
    let limited = Field::check(parts.form, "limited", tr::limited(lang()), parts.model.value("limited")).view();
    section(tf::yours_section(lang())).child(bought_from(parts)).child([customer(parts), reference, limited])
}

/// The distributor whom it may be handed to without asking again; nothing where there is none.
fn bought_from(parts: &Shared) -> impl Child + use<> {
    let (form, value, all) = (parts.form, parts.model.value("bought_from"), parts.distributors);
    let some = Flag::new();
    effect(move || {
        if all.get().is_some_and(|all| !all.is_empty()) && !some.peek() {
            some.set(true);
        }
    });
    dynamic(move || {
        if !some.get() {
            return nothing();
        }
        let options = move || {
            let nobody = (String::new(), t::bought_from_nobody(lang()).to_owned());
            let named = all.get().map(|all| all.iter().map(|of| (of.id.clone(), of.name.clone())).collect::<Vec<_>>());
            [nobody].into_iter().chain(named.unwrap_or_default()).collect()
        };
        untrack(|| {
            Field::select_from(form, "bought_from", t::bought_from(lang()), value, options)
                .hint(t::bought_from_hint(lang()))
                .optional()
                .view()
        })
    })
}

/// One of the partner's own customers, or a new one.
fn customer(parts: &Shared) -> El {
    let (value, customers) = (parts.model.value("customer_id"), parts.customers);
    let options = move || {
        let mut all = vec![(String::new(), tf::no_customer(lang()).to_owned())];
        if let Some(page) = customers.get() {
            all.extend(page.items.iter().map(|customer| (customer.id.clone(), customer.name.clone())));
        }
        all
    };
    let field = Field::select_from(parts.form, "customer_id", t::customer(lang()), value, options);
    let add = button::quiet(tf::new_customer(lang())).class("button quiet small").on("click", move |_| {
        organisations::add(OrganisationKind::Customer, move |customer: &Organisation| {
            value.set(customer.id.clone());
            customers.again();
        });
    });
    div("stack tight").child(field.optional().view()).child(p("field-hint", t::customer_hint(lang()))).child(div("buttons").child(add))
}
