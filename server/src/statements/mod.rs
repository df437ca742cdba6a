//! Statements: the books of partners, what files of banks and invoices bring into them, and what belongs to what.

pub mod accounts;
pub mod allocations;
pub mod books;
mod downloads;
pub mod files;
pub(crate) mod matching;
pub mod monthly;
pub mod pdf;
pub mod postings;
pub mod queries;
mod show;
mod words;

pub use queries::Hooks;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(accounts::router())
        .routes(routes!(show::show))
        .merge(downloads::router())
        .merge(monthly::router())
        .merge(postings::router())
        .merge(allocations::router())
        .routes(routes!(matching::post))
        .routes(routes!(books::post))
        .merge(files::router())
        .merge(queries::router())
}
