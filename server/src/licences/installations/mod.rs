//! Installations: what runs at a partner's customers, until when. A partner sees and keeps those of its own customers.

mod add;
mod edit;
pub(in crate::licences) mod import;
mod list;
mod show;
pub(crate) mod store;

pub use add::add;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list, add::post)).routes(routes!(show::show, edit::edit)).routes(routes!(import::post))
}
