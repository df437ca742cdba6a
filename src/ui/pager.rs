//! Moving through a list page by page. Cursors go forwards only; back is the browser's own button, and there is a way to the beginning.

use eyelevel_texts::ui as t;

use super::{
    button,
    el::{El, el},
};
use crate::i18n::lang;

/// `first`: the address of the first page, when this is another one; `next`: that of the next, if there is one.
#[must_use]
pub(crate) fn pager(first: Option<&str>, next: Option<&str>) -> El {
    let link = |href: Option<&str>, label: &str| href.map(|href| button::link("button", href, label));
    el("nav")
        .class("pager")
        .attr("aria-label", t::pages(lang()))
        .child(link(first, t::first_page(lang())))
        .child(link(next, t::next_page(lang())))
}
