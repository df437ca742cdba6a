use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use eyelevel_texts::{pages as texts, problems};
use maud::html;

use crate::app::App;
use crate::error::Error;
use crate::{pages, problem};

/// What every answer says unless it says something stricter of its own.
const DEFAULTS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(self), microphone=(), geolocation=(), payment=()"),
];

/// An answer that is no page may load nothing and run nothing.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Who was here by https comes by https for a year, and to whatever stands below this name, too.
const TRANSPORT: &str = "max-age=31536000; includeSubDomains";

/// Adds the headers.
pub(super) async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let private = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in DEFAULTS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    if app.config.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TRANSPORT));
    }
    if private {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

/// On the pages outside the portal an error is a page too.
pub(super) async fn page_errors(State(app): State<App>, request: Request, next: Next) -> Response {
    let lang = problem::language(request.headers());
    let mut response = next.run(request).await;
    if response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let Some(error) = problem::taken_from(&mut response) else { return response };
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let text = match *error {
        Error::NotFound => problems::not_found(lang).to_owned(),
        Error::ForeignOrigin => problems::foreign_origin(lang).to_owned(),
        Error::Internal(_) => problems::internal(lang).to_owned(),
        Error::Throttled(seconds) => format!("{} {}", problems::throttled(lang), problems::wait_seconds(lang, seconds)),
        _ => texts::try_again(lang).to_owned(),
    };
    let mut page = pages::notice(app.portal.style(), lang, "Eyelevel", status, texts::something_wrong_heading(lang), &text, &html! {});
    if let Error::Throttled(seconds) = *error {
        page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    page
}
