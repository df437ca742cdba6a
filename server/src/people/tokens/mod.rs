//! API tokens: by one, a program is who made it, as far as its scope goes. docs/api.md is what makers of programs read.

mod admit;
mod limit;
mod list;
mod make;
mod revoke;
mod store;

pub use admit::{admit, bearer};
pub use limit::{Counted, Limits};
pub use store::living;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::get, make::post)).routes(routes!(revoke::delete))
}
