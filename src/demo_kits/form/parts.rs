//! Purpose, terms, own content, and what is for the partner's own files.

use std::rc::Rc;

use crate::ui::reactive::{Set, untrack};
use eyelevel_contract::{
    demo_kits::{LOAN_DAYS_MAX, Terms},
    people::{Organisation, OrganisationKind},
    requests::{MESSAGE_MAX, REASON_MAX, REFERENCE_MAX},
};
use eyelevel_texts::{demo_kits as tk, format::money, kit_form as t, requests as tr};

use super::{Shared, people};
use crate::{
    clock, drafts,
    i18n::{day_of, lang},
    people::organisations,
    ui::{
        button,
        el::{El, div, dynamic, el, nothing, p},
        field::{Field, left},
    },
};

fn section(title: &str) -> El {
    el("section").class("card").child(el("h2").child(title))
}

/// Why, for whom, by when.
pub(super) fn purpose(parts: &Shared) -> El {
    let (form, model) = (parts.form, parts.model);
    let purpose = Field::area(form, "purpose", t::purpose(lang()), model.purpose, 3).hint(t::purpose_hint(lang()));
    let today = day_of(clock::now());
    let event = Field::date(form, "event_on", tk::event_on(lang()), model.event_on).optional().hint(t::event_hint(lang()));
    let fields = div("fields").child(customer(parts)).child(event.attr("min", &today.to_string()).view());
    section(t::purpose_section(lang())).child(div("field").child(purpose.view()).child(left(model.purpose, REASON_MAX))).child(fields)
}

/// One of the partner's own customers, or a new one.
fn customer(parts: &Shared) -> El {
    let (model, customers) = (parts.model, parts.customers);
    let options = move || {
        let mut all = vec![(String::new(), t::no_customer(lang()).to_owned())];
        if let Some(page) = customers.get() {
            all.extend(page.items.iter().map(|customer| (customer.id.clone(), customer.name.clone())));
        }
        all
    };
    let field = Field::select_from(parts.form, "customer_id", tk::customer(lang()), model.customer, options);
    let add = button::quiet(t::new_customer(lang())).class("button quiet small").on("click", move |_| {
        organisations::add(OrganisationKind::Customer, move |customer: &Organisation| {
            model.customer.set(customer.id.clone());
            customers.again();
        });
    });
    div("stack tight").child(field.optional().hint(t::customer_hint(lang())).view()).child(div("row").child(add))
}

/// On loan until a day, or bought.
pub(super) fn terms(parts: &Shared) -> El {
    let (form, model) = (parts.form, parts.model);
    let options = [(Terms::Loan, t::loan(lang())), (Terms::Purchase, t::purchase(lang()))];
    let options = options.map(|(terms, label)| (terms.word().to_owned(), label.to_owned())).to_vec();
    let terms = Field::radio(form, "terms", tk::terms(lang()), model.terms, options).view().class("field radios side-by-side");
    let shown = Rc::clone(parts);
    let rest = dynamic(move || match model.terms() {
        Terms::Loan => untrack(|| loan(&shown)),
        Terms::Purchase => untrack(|| purchase(&shown)),
    });
    section(t::terms_section(lang())).child(terms).child(rest)
}

fn loan(parts: &Shared) -> El {
    let today = day_of(clock::now());
    let field = Field::date(parts.form, "return_on", tk::return_on(lang()), parts.model.return_on).hint(t::return_hint(lang()));
    field.attr("min", &today.plus_days(1).to_string()).attr("max", &today.plus_days(LOAN_DAYS_MAX).to_string()).view()
}

fn purchase(parts: &Shared) -> El {
    let (form, model) = (parts.form, parts.model);
    let number = Field::line(form, "po_number", tk::po_number(lang()), model.po_number).hint(t::po_number_hint(lang()));
    let number = number.attr("maxlength", &REFERENCE_MAX.to_string()).view();
    let billing = people::address_fields(parts, "billing", &model.billing, t::billing(lang()));
    let group = el("fieldset").class("field").child(el("legend").child(t::billing(lang()))).child(div("fields").child(billing));
    let priced = Rc::clone(parts);
    let sum = dynamic(move || priced.net().map_or_else(nothing, |net| p("", &t::net_sum(lang(), money(lang(), net)))));
    let notice = div("notice").child(el("strong").child(t::binding(lang()))).child(sum);
    div("stack").child(notice).child(number).child(group)
}

/// What to adapt, and the files for it.
pub(super) fn content(parts: &Shared) -> El {
    let (form, model) = (parts.form, parts.model);
    let field = Field::area(form, "adaptation", t::adaptation(lang()), model.adaptation, 3).optional().hint(t::adaptation_hint(lang()));
    section(t::own_content(lang()))
        .child(super::rows::adaptable(parts))
        .child(div("field").child(field.view()).child(left(model.adaptation, MESSAGE_MAX)))
        .child(drafts::files::section(&parts.keeper))
}

/// The partner's own reference, and who of them sees it.
pub(super) fn own(parts: &Shared) -> El {
    let (form, model) = (parts.form, parts.model);
    let reference = Field::line(form, "reference", tr::reference(lang()), model.reference).optional().hint(t::reference_hint(lang()));
    let reference = reference.attr("maxlength", &REFERENCE_MAX.to_string()).view();
    let limited = Field::check(form, "limited", tr::limited(lang()), model.limited).view();
    section(t::yours_section(lang())).child(reference).child(limited)
}
