//! The frame of the pages outside the portal: small HTML without scripts, one style sheet, strict headers.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eyelevel_contract::lang::{Lang, PageLang};
use eyelevel_texts::{public_page as texts, words};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use sha2::{Digest as _, Sha256};

use crate::error::Error;

/// What these pages look like. It stands in the page itself: a small page is there with its first answer.
#[derive(Debug)]
pub struct Style {
    css: Option<String>,
    policy: HeaderValue,
}

impl Style {
    /// The built sheet; without one the page asks for it.
    #[must_use]
    pub fn new(css: Option<String>) -> Self {
        let hash = css.as_ref().map(|css| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(css))));
        // Nothing but our own style and forms that go to ourselves.
        let policy = format!(
            "default-src 'none'; style-src {}; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            hash.as_deref().unwrap_or("'self'")
        );
        let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        Self { css, policy }
    }
}

/// What a file may do that comes from somebody else: nothing, wherever it is opened.
pub const FILE_POLICY: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/// The languages of the pages that lead into the portal.
pub const PORTAL: &[PageLang] = &[PageLang::De, PageLang::En];

/// A page outside the portal.
pub struct Page<'a> {
    pub lang: PageLang,
    /// The languages that it can be read in.
    pub langs: &'static [PageLang],
    /// For the window; the page's own heading stands in the body.
    pub title: &'a str,
    /// Whose portal this is.
    pub vendor: &'a str,
    /// The page's own address, for reading it in another language; empty where there is none.
    pub here: &'a str,
    /// More for the head: what to prefetch.
    pub head: Markup,
    pub body: Markup,
}

impl Page<'_> {
    /// The answer with its headers. It is never cached, and says nothing to the next site about where somebody came from.
    #[must_use]
    pub fn answer(self, style: &Style, status: StatusCode) -> Response {
        let lang = self.lang;
        let markup = html! {
            (DOCTYPE)
            html lang=(lang.word()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex, nofollow";
                    title { (self.title) " · " (self.vendor) }
                    link rel="icon" href="data:,";
                    @match &style.css {
                        Some(css) => { style { (PreEscaped(css)) } }
                        None => { link rel="stylesheet" href="/public.css"; }
                    }
                    (self.head)
                }
                body.public {
                    header.public-head { (self.vendor) }
                    main.public-main #main { (self.body) }
                    footer.public-foot {
                        @if !self.here.is_empty() {
                            nav.public-langs aria-label=(texts::languages(lang)) {
                                @for other in self.langs.iter().filter(|other| **other != lang) {
                                    a href=(in_language(self.here, *other)) lang=(other.word()) hreflang=(other.word()) { (texts::language(*other)) }
                                }
                            }
                        }
                        span { (texts::made_with(lang)) }
                    }
                }
            }
        };
        let mut response = (status, markup).into_response();
        protect(response.headers_mut(), style.policy.clone());
        response
    }
}

/// A page's address, for reading it in a language.
#[must_use]
pub fn in_language(here: &str, lang: PageLang) -> String {
    format!("{here}{}lang={lang}", if here.contains('?') { "&" } else { "?" })
}

/// Headers of a page that carries something private in its address or its text.
fn protect(headers: &mut HeaderMap, policy: HeaderValue) {
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    private(headers);
}

/// Headers of anything whose address is private, a page or not.
pub fn private(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        // Nothing for other sites; not `no-referrer`, under which browsers send our own forms with `Origin: null`.
        (header::REFERRER_POLICY, "same-origin"),
        (header::HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// A text field with its label and, below it, what is wrong.
#[must_use]
pub fn field(input: &Field<'_>) -> Markup {
    let error = format!("{}-error", input.name);
    let hint = format!("{}-hint", input.name);
    let described = match (input.error.is_some(), input.hint.is_empty()) {
        (true, _) => Some(error.clone()),
        (false, false) => Some(hint.clone()),
        (false, true) => None,
    };
    html! {
        div.field {
            label for=(input.name) { (input.label) }
            @if !input.hint.is_empty() { p.field-hint id=(hint) { (input.hint) } }
            @if input.kind == "textarea" {
                textarea.input id=(input.name) name=(input.name) rows="4" required aria-describedby=[described]
                    aria-invalid=[input.error.is_some().then_some("true")] { (input.value) }
            } @else {
                input.input id=(input.name) name=(input.name) type=(input.kind) value=(input.value) autocomplete=(input.autocomplete) required
                    aria-describedby=[described] aria-invalid=[input.error.is_some().then_some("true")];
            }
            @if let Some(text) = &input.error { p.field-error id=(error) { (text) } }
        }
    }
}

/// What [`field`] shows.
pub struct Field<'a> {
    pub name: &'a str,
    pub label: &'a str,
    /// The input's type, or `textarea`.
    pub kind: &'a str,
    pub value: &'a str,
    pub autocomplete: &'a str,
    pub hint: &'a str,
    pub error: Option<String>,
}

/// What is wrong at a field, in one sentence.
#[must_use]
pub fn fault(lang: Lang, error: &Error, field: &str) -> Option<String> {
    let Error::Invalid(all) = error else { return None };
    all.of(field).first().map(|f| words::fault(lang, f))
}

/// A page that says what is the matter and what to do next.
#[must_use]
pub fn notice(
    style: &Style,
    lang: impl Into<PageLang>,
    vendor: &str,
    status: StatusCode,
    heading: &str,
    text: &str,
    more: &Markup,
) -> Response {
    let body = html! {
        h1 { (heading) }
        p { (text) }
        (more)
    };
    Page { lang: lang.into(), langs: &[], title: heading, vendor, here: "", head: html! {}, body }.answer(style, status)
}
