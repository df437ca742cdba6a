//! Files of drafts and requests: rows of 256 KiB in the database, visible when complete.

mod download;
mod kind;
mod remove;
mod store;
mod upload;

pub use store::{Chunks, delete, discard_orphans, of_draft, of_drafts_of, of_request};

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(upload::upload)).routes(routes!(download::download, remove::remove))
}
