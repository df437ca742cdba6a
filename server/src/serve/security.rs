use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use eyelevel_texts::{pages as texts, problems};
use maud::html;

use crate::error::Error;
use crate::{pages, problem};

/// What every answer says unless it says something stricter of its own.
const DEFAULTS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=()"),
];

/// An answer that is no page may load nothing and run nothing.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// Adds the headers.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let private = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in DEFAULTS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    if private {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

/// On the pages outside the portal an error is a page too.
pub(super) async fn page_errors(request: Request, next: Next) -> Response {
    let lang = problem::language(request.headers());
    let mut response = next.run(request).await;
    let Some(error) = response.extensions_mut().remove::<std::sync::Arc<Error>>() else { return response };
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let text = match *error {
        Error::NotFound => problems::not_found(lang),
        Error::ForeignOrigin => problems::foreign_origin(lang),
        Error::Internal(_) => problems::internal(lang),
        _ => texts::try_again(lang),
    };
    pages::notice(lang, "Eyelevel", status, texts::something_wrong_heading(lang), text, &html! {})
}
