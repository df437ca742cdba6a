//! The service around the features: the portal's files, headers, the origin of writes, health, documentation, figures.

pub mod docs;
mod health;
mod log;
pub mod metrics;
mod origin;
mod policy;
pub mod portal;
mod problems;
mod run;
mod security;

pub use run::run;

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};
use eyelevel_contract::attachments;
use eyelevel_contract::statements::paths as statements;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};

use crate::app::App;
use crate::error::Error;
use crate::people::session;
use crate::{extract, problem};

/// No answer takes so long …
const PATIENCE: Duration = Duration::from_secs(60);
/// … but a large file may, on a slow line.
const PATIENCE_WITH_FILES: Duration = Duration::from_secs(30 * 60);

/// Puts everything together. Layers run from the bottom of the list up.
pub fn service(app: App, api: Router<App>, openapi: &utoipa::openapi::OpenApi, pages: Router<App>) -> Router {
    let upload_max = usize::try_from(attachments::MAX_BYTES).unwrap_or(usize::MAX) + extract::BODY_MAX;
    let api = api
        .merge(docs::router(openapi))
        .route("/api", any(nothing))
        .route("/api/", any(nothing))
        .route("/api/{*rest}", any(nothing))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), session::layer))
        .layer(from_fn_with_state(app.clone(), origin::layer))
        .layer(from_fn(problem::layer))
        .layer(DefaultBodyLimit::max(upload_max))
        .layer(CompressionLayer::new());
    let pages = pages
        .route(problem::PAGE, get(problems::page))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), session::layer))
        .layer(from_fn_with_state(app.clone(), origin::layer))
        .layer(from_fn_with_state(app.clone(), security::page_errors))
        .layer(CompressionLayer::new());
    Router::new()
        .merge(api)
        .merge(pages)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(portal::serve)
        .layer(from_fn(patience))
        .layer(from_fn(metrics::layer))
        .layer(from_fn(log::layer))
        .layer(from_fn_with_state(app.clone(), security::headers))
        .layer(PropagateRequestIdLayer::new(HeaderName::from_static("x-request-id")))
        .layer(SetRequestIdLayer::new(HeaderName::from_static("x-request-id"), MakeRequestUuid))
        .with_state(app)
}

async fn nothing() -> Error {
    Error::NotFound
}

/// The caller sees no detail; the panic itself stands in the log.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Error::Internal("a handler panicked".to_owned()).into_response()
}

/// Gives up on what takes too long.
async fn patience(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    // A recipient's photos come with their report.
    let with_files = [attachments::PATH, statements::FILES].contains(&path)
        || path.starts_with(attachments::UPLOADS)
        || path.starts_with("/r/") && path.ends_with("/problem");
    let time = if with_files { PATIENCE_WITH_FILES } else { PATIENCE };
    tokio::time::timeout(time, next.run(request)).await.unwrap_or_else(|_| StatusCode::GATEWAY_TIMEOUT.into_response())
}
