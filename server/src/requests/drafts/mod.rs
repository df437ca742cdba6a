//! Drafts: what a person is typing, kept as they type. Nobody else ever sees one.

mod add;
mod edit;
mod list;
mod remove;
mod show;
pub mod store;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list, add::post)).routes(routes!(show::show, edit::edit, remove::remove))
}
