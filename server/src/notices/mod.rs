//! Notices as people see them: what they were told of, how they would like to be told, and the link that turns mails off. What writes them down and
//! mails them is `mail::notices`.

mod list;
mod mark;
mod settings;
mod store;
mod unsubscribe;

use axum::Router;
use axum::routing::get;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::get))
        .routes(routes!(mark::up_to))
        .routes(routes!(mark::one))
        .routes(routes!(settings::get, settings::put))
}

/// The page behind the link in a mail.
pub fn pages() -> Router<App> {
    Router::new().route("/unsubscribe/{token}", get(unsubscribe::show).post(unsubscribe::post))
}
