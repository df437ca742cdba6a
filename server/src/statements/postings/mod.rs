//! Postings: the lines of the ledger. They are added, never changed.

mod add;
pub(crate) mod store;

pub use add::add;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(add::post))
}
