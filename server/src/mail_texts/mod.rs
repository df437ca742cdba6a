//! The vendor's own words for the portal's mails: what each says, what may go into it, how it would look, and who changed it.

mod edit;
mod list;
mod preview;
mod show;
mod store;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list)).routes(routes!(show::get, edit::put)).routes(routes!(preview::post))
}
