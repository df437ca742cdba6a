//! The application: its state, and the one place that names all features.

use std::sync::Arc;

use axum::Router;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;

/// What every handler gets. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub config: Arc<Config>,
}

#[derive(utoipa::OpenApi)]
#[openapi(info(title = "Eyelevel", description = "The partner portal's REST API. Errors are RFC 9457 problem documents."))]
struct Api;

/// All routes with their OpenAPI description. A feature's `router()` is its table of contents.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Api::openapi()).merge(crate::demo_kits::router())
}

/// The whole service.
pub fn service(app: App) -> Router {
    let (router, _openapi) = api().split_for_parts();
    router.layer(axum::middleware::from_fn(crate::problem::layer)).with_state(app)
}
