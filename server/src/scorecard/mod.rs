//! The scorecard: what was promised and what became of it, by month, kind or team, of what the caller may see.

mod show;
mod store;
mod table;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show::get)).routes(routes!(table::get))
}
