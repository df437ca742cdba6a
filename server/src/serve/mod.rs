//! The service around the features: the portal's files, headers, the origin of writes, health, documentation, figures.

pub mod docs;
mod health;
pub mod metrics;
mod origin;
pub mod portal;
mod run;
mod security;

pub use run::run;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::error::Error;
use crate::people::session;
use crate::{extract, problem};

/// No JSON answer takes so long; uploads have their own time.
const PATIENCE: Duration = Duration::from_secs(60);

/// Puts everything together. Layers run from the bottom of the list up.
pub fn service(app: App, api: Router<App>, openapi: &utoipa::openapi::OpenApi, pages: Router<App>) -> Router {
    let upload_max = usize::try_from(eyelevel_contract::attachments::MAX_BYTES).unwrap_or(usize::MAX) + extract::BODY_MAX;
    let api = api
        .merge(docs::router(openapi))
        .route("/api/{*rest}", axum::routing::any(|| async { Error::NotFound }))
        .layer(from_fn_with_state(app.clone(), session::layer))
        .layer(from_fn_with_state(app.clone(), origin::layer))
        .layer(from_fn(problem::layer))
        .layer(DefaultBodyLimit::max(upload_max))
        .layer(CompressionLayer::new());
    let pages = pages
        .layer(from_fn_with_state(app.clone(), session::layer))
        .layer(from_fn_with_state(app.clone(), origin::layer))
        .layer(from_fn(security::page_errors));
    Router::new()
        .merge(api)
        .merge(pages)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(portal::serve)
        .layer(from_fn(metrics::layer))
        .layer(from_fn(security::headers))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, PATIENCE))
        .layer(PropagateRequestIdLayer::new(HeaderName::from_static("x-request-id")))
        .layer(SetRequestIdLayer::new(HeaderName::from_static("x-request-id"), MakeRequestUuid))
        .with_state(app)
}
