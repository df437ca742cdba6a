//! How mail is: the servers, what waits, what failed and why, and what the sender's domain lacks in DNS.

mod dns;
mod figures;
mod show;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show::show))
}
