//! Something going to pinned recipients; each has a status and a link of their own.

mod goods;
mod link;
mod list;
pub mod mailing;
pub use list::under_way;
pub mod parcels;
mod receipt;
mod recipient_page;
pub mod recipients;
mod show;
pub mod status;
mod store;
mod track;

pub use goods::{Content, Goods};
pub use receipt::receive;
pub(crate) use recipient_page::attached;
pub use track::track;

use axum::Router;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(show::show))
        .routes(routes!(track::post))
        .routes(routes!(receipt::post))
        .routes(routes!(link::post))
}

/// The recipient's page, outside the portal.
pub fn pages() -> Router<App> {
    recipient_page::router()
}
