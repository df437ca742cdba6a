//! Demo kits: the catalogue and its stock, requests for kits, decisions line by line, parcels, loans that come back.

pub mod catalogue;
pub mod decide;
mod hooks;
mod list;
pub mod loans;
mod repeat;
pub mod ship;
mod show;
pub mod stock;
mod store;
pub mod submit;

pub use hooks::Hooks;
pub use store::kit;

use axum::response::Response;
use eyelevel_contract::lang::Lang;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::write::Write;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(catalogue::router())
        .merge(loans::router())
        .routes(routes!(list::list, submit::post))
        .routes(routes!(show::show))
        .routes(routes!(decide::post))
        .routes(routes!(ship::post))
        .routes(routes!(repeat::post))
}

/// What every verb answers: the kit as it is now.
async fn answer_with<T>(mut w: Write, caller: &Caller, lang: Lang, submission: Submission<T>, id: &str) -> Result<Response> {
    let app = w.app().clone();
    let kit = store::kit(&app, &mut w.tx, &caller.actor, lang, id).await?;
    submission.done(w, caller, &kit).await
}
