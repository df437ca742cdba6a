//! An installation's form, in a dialog.

use std::rc::Rc;

use eyelevel_contract::{
    json::to_text,
    licences::{EditInstallation, Installation, Product, paths, validate_installation},
    page::Page,
    people::{Organisation, OrganisationKind},
};
use eyelevel_texts::{common, installations as t};

use crate::{
    client::Call,
    form_dialog::{Content, FormDialog},
    i18n::lang,
    people::organisations,
    reads, session,
    ui::{
        el::{El, div},
        field::Field,
        form::Form,
        loaded::Loaded,
        reactive::{Get, GetUntracked, RwSignal},
    },
};

/// What the form chooses from, and the list that it changes.
#[derive(Clone, Copy)]
pub(super) struct Lists {
    /// A partner's customers; the vendor's partners.
    organisations: Loaded<Page<Organisation>>,
    products: Loaded<Page<Product>>,
    pub(super) installations: Loaded<Page<Installation>>,
}

impl Lists {
    /// Around the list that is shown.
    pub(super) fn new(installations: Loaded<Page<Installation>>) -> Self {
        // The vendor knows a partner's customers only where something runs: they are the partner's.
        let kind = if session::actor().is_vendor() { OrganisationKind::Partner } else { OrganisationKind::Customer };
        Self {
            organisations: reads::read(move || organisations::of(kind)),
            products: reads::read(|| [paths::PRODUCTS, "?limit=1000"].concat()),
            installations,
        }
    }
}

/// What the form holds.
#[derive(Clone, Copy)]
struct Fields {
    /// Whose customer it is; asked of the vendor alone.
    partner: RwSignal<String>,
    customer: RwSignal<String>,
    product: RwSignal<String>,
    edition: RwSignal<String>,
    runs: RwSignal<String>,
    host: RwSignal<String>,
    capacity: RwSignal<String>,
    until: RwSignal<String>,
    reference: RwSignal<String>,
}

/// Adds one, or changes it.
pub(super) fn edit(installation: Option<&Installation>, lists: Lists) {
    let installation = installation.cloned();
    let name = ["installation:", installation.as_ref().map_or("new", |i| i.id.as_str())].concat();
    let title = if installation.is_some() { t::edit(lang()) } else { t::add(lang()) };
    let changed = Rc::new(move || lists.installations.again());
    FormDialog { title: title.to_owned(), name, submit: common::save(lang()), done: t::saved(lang()), changed }.open(move |form| {
        let fields = Fields::new(form, installation.as_ref());
        let view = fields.view(form, installation.as_ref(), lists);
        Content::new(view, move || {
            let body = to_text(&validate_installation(&fields.edit(), fields.product_in(lists).as_ref())?);
            Ok(match &installation {
                Some(i) => Call::put(paths::installation(&i.id), i.version, body),
                None => Call::post(paths::INSTALLATIONS, body),
            })
        })
    });
}

impl Fields {
    fn new(form: Form, i: Option<&Installation>) -> Self {
        let value = |path: &str, initial: Option<String>| form.value(path, &initial.unwrap_or_default());
        Self {
            partner: value("partner", None),
            customer: value("customer_id", i.map(|i| i.customer.id.clone())),
            product: value("product_id", i.map(|i| i.product.id.clone())),
            edition: value("edition_id", i.map(|i| i.edition.id.clone())),
            runs: value("runs", i.map(|i| i.runs.to_string())),
            host: value("host", i.and_then(|i| i.host.as_ref().map(ToString::to_string))),
            capacity: value("capacity", i.and_then(|i| i.capacity.map(|n| n.to_string()))),
            until: value("contract_until", i.and_then(|i| i.contract_until.map(|day| day.to_string()))),
            reference: value("reference", i.and_then(|i| i.reference.clone())),
        }
    }

    /// The chosen product.
    fn product_in(self, lists: Lists) -> Option<Product> {
        let id = self.product.get();
        lists.products.get()?.items.iter().find(|product| product.id == id).cloned()
    }

