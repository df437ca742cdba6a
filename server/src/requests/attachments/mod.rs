//! Files of drafts and requests: rows of 256 KiB in the database, visible when complete.

mod download;
mod kind;
pub mod photo;
mod pieces;
mod remove;
mod store;
mod upload;

pub use store::{Chunks, add_photo, delete, discard_orphans, of_draft, of_drafts_of, of_request};

use eyelevel_contract::ids::Id;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// What a file belongs to.
enum Home {
    Draft(Id),
    Request(Id),
}

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(upload::upload)).routes(routes!(download::download, remove::remove)).merge(pieces::router())
}
