//! What can be asked for: items, their variants with stock, their pictures.

mod add;
mod edit;
mod import;
mod list;
mod picture;
mod set_picture;
mod show;
pub(crate) mod store;

pub use add::add;
pub use set_picture::keep as keep_picture;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The catalogue's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, add::post))
        .routes(routes!(import::post))
        .routes(routes!(show::show, edit::edit))
        .routes(routes!(picture::picture, set_picture::set_picture))
}
