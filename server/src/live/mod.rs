//! What changes is told at once, to whoever may see it: server-sent events, each with its place in one order, so that a stream goes on where
//! another ended, at whichever process.

mod stream;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(stream::get))
}
