//! Queries: what does not add up becomes a request, with an owner and a promise; its answer posts a correction, explains, or says no.

pub mod decide;
mod hooks;
mod show;
pub(crate) mod store;
pub mod submit;

pub use hooks::Hooks;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(submit::post)).routes(routes!(show::show)).routes(routes!(decide::post))
}
