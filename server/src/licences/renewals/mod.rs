//! Renewals: a preview, then line by line, each line in a write of its own. Whoever dies in the middle, the next one goes on; nothing is
//! issued twice.

mod add;
mod calendar;
mod lines;
mod list;
mod preview;
mod run;
mod show;
mod store;
mod zip;

pub use run::go_on;

use axum::Router;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, add::post))
        .routes(routes!(preview::post))
        .routes(routes!(calendar::post))
        .routes(routes!(show::show))
        .routes(routes!(zip::get))
}

pub(super) fn pages() -> Router<App> {
    calendar::pages()
}
