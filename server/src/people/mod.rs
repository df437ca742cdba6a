//! Organisations, people, roles; sessions, passwords, invitations, API tokens.

pub mod absences;
mod import;
mod invite;
mod invite_again;
mod list;
mod me;
pub mod organisations;
pub mod pages;
pub mod password;
pub mod session;
mod show;
mod sign_in;
mod sign_out;
pub mod store;
pub mod throttle;
pub mod tokens;

pub use invite::invite;

/// The password of all demo accounts; they exist in a demo only.
pub const DEMO_PASSWORD: &str = "eyelevel-demo";
/// The demo accounts, all at `eyelevel.example`.
pub const DEMO_ACCOUNTS: [&str; 9] = ["partner", "accounts", "owner", "other", "approver", "support", "ledger", "manager", "admin"];

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in::sign_in, sign_out::sign_out))
        .routes(routes!(me::me, me::edit))
        .routes(routes!(list::list, invite::post))
        .routes(routes!(import::post))
        .routes(routes!(show::show, show::edit))
        .routes(routes!(invite_again::invite_again))
        .merge(organisations::router())
        .merge(absences::router())
        .merge(tokens::router())
}
