//! One search over everything: numbers, serial numbers, customers, recipients, invoices and what people wrote, as far as the caller may see it.
//!
//! The index (`search_index`) is written by triggers, in whatever write changes what it is made of: see the migration. Here it is only read.

mod ask;
mod show;
mod store;
mod view;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show::get))
}
