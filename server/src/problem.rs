//! Words errors in the caller's language: the outermost layer of the API.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use eyelevel_contract::statements::reading::{Refusal as Unread, RefusalKind as UnreadKind};
use eyelevel_contract::{
    lang::Lang, people::tokens::Barred, problem::Problem, requests::State, requests::rules::Refusal, validate::Faults,
};
use eyelevel_texts::{calendars, problems, statements, words};

use crate::error::Error;

/// Where every type of problem is explained; a problem's `type` is this address with its word.
pub const PAGE: &str = "/api/problems";

/// What is promised of how often one may ask, and what is left of it: an error says it as any answer does.
pub const RATE_LIMIT: [HeaderName; 2] = [HeaderName::from_static("ratelimit-policy"), HeaderName::from_static("ratelimit")];

/// How a program says who it is …
const BEARER: &str = "Bearer realm=\"eyelevel\"";
/// … why its token is not good …
const BAD_TOKEN: &str = "Bearer realm=\"eyelevel\", error=\"invalid_token\"";
/// … and that it does not go so far.
const BARRED: &str = "Bearer realm=\"eyelevel\", error=\"insufficient_scope\"";

/// Every type of problem: its word, its status, its sentence.
#[must_use]
pub fn types(lang: Lang) -> Vec<(&'static str, u16, &'static str)> {
    let one_each = [
        Error::Malformed(String::new()),
        Error::Unauthenticated,
        Error::WrongCredentials,
        Error::BadSignature,
        Error::BadToken,
        Error::NeedsRole(&[]),
        Error::Barred(Barred::ReadsOnly),
        Error::ForeignOrigin,
        Error::NotFound,
        Error::MethodNotAllowed,
        Error::Refused(Refusal::Not(State::Closed)),
        Error::ChangedMeanwhile,
        Error::GoesOnElsewhere,
        Error::TooLarge,
        Error::UnsupportedMediaType,
        Error::Invalid(Faults::new()),
        Error::Unread(Unread::whole(UnreadKind::Empty, "")),
        Error::KeyReused,
        Error::PreconditionRequired,
        Error::Throttled(1),
        Error::NoDocument,
        Error::Busy,
        Error::Internal(String::new()),
    ];
    one_each.iter().map(|error| (sentences(lang, error), error.status())).map(|((word, title, _), status)| (word, status, title)).collect()
}

/// Replaces the empty answer of an [`Error`] by its problem document.
pub async fn layer(request: Request, next: Next) -> Response {
    let lang = language(request.headers());
    let mut response = next.run(request).await;
    let Some(error) = taken_from(&mut response) else { return response };
    let mut worded = render(lang, &error);
    let [policy, state] = RATE_LIMIT;
    for name in [header::ALLOW, policy, state] {
        if let Some(said) = response.headers_mut().remove(&name) {
            worded.headers_mut().insert(name, said);
        }
    }
    worded
}

/// The error that an answer stands for: ours, or one that the framework found before a handler was asked.
#[must_use]
pub fn taken_from(response: &mut Response) -> Option<Arc<Error>> {
    let ours = response.extensions_mut().remove::<Arc<Error>>();
    ours.or_else(|| {
        let error = match response.status().as_u16() {
            // A path that is no text names nothing.
            400 | 404 => Error::NotFound,
            405 => Error::MethodNotAllowed,
            413 => Error::TooLarge,
            415 => Error::UnsupportedMediaType,
            422 => Error::Malformed("not what the form sends".to_owned()),
            _ => return None,
        };
        Some(Arc::new(error))
    })
}

/// The language that the caller asks for.
#[must_use]
pub fn language(headers: &axum::http::HeaderMap) -> Lang {
    let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    Lang::negotiate(accept)
}

fn render(lang: Lang, error: &Error) -> Response {
    let problem = problem(lang, error);
    let status = axum::http::StatusCode::from_u16(problem.status).unwrap_or_default();
    let mut response = (status, axum::Json(&problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    match error {
        Error::Throttled(seconds) => drop(headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds))),
        // RFC 6750, for programs; who has a browser is asked by no window for this.
        Error::Unauthenticated => drop(headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(BEARER))),
        Error::BadToken => drop(headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(BAD_TOKEN))),
        Error::Barred(_) => drop(headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(BARRED))),
        Error::Busy => drop(headers.insert(header::RETRY_AFTER, HeaderValue::from_static("30"))),
        _ => {}
    }
    response
}

