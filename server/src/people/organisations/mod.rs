//! Organisations: partners and distributors, kept by the vendor's admins; customers, kept by the partner whose they are.

mod add;
mod list;
mod show;

pub use add::{add, add_vendor};

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list, add::post)).routes(routes!(show::show, show::edit))
}
