//! What belongs to what. An allocation stays; taken back, a second row says so.

mod allocate;
mod release;
pub(crate) mod store;

pub use allocate::allocate;
pub use release::release;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(allocate::post)).routes(routes!(release::post))
}
