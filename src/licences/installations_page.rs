//! Licences: what runs at which customer, on what, until when, and what can be asked for it.

use std::rc::Rc;

use eyelevel_contract::{
    json::to_text,
    licences::{
        EditInstallation, Installation, Intent, Product, RunsOut, paths,
        rules::{ASKERS, can_keep_installations},
        runs_out, validate_installation,
    },
    page::Page,
    people::{Organisation, OrganisationKind, rules::Actor},
};
use eyelevel_texts::{common, installations as t, licences as tl};

use crate::{
    client::Call,
    clock, filters,
    form_dialog::{Content, FormDialog},
    i18n::{date, day_of, lang},
    people::organisations,
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, p, span},
        empty::empty,
        field::Field,
        form::Form,
        loaded::Loaded,
        menu::menu,
        reactive::{Get, GetUntracked, RwSignal},
        status::{Tone, status},
        table::{Column, cell, row, table},
    },
};

/// What the form chooses from, and the list that it changes.
#[derive(Clone, Copy)]
struct Lists {
    customers: Loaded<Page<Organisation>>,
    products: Loaded<Page<Product>>,
    installations: Loaded<Page<Installation>>,
}

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let actor = session::actor();
    let lists = Lists {
        customers: reads::read(|| organisations::of(OrganisationKind::Customer)),
        products: reads::read(|| [paths::PRODUCTS, "?limit=1000"].concat()),
        installations: reads::read(|| router::join(paths::INSTALLATIONS, &router::query())),
    };
    // The vendor corrects; what is new, the partner knows.
    let add = actor.is_partner().then(|| {
        let why = button::why(can_keep_installations(&actor, &actor.organisation_id));
        button::explained(button::secondary(t::add(lang())), why, move || edit(None, lists))
    });
    let ask = asks(&actor).then(|| button::link("button primary", paths::FORM, t::ask(lang())));
    let renewals = actor.is_partner().then(|| button::link("button", paths::RENEWALS_PAGE, t::runs_out(lang())));
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(div("buttons").child(renewals).child(add).child(ask));
    let ends = [
        ("", t::any_end(lang()).to_owned()),
        (RunsOut::Ended.word(), t::ended(lang()).to_owned()),
        (RunsOut::Days30.word(), t::within(lang(), 30)),
        (RunsOut::Days90.word(), t::within(lang(), 90)),
    ];
    let ends = ends.each_ref().map(|(word, label)| (*word, label.as_str()));
    let tools = div("row").child(filters::search(paths::INSTALLATIONS_PAGE, t::search(lang()))).child(filters::choice(
        paths::INSTALLATIONS_PAGE,
        t::contract(lang()),
        "runs_out",
        &ends,
    ));
    let shown = lists.installations.show(6, move |page: &Rc<Page<Installation>>| rows(page, lists));
    let lead = if actor.is_vendor() { t::lead_vendor(lang()) } else { t::lead(lang()) };
    div("page installations")
        .child(head)
        .child(p("muted", lead))
        .child(div("filters").child(tools))
        .child(lists.installations.age())
        .child(div("stack").child(shown))
}

