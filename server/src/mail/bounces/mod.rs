//! Mails that come to our return paths: what they say, and what follows from it.

mod door;
mod hand_in;
mod list;
pub mod reading;
mod store;
mod take;

pub use door::{converse, serve};
pub(super) use take::key;
pub use take::{AGAIN_MAX, Via, take};

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list, hand_in::post))
}
