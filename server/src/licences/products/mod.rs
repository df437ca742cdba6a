//! Products: editions, which key fits which versions, releases.

mod add;
mod edit;
mod list;
mod show;
pub(crate) mod store;

pub use add::add;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list, add::post)).routes(routes!(show::show, edit::edit))
}