fn rows(page: &Page<Installation>, lists: Lists) -> El {
    let actor = session::actor();
    if page.items.is_empty() {
        let filtered = ["q", "runs_out"].iter().any(|name| router::param(name).is_some());
        let all = filtered.then(|| button::link("button", paths::INSTALLATIONS_PAGE, t::show_all(lang())));
        return empty(if filtered { t::none_found(lang()) } else { t::none(lang()) }, all);
    }
    let vendor = actor.is_vendor();
    let mut columns = vec![t::customer(lang()), t::product(lang()), t::version(lang()), t::host(lang()), t::contract(lang())];
    columns.extend(vendor.then(|| t::partner(lang())));
    columns.push(t::actions(lang()));
    let today = day_of(clock::now());
    let line = |i: &Installation| {
        let product = div("stack cell").child(i.product.name.as_str()).child(span("small muted", &edition(i)));
        let contract = match i.contract_until {
            None => span("muted", t::no_contract(lang())),
            Some(day) => {
                let soon = match runs_out(day, today) {
                    Some(RunsOut::Ended) => Tone::Late,
                    Some(RunsOut::Days7 | RunsOut::Days30) => Tone::Owed,
                    _ => Tone::Calm,
                };
                let words = if soon == Tone::Late { t::ended_on(lang(), date(day)) } else { t::until(lang(), date(day)) };
                status(soon, &words)
            }
        };
        let key = i.key_until.map(|at| span("small muted", &t::key_until(lang(), date(day_of(at)))));
        let contract = div("stack cell").child(contract).child(key);
        let customer = div("stack cell").child(i.customer.name.as_str()).child(i.reference.as_deref().map(|r| span("small muted", r)));
        let why = button::why(can_keep_installations(&actor, &i.partner.id));
        let chosen = i.clone();
        let change = button::quiet(t::edit(lang())).class("button quiet small");
        let change = change.attr("aria-label", &t::edit_named(lang(), &i.product.name, &i.customer.name));
        row([
            cell(t::customer(lang()), customer),
            cell(t::product(lang()), product),
            cell(t::version(lang()), i.runs.to_string()),
            cell(t::host(lang()), i.host.as_ref().map_or_else(|| t::any_host(lang()).to_owned(), ToString::to_string)),
            cell(t::contract(lang()), contract),
        ])
        .child(vendor.then(|| cell(t::partner(lang()), i.partner.name.as_str())))
        .child(cell(
            t::actions(lang()),
            div("row").child(asks(&actor).then(|| wishes(i))).child(button::explained(change, why, move || edit(Some(&chosen), lists))),
        ))
    };
    let lines = page.items.iter().map(line).collect();
    let class = if vendor { "installations-table for-vendor" } else { "installations-table" };
    let table = table(class, t::title(lang()), columns.into_iter().map(Column::plain).collect(), lines);
    div("stack").child(table).child(filters::pages(paths::INSTALLATIONS_PAGE, page.next.as_deref()))
}

/// Whoever asks for keys.
fn asks(actor: &Actor) -> bool {
    actor.is_partner() && actor.is_any(ASKERS)
}

/// What can be asked for an installation; each leads to the form.
fn wishes(i: &Installation) -> El {
    let named = |what: &str| t::for_named(lang(), what, &i.product.name, &i.customer.name);
    let at = |intent| paths::form_for(&i.id, intent);
    let renew = tl::intent(lang(), Intent::Renew);
    let first = button::link("button small", &at(Intent::Renew), renew).attr("aria-label", &named(renew));
    let item = |intent, label: &str| button::link("menu-item", &at(intent), label);
    let rest = vec![
        item(Intent::Upgrade, tl::intent(lang(), Intent::Upgrade)),
        item(Intent::Move, tl::intent(lang(), Intent::Move)),
        item(Intent::Rejected, t::rejected(lang())),
        item(Intent::Bridge, t::is_down(lang())),
    ];
    let opener = button::quiet(t::more(lang())).class("button quiet small opens").attr("aria-label", &named(t::more(lang())));
    div("row").child(first).child(menu(opener, rest))
}

/// The edition, and how much it counts.
fn edition(i: &Installation) -> String {
    i.capacity.map_or_else(|| i.edition.name.clone(), |n| [&i.edition.name, ", ", &n.to_string()].concat())
}

/// What the form holds.
#[derive(Clone, Copy)]
struct Fields {
    customer: RwSignal<String>,
    product: RwSignal<String>,
    edition: RwSignal<String>,
    runs: RwSignal<String>,
    host: RwSignal<String>,
    capacity: RwSignal<String>,
    until: RwSignal<String>,
    reference: RwSignal<String>,
}

fn edit(installation: Option<&Installation>, lists: Lists) {
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
        let customers = match i {
            // It stays where it is: elsewhere it would be another one.
            Some(i) => vec![(i.customer.id.clone(), i.customer.name.clone())],
            None => {
                let all = lists.customers.get();
                core::iter::once(choose()).chain(all.iter().flat_map(|p| &p.items).map(|c| (c.id.clone(), c.name.clone()))).collect()
            }
        };
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
        div("stack")
            .child(Field::select(form, "customer_id", t::customer(lang()), self.customer, customers).view())
            .child(fields)
            .child(Field::line(form, "reference", t::reference(lang()), self.reference).optional().view())
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
