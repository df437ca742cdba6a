//! A return in a distributor's hands. The owner stays the owner, and the promise stays the vendor's; nothing goes out without the requester's word.

mod act;
mod agree;
mod distributors;
mod form;
mod hand;
pub(super) mod page;
mod refer;
mod remind;
mod store;
mod take_back;
mod view;

pub use act::{answer, done};
pub use agree::agree;
pub use refer::refer;
pub use remind::remind;
pub use store::may_go;
pub use take_back::take_back;

pub(super) use agree::wish;
pub(super) use store::of;
pub(super) use take_back::{moot, withdrawn};

use axum::Router;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The operations of referrals.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(distributors::list))
        .routes(routes!(refer::post))
        .routes(routes!(take_back::post))
        .routes(routes!(agree::post))
}

/// The distributor's page.
pub(super) fn pages() -> Router<App> {
    page::router()
}
