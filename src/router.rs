//! The address: what is shown follows it, and every filter stands in it.
//!
//! Links are ordinary `<a href>`; a click on one that leads to a page of the portal stays here. `leptos_router` would cost 44 kB.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlAnchorElement, HtmlElement, MouseEvent, UrlSearchParams};

use crate::ui::el::El;
use crate::ui::reactive::{ArcRwSignal, Get, GetUntracked, Set, document, window};

/// Paths that the server answers, not the portal.
const OUTSIDE: [&str; 6] = ["/api/", "/r/", "/sign-in", "/invitation/", "/reset", "/dev/"];

/// A page of the portal: the path it has (`:id` stands for any one part, once), and its view, given that part.
pub(crate) struct Route {
    pattern: &'static str,
    page: fn(&str) -> El,
}

impl Route {
    /// A page at a path.
    #[must_use]
    pub(crate) const fn new(pattern: &'static str, page: fn(&str) -> El) -> Self {
        Self { pattern, page }
    }
}

/// The view of the first page whose path it is.
#[must_use]
pub(crate) fn view(routes: &[&[Route]], path: &str) -> Option<El> {
    routes.iter().copied().flatten().find_map(|route| fits(route.pattern, path).map(|id| (route.page)(id)))
}

/// The part that stands for `:id` (empty if there is none); `None` if the path is another one.
fn fits<'a>(pattern: &str, path: &'a str) -> Option<&'a str> {
    match pattern.split_once(":id") {
        Some((start, end)) => path.strip_prefix(start)?.strip_suffix(end).filter(|id| !id.is_empty() && !id.contains('/')),
        None => (path == pattern).then_some(""),
    }
}

thread_local! {
    static PATH: ArcRwSignal<String> = ArcRwSignal::new(location().0);
    static QUERY: ArcRwSignal<String> = ArcRwSignal::new(location().1);
}

/// Path, and query without its question mark.
fn location() -> (String, String) {
    let location = window().location();
    let query = location.search().unwrap_or_default();
    (location.pathname().unwrap_or_default(), query.trim_start_matches('?').to_owned())
}

/// The path; a view that reads it follows it.
#[must_use]
pub(crate) fn path() -> String {
    PATH.with(Get::get)
}

/// The query string without its question mark; a view that reads it follows it.
#[must_use]
pub(crate) fn query() -> String {
    QUERY.with(Get::get)
}

/// One value of the query; a view that reads it follows the query.
#[must_use]
pub(crate) fn param(name: &str) -> Option<String> {
    value(&query(), name)
}

/// One value of a query string.
#[must_use]
pub(crate) fn value(query: &str, name: &str) -> Option<String> {
    UrlSearchParams::new_with_str(query).ok()?.get(name)
}

/// Path and query as they are now, for coming back.
#[must_use]
pub(crate) fn here() -> String {
    let (path, query) = location();
    join(&path, &query)
}

/// A path with a query, if there is one.
#[must_use]
pub(crate) fn join(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { [path, "?", query].concat() }
}

/// Goes to a page of the portal.
pub(crate) fn go(href: &str) {
    let state = wasm_bindgen::JsValue::NULL;
    if window().history().is_ok_and(|history| history.push_state_with_url(&state, "", Some(href)).is_ok()) && arrived() {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Changes the address without a step in the history: for filters that are being typed.
pub(crate) fn replace(href: &str) {
    if window().history().is_ok_and(|h| h.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(href)).is_ok()) {
        arrived();
    }
}

/// Leaves the portal.
pub(crate) fn leave(href: &str) {
    let _ = window().location().assign(href);
}

/// The address has changed; gives whether another page is shown now.
fn arrived() -> bool {
    let (path, query) = location();
    // First the query: who listens to both sees the new one when the path changes.
    if QUERY.with(GetUntracked::get_untracked) != query {
        QUERY.with(|signal| signal.set(query));
    }
    let other = PATH.with(GetUntracked::get_untracked) != path;
    if other {
        PATH.with(|signal| signal.set(path));
        crate::task::after(0, focus_heading);
    }
    other
}

/// Screen readers read where they have come to; the keyboard goes on from there.
fn focus_heading() {
    if let Ok(Some(main)) = document().query_selector("main") {
        let _ = main.unchecked_into::<HtmlElement>().focus();
    }
}

/// The page's name in the window's title.
pub(crate) fn title(name: &str) {
    document().set_title(&[name, " · ", eyelevel_texts::common::product(crate::i18n::lang())].concat());
}

/// Listens to clicks on links and to the history, for as long as the page lives.
pub(crate) fn start() {
    let click = Closure::<dyn FnMut(MouseEvent)>::new(|event: MouseEvent| {
        if let Some(href) = portal_link(&event) {
            event.prevent_default();
            go(&href);
        }
    });
    let back = Closure::<dyn FnMut()>::new(|| {
        arrived();
    });
    let _ = document().add_event_listener_with_callback("click", click.as_ref().unchecked_ref());
    let _ = window().add_event_listener_with_callback("popstate", back.as_ref().unchecked_ref());
    click.forget();
    back.forget();
}

/// Where a plain click on a link to a page of the portal leads.
fn portal_link(event: &MouseEvent) -> Option<String> {
    if event.default_prevented() || event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return None;
    }
    let target: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.unchecked_into();
    let path = link.pathname();
    let ours = link.origin() == window().location().origin().ok()?
        && !link.has_attribute("target")
        && !link.has_attribute("download")
        && !link.get_attribute("href")?.starts_with('#')
        && !OUTSIDE.iter().any(|outside| path.starts_with(outside));
    ours.then(|| path + &link.search())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_pattern_takes_one_part() {
        assert_eq!(fits("/requests", "/requests"), Some(""));
        assert_eq!(fits("/demo-kits/:id", "/demo-kits/abc"), Some("abc"));
        for other in ["/demo-kits/", "/demo-kits", "/demo-kits/a/b", "/x/abc"] {
            assert_eq!(fits("/demo-kits/:id", other), None, "{other}");
        }
        assert_eq!(fits("/demo-kits/:id/copy", "/demo-kits/abc/copy"), Some("abc"));
        for other in ["/demo-kits//copy", "/demo-kits/abc", "/demo-kits/a/b/copy"] {
            assert_eq!(fits("/demo-kits/:id/copy", other), None, "{other}");
        }
    }

    #[test]
    fn an_address_holds_a_query_and_gives_it_back() {
        use eyelevel_contract::requests::{RequestQuery, Section, Sort};
        let query = RequestQuery {
            section: Some(Section::WithVendor),
            q: Some("Müller & Söhne=?#+%".to_owned()),
            sort: Some(Sort::UpdatedLast),
            limit: Some(1000),
            ..RequestQuery::default()
        };
        let text = query.to_query();
        assert_eq!(RequestQuery::read(|name| value(&text, name)), query);
        assert_eq!(join("/requests", &text), ["/requests?", &text].concat());
        assert_eq!(join("/requests", ""), "/requests");
    }
}
