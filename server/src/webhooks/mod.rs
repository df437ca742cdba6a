//! Webhooks: what happens to requests, sent to a program of the vendor's or of a partner's.
//!
//! ```text
//! a write adds to a timeline ─▶ told: a row for each webhook that hears it, in the same write
//! worker, in every process:  claim (lease, order, may it still?) ─▶ send (look where it leads, sign, post) ─▶ settle (arrived, later, given up)
//! ```
//!
//! At least once: a process may die between sending and settling, and the next one sends the same `webhook-id`.

mod add;
mod body;
mod deliveries;
mod edit;
mod list;
mod names;
mod remove;
mod replay;
mod secret;
mod send;
mod settle;
mod sign;
mod store;
mod target;
mod test;
mod told;
mod worker;

pub use names::{Names, Resolve};
pub use sign::{sign, worded};
pub use store::forget;
pub use told::Listeners;
pub use worker::{claim, deliver, run, work};

pub use settle::settle;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::get, add::post))
        .routes(routes!(edit::put, remove::delete))
        .routes(routes!(secret::post))
        .routes(routes!(test::post))
        .routes(routes!(deliveries::get))
        .routes(routes!(replay::post))
}
