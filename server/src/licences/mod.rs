//! Licence keys: who signs them, what they are for, and that nothing leaves the house unchecked.

pub mod ring;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(ring::router())
}

/// Its pages outside the portal.
pub fn pages() -> Router<App> {
    ring::pages()
}
