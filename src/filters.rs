//! Filters that stand in the address: a search, tabs, an order, the place in a list. The address' words are the API's.

use core::cell::RefCell;
use std::rc::Rc;

use crate::ui::reactive::{GetUntracked, RwSignal, Set, document};
use gloo_timers::callback::Timeout;
use web_sys::{HtmlInputElement, HtmlSelectElement, UrlSearchParams};

use crate::{
    router,
    ui::{
        el::{El, div, el},
        field,
        pager::pager,
    },
};

/// Typing has paused this long: now it is asked for.
const PAUSE: u32 = 250;

/// The page's address as it is, but for these values; an empty one is left out. From the first page on, unless `cursor` is among them.
#[must_use]
pub(crate) fn address(page: &str, changes: &[(&str, &str)]) -> String {
    let query = router::query();
    let Ok(params) = UrlSearchParams::new_with_str(&query) else { return page.to_owned() };
    params.delete("cursor");
    for (name, value) in changes {
        if value.is_empty() {
            params.delete(name);
        } else {
            params.set(name, value);
        }
    }
    router::join(page, &String::from(params.to_string()))
}

/// A query as it can be compared with another one: whatever their order, and without a place in the list.
#[must_use]
pub(crate) fn sorted(query: &str) -> String {
    let Ok(params) = UrlSearchParams::new_with_str(query) else { return String::new() };
    params.delete("cursor");
    let _ = params.sort();
    String::from(params.to_string())
}

/// A search whose text is `q` in the address. It follows the typing after a pause; typing never waits.
#[must_use]
pub(crate) fn search(page: &str, label: &str) -> El {
    let page: Rc<str> = page.into();
    let now = || router::param("q").unwrap_or_default();
    let value = RwSignal::new(now());
    let waiting = RefCell::new(None::<Timeout>);
    let input = field::search(label, value, move |typed| {
        let page = Rc::clone(&page);
        // The one before it is called off.
        waiting.replace(Some(Timeout::new(PAUSE, move || router::replace(&address(&page, &[("q", &typed)])))));
    });
    let shown = input.node_as::<HtmlInputElement>();
    div("grow").child(input.effect(move || {
        let q = now();
        // While somebody types, what they type is right.
        let typing = document().active_element().is_some_and(|active| active.is_same_node(Some(&shown)));
        if !typing && value.get_untracked() != q {
            value.set(q);
        }
    }))
}

/// Tabs that set one value of the address; the first option is the one that holds when nothing is set.
#[must_use]
pub(crate) fn tabs(page: &str, label: &str, name: &'static str, options: &[(&'static str, &str)]) -> El {
    let page: Rc<str> = page.into();
    let tab = |(value, label): &(&'static str, &str)| {
        let (value, page) = (*value, Rc::clone(&page));
        let here = move || (router::param(name).unwrap_or_default() == value).then(|| "true".to_owned());
        let href = move || Some(address(&page, &[(name, value)]));
        el("li").child(el("a").class("tab").child(*label).bind("aria-current", here).bind("href", href))
    };
    el("nav").attr("aria-label", label).child(el("ul").class("tabs").child(options.iter().map(tab).collect::<Vec<_>>()))
}

/// The way on in a list: to its beginning, if this is not it, and to what follows.
#[must_use]
pub(crate) fn pages(page: &str, next: Option<&str>) -> Option<El> {
    let first = router::param("cursor").map(|_| address(page, &[]));
    let next = next.map(|cursor| address(page, &[("cursor", cursor)]));
    (first.is_some() || next.is_some()).then(|| pager(first.as_deref(), next.as_deref()))
}

/// A choice that sets one value of the address; the first option is the one that holds when nothing is set.
#[must_use]
pub(crate) fn choice(page: &'static str, label: &str, name: &'static str, options: &[(&str, &str)]) -> El {
    let option = |(value, label): &(&str, &str)| el("option").attr("value", value).child(*label);
    let select = el("select").class("input fit").attr("aria-label", label).child(options.iter().map(option).collect::<Vec<_>>());
    let node: HtmlSelectElement = select.node_as();
    let shown = node.clone();
    let select = select.on("change", move |_| router::replace(&address(page, &[(name, &node.value())])));
    select.effect(move || shown.set_value(&router::param(name).unwrap_or_default()))
}
