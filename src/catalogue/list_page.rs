//! The catalogue: what can be asked for.

use std::rc::Rc;

use eyelevel_contract::{
    demo_kits::{Item, paths},
    page::Page,
    people::{Role, rules::Actor},
    requests::rules::{ASKERS, Refusal},
};
use eyelevel_texts::{catalogue as t, words};

use super::item;
use crate::{
    demo_kits,
    drafts::list::unfinished,
    filters,
    i18n::lang,
    reads, router, session,
    ui::{
        button,
        el::{El, div, el},
        empty::empty,
        loaded::Loaded,
    },
};

/// Whether this person keeps the catalogue.
pub(super) fn keeps(actor: &Actor) -> bool {
    actor.is_vendor() && actor.is(Role::Admin)
}

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let items: Loaded<Page<Item>> = reads::read(|| router::join(paths::CATALOGUE, &router::query()));
    let keep = keeps(&session::actor()).then(|| {
        let import = button::link("button", paths::CATALOGUE_IMPORT_PAGE, t::import(lang()));
        div("buttons").child(import).child(button::link("button primary", paths::ITEM_FORM, t::add(lang())))
    });
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(keep);
    let order =
        filters::choice(paths::CATALOGUE_PAGE, t::order(lang()), "sort", &[("", t::by_name(lang())), ("-name", t::by_name_last(lang()))]);
    let search = div("row").child(filters::search(paths::CATALOGUE_PAGE, t::search(lang()))).child(order);
    let shown = items.show(6, |page: &Rc<Page<Item>>| cards(page));
    div("page catalogue")
        .child(head)
        .child(unfinished(vec![demo_kits::DRAFT]))
        .child(search)
        .child(items.age())
        .child(div("stack").bind("aria-busy", move || items.is_stale().then(|| "true".to_owned())).child(shown))
}

fn cards(page: &Page<Item>) -> El {
    if page.items.is_empty() {
        if router::param("q").is_some() {
            return empty(t::none_found(lang()), button::link("button", paths::CATALOGUE_PAGE, t::show_all(lang())));
        }
        let add = keeps(&session::actor()).then(|| button::link("button", paths::ITEM_FORM, t::add(lang())));
        return empty(t::none(lang()), add);
    }
    let cards = page.items.iter().map(|item| el("li").child(item::card(item, "h2", actions(item))));
    let list = el("ul").class("items").child(cards.collect::<Vec<_>>());
    div("stack").child(list).child(filters::pages(paths::CATALOGUE_PAGE, page.next.as_deref()))
}

/// Ask for it, or change it; who can do neither is told why.
pub(super) fn actions(item: &Item) -> El {
    let actor = session::actor();
    let name = item.name.get(lang());
    let named = |link: El, label: String| link.attr("aria-label", &label);
    let ask = if !actor.is_partner() {
        None
    } else if actor.is_any(ASKERS) {
        Some(named(button::link("button", &paths::form_with(&item.id), t::ask(lang())), t::ask_for(lang(), name)))
    } else {
        let why = words::refusal(lang(), &Refusal::NeedsRole(ASKERS));
        Some(button::explained(named(button::secondary(t::ask(lang())), t::ask_for(lang(), name)), Some(why), || ()))
    };
    let edit =
        keeps(&actor).then(|| named(button::link("button", &paths::item_page(&item.id), t::edit(lang())), t::edit_item(lang(), name)));
    div("buttons").child(ask).child(edit)
}