    fn view(self, form: Form, i: Option<&Installation>, lists: Lists) -> El {
        let choose = || (String::new(), t::choose(lang()).to_owned());
        let products = lists.products.get();
        let products = products.iter().flat_map(|p| &p.items).map(|p| (p.id.clone(), p.name.clone()));
        let products = core::iter::once(choose()).chain(products).collect();
        let editions = move || {
            let known = self.product_in(lists).map(|product| product.editions).unwrap_or_default();
            core::iter::once(choose()).chain(known.into_iter().map(|e| (e.id, e.name))).collect::<Vec<_>>()
        };
        let fields = div("fields")
            .child(Field::select(form, "product_id", t::product(lang()), self.product, products).view())
            .child(Field::select_from(form, "edition_id", t::edition(lang()), self.edition, editions).view())
            .child(Field::line(form, "runs", t::version(lang()), self.runs).hint(t::version_hint(lang())).view())
            .child(Field::line(form, "host", t::host(lang()), self.host).optional().view())
            .child(Field::number(form, "capacity", t::capacity(lang()), self.capacity).optional().view())
            .child(Field::date(form, "contract_until", t::contract_until(lang()), self.until).optional().view());
        let reference = if session::actor().is_vendor() { t::reference_vendor(lang()) } else { t::reference(lang()) };
        div("stack")
            .child(self.whose(form, i, lists))
            .child(fields)
            .child(Field::line(form, "reference", reference, self.reference).optional().view())
    }

    /// The customer; for the vendor after the partner whose they are.
    fn whose(self, form: Form, i: Option<&Installation>, lists: Lists) -> El {
        let choose = || (String::new(), t::choose(lang()).to_owned());
        let label = t::customer(lang());
        if let Some(i) = i {
            // It stays where it is: elsewhere it would be another one.
            let only = vec![(i.customer.id.clone(), i.customer.name.clone())];
            return Field::select(form, "customer_id", label, self.customer, only).view();
        }
        let known = move || {
            let all = lists.organisations.get();
            core::iter::once(choose()).chain(all.iter().flat_map(|p| &p.items).map(|o| (o.id.clone(), o.name.clone()))).collect::<Vec<_>>()
        };
        if !session::actor().is_vendor() {
            return Field::select_from(form, "customer_id", label, self.customer, known).view();
        }
        let theirs: Loaded<Page<Installation>> = reads::read(move || self.partners_installations(lists).unwrap_or_default());
        let customers = move || {
            let partner = self.partner.get();
            let mut all = vec![choose()];
            for i in theirs.get().iter().flat_map(|page| &page.items).filter(|i| i.partner.id == partner) {
                let customer = (i.customer.id.clone(), i.customer.name.clone());
                if !all.contains(&customer) {
                    all.push(customer);
                }
            }
            all
        };
        let customer = Field::select_from(form, "customer_id", label, self.customer, customers).hint(t::customer_hint_vendor(lang()));
        div("stack").child(Field::select_from(form, "partner", t::partner(lang()), self.partner, known).view()).child(customer.view())
    }

    /// Where the chosen partner's installations are read.
    fn partners_installations(self, lists: Lists) -> Option<String> {
        let id = self.partner.get();
        let all = lists.organisations.get()?;
        let name = &all.items.iter().find(|partner| partner.id == id)?.name;
        Some([paths::INSTALLATIONS, "?limit=1000&q=", &String::from(js_sys::encode_uri_component(name))].concat())
    }

    fn edit(self) -> EditInstallation {
        let text = |value: RwSignal<String>| value.get_untracked();
        EditInstallation {
            customer_id: text(self.customer),
            product_id: text(self.product),
            edition_id: text(self.edition),
            runs: text(self.runs),
            host: text(self.host),
            capacity: Some(text(self.capacity)).filter(|n| !n.trim().is_empty()).map(|n| crate::ui::record::number(&n)),
            contract_until: text(self.until).parse().ok(),
            reference: text(self.reference),
        }
    }
}
