//! Returns: any serial number begins one. What is known of a device, the request, and what becomes of each device.

mod accounts;
mod choices;
mod credits;
pub mod decide;
mod devices;
mod faults;
pub mod finish;
mod from_recipient;
pub mod hand_in;
mod hooks;
pub mod inspect;
mod issues;
pub mod label;
mod list;
mod loans;
mod photos;
pub mod receive;
pub mod referral;
mod remind;
mod replacement;
pub mod ship;
mod show;
mod slip;
mod spares;
mod step;
mod store;
pub mod submit;

pub use credits::{Credits, Now, Posted};
pub use devices::batches;
pub use devices::find::{Found, found};
pub use from_recipient::FromRecipient;
pub use hooks::Hooks;
pub use issues::Issues;
pub use loans::Loans;
pub use remind::remind;
pub use spares::Spares;
pub use store::one as thing;

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
        .routes(routes!(list::list, submit::post))
        .routes(routes!(devices::lookup::get))
        .routes(routes!(devices::list::list))
        .routes(routes!(devices::import::post))
        .routes(routes!(faults::list))
        .routes(routes!(issues::post))
        .routes(routes!(show::show))
        .routes(routes!(slip::get))
        .routes(routes!(decide::post))
        .routes(routes!(label::post))
        .routes(routes!(hand_in::post))
        .routes(routes!(receive::post))
        .routes(routes!(inspect::post))
        .routes(routes!(accounts::list))
        .routes(routes!(choices::list))
        .routes(routes!(finish::post))
        .routes(routes!(ship::post))
        .merge(referral::router())
}

/// The page outside the portal: a distributor's answer.
pub fn pages() -> axum::Router<App> {
    referral::pages()
}

/// What every verb answers: the return as it is now.
async fn answer_with<T>(mut w: Write, caller: &Caller, lang: Lang, submission: Submission<T>, id: &str) -> Result<Response> {
    let app = w.app().clone();
    let thing = store::one(&app, &mut w.tx, &caller.actor, lang, id).await?;
    submission.done(w, caller, &thing).await
}
