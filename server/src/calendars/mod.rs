//! The vendor's calendar and the policies that promises are made by: both have versions, which are appended and never changed. What counts in
//! business time asks [`hours`], who looks whether there is a newer version and keeps the one that it has read.

mod closed_days;
mod current;
mod hours;
mod policies;
mod preview;
mod promised;
mod store;

pub use hours::{Cache, Counted, emergency, hours, offsets, zone};
pub use promised::{Promised, of_organisation, of_request};
pub(crate) use store::{calendar as calendar_now, policies as policies_now};
pub use store::{write_calendar, write_policies};

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(current::get, current::put))
        .routes(routes!(closed_days::post))
        .routes(routes!(policies::get, policies::put))
        .routes(routes!(policies::mine))
        .routes(routes!(preview::post))
}
