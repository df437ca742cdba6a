//! The ladder above a request's owner (`contract::requests::escalations`): a broken promise climbs it, the partner may, a level that is silent
//! passes it on. Nobody else writes to `escalations` or to `requests.escalation_id`.

mod answer;
mod climb;
mod raise;
mod stand_in;
mod store;

pub use climb::climb;
pub use store::{of_request, waiting_for};

pub(super) use raise::after_broken_promise;
pub(super) use stand_in::stand_in;
pub(super) use store::{end, wrongly_held};

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The ladder's operations.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(raise::post)).routes(routes!(answer::post))
}
