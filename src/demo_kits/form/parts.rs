//! Purpose, terms, own content, and what is for the partner's own files.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{LOAN_DAYS_MAX, Terms},
    people::{Organisation, OrganisationKind},
    requests::{MESSAGE_MAX, REASON_MAX, REFERENCE_MAX},
};
use eyelevel_texts::{demo_kits as tk, format::money, kit_form as t, requests as tr};

use super::{Parts, Shared, people};
use crate::{
    clock, drafts,
    i18n::{day_of, lang},
    people::organisations,
    requests::severity,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        field::{Field, left},
        reactive::{Set, untrack},
    },
};

fn section(title: &str) -> El {
    el("section").class("card").child(el("h2").child(title))
}

/// A text of some lines, and how much of it is left.
fn area(parts: &Parts, path: &str, label: &str, hint: &str, most: usize) -> El {
    let value = parts.model.value(path);
    let mut field = Field::area(parts.form, path, label, value, 3).hint(hint);
    if path == "adaptation" {
        field = field.optional();
    }
    div("field").child([field.view(), left(value, most)])
}

/// Why, for whom, by when.
pub(super) fn purpose(parts: &Shared) -> El {
    let event = Field::date(parts.form, "event_on", tk::event_on(lang()), parts.model.value("event_on"));
    let event = event.optional().hint(t::event_hint(lang())).attr("min", &day_of(clock::now()).to_string()).view();
    let severity = severity::field(parts.form, parts.model.value("severity"));
    let purpose = area(parts, "purpose", t::purpose(lang()), t::purpose_hint(lang()), REASON_MAX);
    section(t::purpose_section(lang())).child(purpose).child(div("fields").child([customer(parts), event])).child(severity)
}

/// One of the partner's own customers, or a new one.
fn customer(parts: &Shared) -> El {
    let (value, customers) = (parts.model.value("customer_id"), parts.customers);
    let options = move || {
        let mut all = vec![(String::new(), t::no_customer(lang()).to_owned())];
        if let Some(page) = customers.get() {
            all.extend(page.items.iter().map(|customer| (customer.id.clone(), customer.name.clone())));
        }
        all
    };
    let field = Field::select_from(parts.form, "customer_id", tk::customer(lang()), value, options);
    let add = button::quiet(t::new_customer(lang())).class("button quiet small").on("click", move |_| {
        organisations::add(OrganisationKind::Customer, move |customer: &Organisation| {
            value.set(customer.id.clone());
            customers.again();
        });
    });
    div("stack tight").child(field.optional().hint(t::customer_hint(lang())).view()).child(div("buttons").child(add))
}

/// On loan until a day, or bought.
pub(super) fn terms(parts: &Shared) -> El {
    let options = [(Terms::Loan, t::loan(lang())), (Terms::Purchase, t::purchase(lang()))];
    let options = options.map(|(terms, label)| (terms.word().to_owned(), label.to_owned())).to_vec();
    let terms = Field::radio(parts.form, "terms", tk::terms(lang()), parts.model.value("terms"), options).view();
    let shown = Rc::clone(parts);
    let rest = dynamic(move || match shown.model.terms() {
        Terms::Loan => untrack(|| loan(&shown)),
        Terms::Purchase => untrack(|| purchase(&shown)),
    });
    section(t::terms_section(lang())).child(terms.class("field radios side-by-side")).child(rest)
}

fn loan(parts: &Parts) -> El {
    let today = day_of(clock::now());
    let field = Field::date(parts.form, "return_on", tk::return_on(lang()), parts.model.value("return_on")).hint(t::return_hint(lang()));
    field.attr("min", &today.plus_days(1).to_string()).attr("max", &today.plus_days(LOAN_DAYS_MAX).to_string()).view()
}

fn purchase(parts: &Shared) -> El {
    let number = line(parts, "po_number", tk::po_number(lang())).hint(t::po_number_hint(lang())).view();
    let mut billing = div("fields");
    for path in ["billing.street", "billing.postal_code", "billing.city", "billing.country"] {
        billing = billing.child(people::field(parts, path, parts.model.value(path), t::billing(lang())));
    }
    let group = el("fieldset").class("field").child(el("legend").child(t::billing(lang()))).child(billing);
    let priced = Rc::clone(parts);
    let sum = dynamic(move || priced.net().map_or_else(nothing, |net| p("", &t::net_sum(lang(), money(lang(), net)))));
    let notice = div("notice").child(el("strong").child(t::binding(lang()))).child(sum);
    div("stack").child([notice, number, group])
}

/// A number or keyword of the partner's.
fn line(parts: &Parts, path: &str, label: &str) -> Field {
    Field::line(parts.form, path, label, parts.model.value(path)).attr("maxlength", &REFERENCE_MAX.to_string())
}

/// What to adapt, and the files for it.
pub(super) fn content(parts: &Shared) -> El {
    let adaptation = area(parts, "adaptation", t::adaptation(lang()), t::adaptation_hint(lang()), MESSAGE_MAX);
    section(t::own_content(lang())).child(super::rows::adaptable(parts)).child([adaptation, drafts::files::section(&parts.keeper)])
}

/// The partner's own reference, and who of them sees it.
pub(super) fn own(parts: &Shared) -> El {
    let reference = line(parts, "reference", tr::reference(lang())).optional().hint(t::reference_hint(lang())).view();
    let limited = Field::check(parts.form, "limited", tr::limited(lang()), parts.model.value("limited")).view();
    section(t::yours_section(lang())).child([reference, limited])
}
