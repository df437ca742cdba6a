//! Demo kits: the catalogue and its stock, requests for kits, decisions line by line, parcels, loans that come back.

pub mod catalogue;
pub mod stock;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::db::Query;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(catalogue::router())
}

/// Binds one more text; for queries that are put together.
pub(crate) fn bind_text(query: Query, text: String) -> Query {
    query.bind(text)
}
