//! The API's description and its page, and the manuals for who builds on it, served by ourselves.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::app::App;
use crate::error::{Error, Result};

/// Where the description is.
pub const OPENAPI: &str = "/api/v1/openapi.json";

/// The page brings its own scripts and styles; some of its styles stand in attributes.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
                      font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Manuals that the portal leads to, as they stand in `docs/`.
const MANUALS: [(&str, &str); 4] = [
    ("api", include_str!("../../../docs/api.md")),
    ("webhooks", include_str!("../../../docs/webhooks.md")),
    ("verify-a-key", include_str!("../../../docs/verify-a-key.md")),
    ("carriers", include_str!("../../../docs/carriers.md")),
];

/// One of them; Markdown is read as it is written.
async fn manual(Path(name): Path<String>) -> Result<impl IntoResponse> {
    let (_, text) = MANUALS.into_iter().find(|(known, _)| *known == name).ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text))
}

/// `/api/v1/openapi.json`, `/api/docs` and `/api/manuals/…`.
pub fn router(openapi: &OpenApi) -> Router<App> {
    let json = openapi.to_pretty_json().unwrap_or_default();
    let page: Router<App> = SwaggerUi::new("/api/docs").config(Config::new([OPENAPI]).validator_url("none")).into();
    Router::new()
        .route("/api/manuals/{name}", get(manual))
        .route(OPENAPI, get(move || async move { ([(header::CONTENT_TYPE, "application/json")], json) }))
        .merge(page.layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))))
}
