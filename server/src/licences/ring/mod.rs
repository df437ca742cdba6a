//! The key ring: the keys that sign ours, one at a time; what they proved stays proved after they are retired.

mod published;
mod retire;
mod rotate;
mod store;

pub use rotate::rotate;
pub use store::{ring, signer};

use axum::Router;
use axum::routing::get;
use eyelevel_contract::licences::paths::PUBLIC_KEYS;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The ring's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(rotate::post)).routes(routes!(retire::post))
}

/// What everybody may see: the public keys.
pub fn pages() -> Router<App> {
    Router::new().route(PUBLIC_KEYS, get(published::show))
}
