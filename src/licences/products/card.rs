//! A product as everybody sees it, and what is left in its pools as its keepers see it.

use std::rc::Rc;

use eyelevel_contract::{
    json::Json,
    licences::{Issuer, Pool, Product, Release, paths},
};
use eyelevel_texts::products as t;

use super::{left, list_page::keys};
use crate::{
    i18n::{date, lang},
    reads, router,
    ui::{
        button,
        el::{El, div, el, nothing, span},
        loaded::Loaded,
        record::typed,
    },
};

/// The page of whoever does not keep it.
pub(super) fn page(id: &str) -> El {
    let url = paths::product(id);
    let product: Loaded<Product> = reads::read(move || url.clone());
    div("page").child(product.show_headed(6, |product| {
        router::title(&product.name);
        let back = button::link("button quiet", paths::PRODUCTS_PAGE, t::back(lang()));
        let head = div("page-head").child(el("h1").child(product.name.as_str())).child(back);
        div("stack wide-gap").child(head).child(facts(product))
    }))
}

fn facts(product: &Product) -> El {
    let fact = |name: &str, value: El| [el("dt").child(name), el("dd").child(value)];
    let editions = product.editions.iter().map(|e| e.name.as_str()).collect::<Vec<_>>().join(", ");
    let release = |r: &Release| el("li").child(t::on_day(lang(), &r.version, date(r.published_on)));
    let releases = el("ul").child(product.releases.iter().map(release).collect::<Vec<_>>());
    let owner = product.owner.as_ref().map_or(t::nobody(lang()), |owner| owner.name.as_str());
    let mut facts = vec![
        fact(t::code(lang()), span("", product.code.as_str())),
        fact(t::editions(lang()), span("", &editions)),
        fact(t::keys(lang()), keys(product, None)),
        fact(t::releases(lang()), if product.releases.is_empty() { span("muted", t::no_release(lang())) } else { releases }),
        fact(t::owner(lang()), span("", owner)),
    ];
    if product.counts() {
        facts.insert(2, fact(t::counts(lang()), span("", product.capacity_unit.get(lang()))));
    }
    el("section").class("card").attr("aria-label", t::what(lang())).child(el("dl").class("facts").child(facts))
}

/// What is left of each of its pools, and the way to fill them.
pub(super) fn pools(product: &Rc<Json>) -> El {
    let product: Product = typed(product);
    if product.rules.iter().all(|rule| rule.issuer != Issuer::Pool) {
        return nothing();
    }
    let url = paths::pool(&product.id);
    let pool: Loaded<Pool> = reads::read(move || url.clone());
    let levels = pool.show(1, move |pool| {
        let mut list = el("ul").class("stack tight");
        for level in &pool.rules {
            let Some(rule) = product.rules.iter().find(|rule| rule.id == level.rule_id) else { continue };
            let versions = rule.versions.to_string();
            let fill = button::link("button small", &paths::pool_page(&product.id, &rule.id), t::fill(lang()));
            let fill = fill.attr("aria-label", &t::fill_named(lang(), &versions));
            list =
                list.child(el("li").class("row").child(span("grow", &t::for_versions(lang(), &versions))).child(left(level)).child(fill));
        }
        list
    });
    el("section").class("card").child(el("h2").child(t::pools(lang()))).child(div("").child(levels))
}
