//! The API's description and its page, served by ourselves.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::routing::get;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::app::App;

/// Where the description is.
pub const OPENAPI: &str = "/api/v1/openapi.json";

/// The page brings its own scripts and styles; some of its styles stand in attributes.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
                      font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `/api/v1/openapi.json` and `/api/docs`.
pub fn router(openapi: &OpenApi) -> Router<App> {
    let json = openapi.to_pretty_json().unwrap_or_default();
    let page: Router<App> = SwaggerUi::new("/api/docs").config(Config::new([OPENAPI]).validator_url("none")).into();
    Router::new()
        .route(OPENAPI, get(move || async move { ([(header::CONTENT_TYPE, "application/json")], json) }))
        .merge(page.layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))))
}
