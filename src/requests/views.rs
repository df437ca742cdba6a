//! Saved views above board and list: links to the list's own addresses.

use eyelevel_contract::{
    page::Page,
    requests::{
        paths,
        views::{SavedView, VIEWS, VIEWS_PAGE},
    },
};
use eyelevel_texts::saved_views as t;

use crate::{
    filters,
    i18n::lang,
    reads, router,
    ui::{
        button,
        el::{El, dynamic, el, nothing},
        loaded::Loaded,
    },
};

/// The reader's views, the one that is shown marked; and the way to save what is shown.
#[must_use]
pub(crate) fn bar() -> El {
    let views: Loaded<Page<SavedView>> = reads::read(|| VIEWS.to_owned());
    el("nav").class("views").attr("aria-label", t::title(lang())).child(dynamic(move || {
        let Some(page) = views.get() else { return nothing() };
        // The board has no filters of its own.
        let shown = if router::path() == paths::PAGE { filters::sorted(&router::query()) } else { String::new() };
        let (mut list, mut known) = (el("ul").class("tabs"), shown.is_empty());
        for view in &page.items {
            let link = el("a").class("tab").attr("href", &router::join(paths::PAGE, &view.query)).child(view.name.as_str());
            let here = filters::sorted(&view.query) == shown;
            known |= here;
            list = list.child(el("li").child(if here { link.attr("aria-current", "page") } else { link }));
        }
        let way = if known {
            (!page.items.is_empty()).then(|| (VIEWS_PAGE.to_owned(), t::keep(lang())))
        } else {
            Some((router::join(VIEWS_PAGE, &shown), t::save(lang())))
        };
        list.child(way.map(|(href, label)| el("li").child(button::link("button quiet small", &href, label))))
    }))
}
