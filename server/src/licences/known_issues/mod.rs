//! Known issues: what is wrong with some versions, or with a batch of devices, said to everybody concerned before they run into it.

mod add;
mod audience;
mod batches;
mod edit;
mod list;
pub mod publish;
mod show;
pub(crate) mod store;
mod touched;

pub use add::add;
pub use batches::Batches;
pub(crate) use store::of_batch;
pub(crate) use touched::touched_at;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, add::post))
        .routes(routes!(show::show, edit::edit))
        .routes(routes!(audience::show))
        .routes(routes!(publish::post))
}
