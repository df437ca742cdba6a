//! The guide from an empty installation to its first request, read from what stands there.

mod show;
mod store;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show::show))
}
