//! How far people have read requests: what happens is counted, and each person has a mark of their own. Nobody is told of another's.

mod count;
mod mark;
mod store;

pub use store::{forget_until, mark};
pub(super) use store::{next_place, only, tell};

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(count::get)).routes(routes!(mark::read)).routes(routes!(mark::unread))
}
