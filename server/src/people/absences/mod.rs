//! Who of the vendor is away, and who stands in. What that means for requests is `requests::stand_in`'s matter.

mod enter;
mod list;
mod store;

pub use store::{Deputy, NOT_AWAY, deputy_of};

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::get, enter::post)).routes(routes!(enter::end))
}
