//! Sign-in, invitation and password reset: small pages without a script, before there is a session.

mod forgot;
mod set_password;
mod sign_in;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The pages' routes.
pub fn router() -> Router<App> {
    Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::post))
        .route("/forgot", get(forgot::show).post(forgot::post))
        .route("/invitation/{token}", get(set_password::show_invitation).post(set_password::accept_invitation))
        .route("/reset/{token}", get(set_password::show_reset).post(set_password::reset))
}
