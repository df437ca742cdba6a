//! Where the key is for: an installation, or what there will be one of.

use std::rc::Rc;

use eyelevel_contract::{
    licences::{Installation, Intent, paths},
    page::Page,
    people::{Organisation, OrganisationKind, paths::encode},
};
use eyelevel_texts::{installations as ti, kit_form as tk, licence_form as t, requests as tr};

use super::{Parts, Shared};
use crate::{
    i18n::{date, lang},
    people::organisations,
    reads,
    requests::side::fact,
    ui::{
        button,
        el::{El, div, dynamic, el, p, span},
        field::{self, Field},
        loaded::Loaded,
        reactive::{Get, RwSignal, Set, untrack},
        skeleton,
    },
};

pub(super) fn section(parts: &Shared) -> El {
    let (form, shown) = (parts.form, Rc::clone(parts));
    form.register("installation_id", t::installation(lang()), parts.value("installation_id"));
    let body = dynamic(move || {
        let new = shown.new.get();
        let chosen = !new && !shown.text("installation_id").is_empty();
        untrack(|| match (new, chosen) {
            (true, _) => planned(&shown),
            (_, true) => known(&shown),
            _ => search(&shown),
        })
    });
    let body =
        div("stack").id(&form.field_id("installation_id")).attr("tabindex", "-1").child(body).child(form.error_view("installation_id"));
    el("section").class("card").child(el("h2").child(t::place(lang()))).child(body)
}

/// Found by what they type: customer, product, host.
fn search(parts: &Shared) -> El {
    let asked = RwSignal::new(String::new());
    let found: Loaded<Page<Installation>> = reads::read(move || [paths::INSTALLATIONS, "?limit=6&q=", &encode(&asked.get())].concat());
    let choosing = Rc::clone(parts);
    let list = found.show(3, move |page| {
        if page.items.is_empty() {
            return p("muted", ti::none_found(lang()));
        }
        let rows = page.items.iter().map(|installation| {
            let (parts, chosen) = (Rc::clone(&choosing), installation.clone());
            let words = div("stack cell").child(el("strong").child(installation.customer.name.as_str()));
            let words = words.child(span("small muted", &brief(installation)));
            el("li").child(button::secondary("").class("button choice").child(words).on("click", move |_| parts.choose(&chosen)))
        });
        el("ul").class("stack tight").attr("aria-label", t::installation(lang())).child(rows.collect::<Vec<_>>())
    });
    let search = field::search(ti::search(lang()), RwSignal::new(String::new()), move |typed| asked.set(typed));
    let switching = Rc::clone(parts);
    let none = button::quiet(t::nothing_installed(lang())).on("click", move |_| switching.switch(Intent::New));
    div("stack").child(search).child(list).child(div("buttons").child(none))
}

/// `Archivar 9.1.0, hka-backup-01`.
fn brief(i: &Installation) -> String {
    let host = i.host.as_ref().map(|host| [", ", host.as_str()].concat()).unwrap_or_default();
    [&i.product.name, " ", &i.runs.to_string(), &host].concat()
}

/// The chosen one.
fn known(parts: &Shared) -> El {
    let (shown, other) = (Rc::clone(parts), Rc::clone(parts));
    let facts = dynamic(move || {
        let Some(i) = shown.installed() else {
            let gone = shown.installation.failure();
            return gone.map_or_else(|| skeleton::rows(2), |failure| span("field-error", &failure.words()));
        };
        let contract = i.contract_until.map_or_else(|| ti::no_contract(lang()).to_owned(), |day| ti::until(lang(), date(day)));
        let host = i.host.as_ref().map_or_else(|| ti::any_host(lang()).to_owned(), ToString::to_string);
        let edition = [&i.product.name, " ", &i.edition.name].concat();
        let facts = [
            fact(ti::customer(lang()), i.customer.name.as_str()),
            fact(ti::product(lang()), edition),
            fact(t::runs(lang()), i.runs.to_string()),
            fact(ti::host(lang()), host),
            fact(ti::contract(lang()), contract),
        ];
        el("dl").class("facts").child(facts.into_iter().flatten().collect::<Vec<_>>())
    });
    let change = button::quiet(t::another(lang())).class("button quiet small").on("click", move |_| {
        other.value("installation_id").set(String::new());
    });
    div("stack").child(facts).child(div("buttons").child(change))
}

/// What there will be, and whose.
fn planned(parts: &Shared) -> El {
    let form = parts.form;
    let choose = || (String::new(), tr::choose(lang()).to_owned());
    let (customers, of, editions) = (parts.customers, Rc::clone(parts), Rc::clone(parts));
    let value = parts.value("customer_id");
    let options = move || {
        let all = customers.get();
        core::iter::once(choose()).chain(all.iter().flat_map(|page| &page.items).map(|c| (c.id.clone(), c.name.clone()))).collect()
    };
    let (options, asking) = (Rc::new(options), Rc::clone(parts));
    // Something may be tried at nobody's.
    let customer = dynamic(move || {
        let (options, trial) = (Rc::clone(&options), asking.intent() == Intent::Trial);
        untrack(|| {
            let field = Field::select_from(form, "customer_id", ti::customer(lang()), value, move || options());
            if trial { field.optional().view() } else { field.view() }
        })
    });
    let customer = div("").child(customer);
    let add = button::quiet(tk::new_customer(lang())).class("button quiet small").on("click", move |_| {
        organisations::add(OrganisationKind::Customer, move |customer: &Organisation| {
            value.set(customer.id.clone());
            customers.again();
        });
    });
    let products = move || {
        let all = of.products.get();
        core::iter::once(choose()).chain(all.iter().flat_map(|page| &page.items).map(|p| (p.id.clone(), p.name.clone()))).collect()
    };
    let product = Field::select_from(form, "product_id", ti::product(lang()), parts.value("product_id"), products).view();
    let edition = Field::select_from(form, "edition_id", ti::edition(lang()), parts.value("edition_id"), move || {
        let known = editions.product().map(|product| product.editions).unwrap_or_default();
        core::iter::once(choose()).chain(known.into_iter().map(|e| (e.id, e.name))).collect()
    });
    let back = Rc::clone(parts);
    let installed = button::quiet(t::is_installed(lang())).on("click", move |_| back.switch(Intent::Renew));
    div("stack")
        .child(div("stack tight").child(customer).child(div("buttons").child(add)))
        .child(div("fields").child(product).child(edition.view()))
        .child(div("buttons").child(installed))
}

impl Parts {
    /// This installation: its version is filled in, unless somebody typed another.
    fn choose(&self, installation: &Installation) {
        let version = self.value("version");
        let typed = untrack(|| version.get());
        if typed.is_empty() || typed == *self.filled.borrow() {
            let runs = installation.runs.to_string();
            self.filled.replace(runs.clone());
            version.set(runs);
        }
        // Another product's, another contract's.
        self.value("edition_id").set(String::new());
        self.value("capacity").set(String::new());
        self.form.typed("installation_id", "");
        self.value("installation_id").set(installation.id.clone());
    }

    /// Something is installed there, or nothing yet.
    fn switch(&self, intent: Intent) {
        self.value("edition_id").set(String::new());
        self.value("capacity").set(String::new());
        self.form.errors.set(Vec::new());
        self.value("intent").set(intent.word().to_owned());
        self.new.set(super::model::is_new(intent));
    }
}
