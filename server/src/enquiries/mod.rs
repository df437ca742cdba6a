//! Enquiries: an idea, a joint project, anything else. One text field; the same owner, promise and honest decision.

pub mod decide;
mod hooks;
mod show;
mod store;
pub mod submit;

pub use hooks::Hooks;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(submit::post)).routes(routes!(show::show)).routes(routes!(decide::post))
}
