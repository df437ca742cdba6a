//! The board: the same four sections for both sides, each by its own index.

mod show;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show::show))
}
