//! Accounts: whose, in which currency, and by what they are recognised in files.

mod add;
mod edit;
mod list;
pub(crate) mod store;

pub use add::add;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list, add::post)).routes(routes!(edit::put))
}
