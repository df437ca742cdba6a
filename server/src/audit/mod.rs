//! The audit trail, read: who did what, and whether the chain holds ([`crate::chain`]).

mod chain;
mod export;
mod list;
pub mod store;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list)).routes(routes!(chain::get)).routes(routes!(export::get))
}
