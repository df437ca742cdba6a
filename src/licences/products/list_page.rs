//! All products, and what is left in their pools.

use std::rc::Rc;

use eyelevel_contract::{
    licences::{KeyRule, Pool, Product, paths, rules::can_keep_products},
    page::Page,
};
use eyelevel_texts::products as t;

use super::{from, keeps, left};
use crate::{
    filters,
    i18n::{date, lang},
    reads, router, session,
    ui::{
        button,
        el::{El, div, el, p, span},
        empty::empty,
        loaded::Loaded,
        table::{Column, cell, row, table},
    },
};

pub(in crate::licences) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let actor = session::actor();
    let keeps = keeps(&actor);
    let list: Loaded<Page<Product>> = reads::read(|| router::join(paths::PRODUCTS, &router::query()));
    let pools: Loaded<Pool> = reads::read(move || if keeps { paths::POOLS.to_owned() } else { String::new() });
    let add = match button::why(can_keep_products(&actor)) {
        None => Some(button::link("button primary", paths::PRODUCT_FORM, t::add(lang()))),
        why => actor.is_vendor().then(|| button::explained(button::primary(t::add(lang())), why, || ())),
    };
    let ring = keeps.then(|| button::link("button", paths::SIGNING_KEYS_PAGE, t::signing_keys(lang())));
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(div("buttons").child(ring).child(add));
    // What is left is told as soon as it is known.
    let shown = list.show(4, move |page: &Rc<Page<Product>>| rows(page, pools.get().as_deref(), keeps));
    div("page products")
        .child(head)
        .child(p("muted", t::lead(lang())))
        .child(div("filters").child(filters::search(paths::PRODUCTS_PAGE, t::search(lang()))))
        .child(list.age())
        .child(div("stack").child(shown))
}

fn rows(page: &Page<Product>, pool: Option<&Pool>, keeps: bool) -> El {
    if page.items.is_empty() {
        if router::param("q").is_some() {
            return empty(t::none_found(lang()), button::link("button", paths::PRODUCTS_PAGE, t::show_all(lang())));
        }
        let add = keeps.then(|| button::link("button", paths::PRODUCT_FORM, t::add(lang())));
        return empty(if keeps { t::none(lang()) } else { t::none_yet(lang()) }, add);
    }
    let labels = [t::product(lang()), t::editions(lang()), t::keys(lang()), t::newest(lang()), t::owner(lang())];
    let line = |product: &Product| {
        let name = el("a").attr("href", &paths::product_page(&product.id)).child(product.name.as_str());
        let name = div("stack cell").child(name).child(span("small muted", product.code.as_str()));
        let editions = product.editions.iter().map(|e| e.name.as_str()).collect::<Vec<_>>().join(", ");
        let newest = product.releases.first().map(|r| t::on_day(lang(), &r.version, date(r.published_on)));
        row([
            cell(labels[0], name),
            cell(labels[1], editions),
            cell(labels[2], keys(product, pool)),
            cell(labels[3], newest.unwrap_or_else(|| t::no_release(lang()).to_owned())),
            cell(labels[4], product.owner.as_ref().map_or_else(|| t::nobody(lang()).to_owned(), |owner| owner.name.clone())),
        ])
    };
    let lines = page.items.iter().map(line).collect();
    let table = table("products-table", t::title(lang()), labels.map(Column::plain).into(), lines);
    div("stack").child(table).child(filters::pages(paths::PRODUCTS_PAGE, page.next.as_deref()))
}

/// Which key fits which version, and how many are left.
pub(super) fn keys(product: &Product, pool: Option<&Pool>) -> El {
    if product.rules.is_empty() {
        return span("muted", t::no_rules(lang()));
    }
    let rule = |rule: &KeyRule| {
        let level = pool.and_then(|pool| pool.rules.iter().find(|level| level.rule_id == rule.id));
        let words = [&rule.versions.to_string(), ": ", from(rule.issuer)].concat();
        el("li").class("row").child(span("", &words)).child(level.map(left))
    };
    el("ul").class("stack cell").child(product.rules.iter().map(rule).collect::<Vec<_>>())
}
