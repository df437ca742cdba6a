//! Files: what a bank or an invoice says, looked at first, and then posted wholly or not at all.

mod bank;
mod entries;
mod invoice;
mod list;
mod plan;
mod post;
mod read;
mod show;
mod spool;
mod store;
mod take;
mod watch;
mod whose;
mod words;

pub use watch::watch;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list, post::post)).routes(routes!(show::show))
}
