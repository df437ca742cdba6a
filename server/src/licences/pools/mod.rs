//! Pools of ready-made keys: filled from files, each key handed out once, and somebody is told before one runs dry.

mod all;
mod columns;
mod fill;
mod plan;
mod show;
pub(super) mod store;
mod take;
mod warn;

pub(super) use take::{is_somebody_elses, take};

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show::show, fill::post)).routes(routes!(all::all))
}
