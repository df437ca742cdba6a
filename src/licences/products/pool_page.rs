//! The ready-made keys of a rule: how many are left, and more from a file.

use std::rc::Rc;

use eyelevel_contract::{
    imports::IMPORT_LINES,
    licences::{Issuer, KeyRule, POOL_LOW, Pool, PoolLevel, Product, paths},
};
use eyelevel_texts::{imports as ti, pools as t};

use crate::{
    i18n::lang,
    imports::{self, Importing},
    reads, router,
    ui::{
        button,
        el::{Child, El, div, dynamic, el, p},
        empty::empty,
        loaded::Loaded,
        reactive::untrack,
        status::{Tone, status},
    },
};

pub(in crate::licences) fn page(id: &str) -> El {
    let (product, pool) = (paths::product(id), paths::pool(id));
    let product: Loaded<Product> = reads::read(move || product.clone());
    let pool: Loaded<Pool> = reads::read(move || pool.clone());
    div("page pool").child(product.show_headed(4, move |product| {
        let product = Rc::clone(product);
        div("").child(dynamic(move || {
            let wanted = router::param("rule");
            untrack(|| of(&product, wanted.as_deref(), pool))
        }))
    }))
}

/// The pool of one of its rules.
fn of(product: &Product, wanted: Option<&str>, pool: Loaded<Pool>) -> El {
    let pools: Vec<&KeyRule> = product.rules.iter().filter(|rule| rule.issuer == Issuer::Pool).collect();
    let rule = pools.iter().find(|rule| wanted.is_none_or(|id| rule.id == id)).or(pools.first());
    let to_product = || button::link("button quiet", &paths::product_page(&product.id), t::to_product(lang()));
    let head = |title: &str| {
        router::title(title);
        div("page-head").child(el("h1").child(title)).child(to_product())
    };
    let Some(rule) = rule else {
        return div("stack wide-gap").child(head(t::title(lang()))).child(empty(t::no_pool(lang()), None::<El>));
    };
    let title = t::title_of(lang(), &product.name, &rule.versions);
    let importing = Importing {
        url: [&paths::pool(&product.id), "?rule=", &rule.id].concat(),
        lines: IMPORT_LINES,
        header: ti::header_keys(lang()),
        needed: ti::needed_keys(lang()),
        after: (ti::to_pool(lang()), paths::product_page(&product.id)),
        done: Rc::new(move || pool.again()),
    };
    let id = rule.id.clone();
    let warned = match &product.owner {
        Some(owner) => t::warned_owner(lang(), POOL_LOW, &owner.name),
        None => t::warned(lang(), POOL_LOW),
    };
    let looks = rule.pattern.as_ref().map_or_else(|| t::looks_signed(lang()).to_owned(), |pattern| t::looks_like(lang(), pattern));
    let level = pool.show(1, move |pool| pool.rules.iter().find(|level| level.rule_id == id).map_or_else(|| div(""), left));
    let card = el("section").class("card").attr("aria-label", t::title(lang()));
    let card = card.child(div("").child(level)).child(p("", &looks)).child(p("muted small", &warned));
    div("stack wide-gap")
        .child(head(&title))
        .child(others(product, &pools, rule))
        .child(p("muted", t::lead(lang())))
        .child(pool.age())
        .child(card)
        .child(imports::view(importing))
}

/// The product's other pools.
fn others(product: &Product, pools: &[&KeyRule], here: &KeyRule) -> Option<impl Child> {
    let tab = |rule: &&KeyRule| {
        let link = el("a").class("tab").attr("href", &paths::pool_page(&product.id, &rule.id)).child(rule.versions.to_string());
        el("li").child(if rule.id == here.id { link.attr("aria-current", "true") } else { link })
    };
    let tabs = || el("ul").class("tabs").child(pools.iter().map(tab).collect::<Vec<_>>());
    (pools.len() > 1).then(|| el("nav").attr("aria-label", t::which(lang())).child(tabs()))
}

fn left(level: &PoolLevel) -> El {
    let (tone, words, why) = match level.left {
        0 => (Tone::Late, t::none_left(lang()).to_owned(), t::none_left_why(lang())),
        n if level.low => (Tone::Owed, t::left(lang(), n), t::low_why(lang())),
        n => (Tone::Good, t::left(lang(), n), ""),
    };
    let big = div("pool-left").child(status(tone, &words));
    let row = div("row").child(big).child(p("muted", &t::handed_out(lang(), level.handed_out)));
    div("stack tight").child(row).child((!why.is_empty()).then(|| p("", why)))
}
