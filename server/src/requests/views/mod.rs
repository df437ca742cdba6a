//! Saved views: filters of the list of requests that a person has given a name. Theirs alone, like a draft: nobody else is told, and the trail
//! has no word of them.

mod edit;
mod list;
mod remove;
mod save;
mod store;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::get, save::post)).routes(routes!(edit::put, remove::remove))
}
