//! Licence keys: who signs them, what they are for, and that nothing leaves the house unchecked. Products, what is known to be wrong with
//! them, and where they run.

pub mod installations;
pub mod known_issues;
pub mod products;
pub mod ring;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(products::router()).merge(known_issues::router()).merge(installations::router()).merge(ring::router())
}

/// Its pages outside the portal.
pub fn pages() -> Router<App> {
    ring::pages()
}