/// The problem document of an error.
#[must_use]
pub fn problem(lang: Lang, error: &Error) -> Problem {
    let (word, title, detail) = sentences(lang, error);
    let mut problem = Problem {
        kind: format!("{PAGE}#{word}"),
        title: title.to_owned(),
        status: error.status(),
        detail,
        errors: Default::default(),
        missing_right: None,
    };
    match error {
        Error::Invalid(faults) => {
            for (field, faults) in faults.iter() {
                problem.errors.insert(field.to_owned(), faults.iter().map(|f| words::fault(lang, f)).collect());
            }
        }
        Error::Unread(why) => {
            problem.errors.insert("file".to_owned(), vec![statements::refused(lang, why)]);
        }
        Error::UnreadCalendar(why) => {
            problem.errors.insert("file".to_owned(), vec![calendars::refused(lang, *why)]);
        }
        Error::NeedsRole(roles) | Error::Refused(Refusal::NeedsRole(roles)) => {
            problem.missing_right = Some(roles.iter().map(|r| r.word()).collect::<Vec<_>>().join(" "));
        }
        Error::Refused(Refusal::VendorOnly) => problem.missing_right = Some("vendor".to_owned()),
        Error::Refused(Refusal::PartnerOnly) => problem.missing_right = Some("partner".to_owned()),
        Error::Refused(Refusal::NeedsRequester) => problem.missing_right = Some("requester".to_owned()),
        Error::Refused(Refusal::NeedsAnotherPerson) => problem.missing_right = Some("another-person".to_owned()),
        _ => {}
    }
    problem
}

fn sentences(lang: Lang, error: &Error) -> (&'static str, &'static str, Option<String>) {
    let plain = |word, title| (word, title, None);
    match error {
        Error::NotFound => plain("not-found", problems::not_found(lang)),
        Error::Unauthenticated => plain("unauthenticated", problems::unauthenticated(lang)),
        Error::WrongCredentials => plain("wrong-credentials", problems::wrong_credentials(lang)),
        Error::BadToken => plain("invalid-token", problems::invalid_token(lang)),
        Error::Barred(barred) => ("insufficient-scope", problems::insufficient_scope(lang), Some(barred_by(lang, *barred).to_owned())),
        Error::BadSignature => plain("bad-signature", problems::bad_signature(lang)),
        Error::Refused(r) if r.is_missing_right() => ("forbidden", problems::forbidden(lang), Some(words::refusal(lang, r))),
        Error::Refused(r) => ("conflict", problems::conflict(lang), Some(words::refusal(lang, r))),
        Error::NeedsRole(roles) => ("forbidden", problems::forbidden(lang), Some(words::refusal(lang, &Refusal::NeedsRole(roles)))),
        Error::Invalid(_) => plain("validation", problems::validation(lang)),
        Error::Unread(why) => ("unread", problems::unread(lang), Some(statements::refused(lang, why))),
        Error::UnreadCalendar(why) => ("unread", problems::unread(lang), Some(calendars::refused(lang, *why))),
        Error::Malformed(what) => ("malformed", problems::malformed(lang), Some(what.clone())),
        Error::UnsupportedMediaType => plain("unsupported-media-type", problems::unsupported_media_type(lang)),
        Error::TooLarge => plain("too-large", problems::too_large(lang)),
        Error::LargerThan(most) => ("too-large", problems::too_large(lang), Some(problems::at_most_megabytes(lang, most / 1_000_000))),
        Error::ChangedMeanwhile => plain("changed-meanwhile", problems::changed_meanwhile(lang)),
        Error::GoesOnElsewhere => plain("goes-on-elsewhere", problems::goes_on_elsewhere(lang)),
        Error::PreconditionRequired => plain("precondition-required", problems::precondition_required(lang)),
        Error::KeyReused => plain("key-reused", problems::key_reused(lang)),
        Error::ForeignOrigin => plain("foreign-origin", problems::foreign_origin(lang)),
        Error::Throttled(seconds) => ("throttled", problems::throttled(lang), Some(problems::wait_seconds(lang, *seconds))),
        Error::MethodNotAllowed => plain("method-not-allowed", problems::method_not_allowed(lang)),
        Error::NoDocument => plain("no-document", problems::no_document(lang)),
        Error::Busy => plain("busy", problems::busy(lang)),
        Error::Internal(_) => plain("internal", problems::internal(lang)),
    }
}

fn barred_by(lang: Lang, barred: Barred) -> &'static str {
    match barred {
        Barred::ReadsOnly => problems::token_reads(lang),
        Barred::SignsIn => problems::token_signs_in(lang),
    }
}
