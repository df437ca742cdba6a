//! Something going to pinned recipients; each has a status and a link of their own.

mod changes;
pub mod consent_page;
mod faulty;
mod goods;
mod import;
mod link;
mod list;
pub mod look;
pub mod mailing;
mod packing_slip;
pub use list::{needs, under_way};
pub use look::look;
pub mod parcels;
mod pieces;
mod proof;
mod receipt;
mod recipient_page;
pub mod recipients;
mod show;
mod standing;
pub mod status;
mod store;
mod taken_care;
mod track;
pub mod tracking;
mod troubles;

pub use faulty::Faulty;
pub use goods::{Content, Goods, Wish};
pub use receipt::receive;
pub(crate) use recipient_page::attached;
pub use track::track;
pub use tracking::Intake;

use axum::Router;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(show::show))
        .routes(routes!(track::post))
        .routes(routes!(taken_care::post))
        .routes(routes!(receipt::post))
        .routes(routes!(link::post))
        .routes(routes!(packing_slip::get))
        .routes(routes!(proof::json))
        .routes(routes!(proof::pdf))
        .routes(routes!(changes::ask::ask))
        .routes(routes!(changes::answer::answer))
        .routes(routes!(import::post))
        .routes(routes!(tracking::webhook::post))
}

/// The pages outside the portal: the recipient's, and the requester's answer to a proposed change.
pub fn pages() -> Router<App> {
    recipient_page::router().merge(consent_page::router())
}
