//! The spine of all kinds of requests: number, owner, promise, thread, decision, and who has the ball.

pub mod acceptance;
pub mod answer;
pub mod attachments;
pub mod decisions;
pub mod drafts;
mod edit;
pub mod escalations;
pub mod figures;
mod groups;
pub mod hand_over;
mod kinds;
mod list;
pub mod messages;
pub mod move_promise;
pub mod objection;
pub mod owners;
pub mod promises;
pub mod question;
mod record;
pub mod reminders;
mod replies;
pub mod second_look;
mod severity;
mod show;
pub mod spine;
pub mod stand_in;
pub mod store;
pub mod timeline;
pub mod unread;
mod views;
pub mod withdrawal;

pub use kinds::RequestKind;
pub use list::page;

use axum::response::Response;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::write::Write;

/// The feature's operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(groups::get))
        .routes(routes!(show::show, edit::edit))
        .routes(routes!(messages::list, messages::post))
        .routes(routes!(question::post))
        .routes(routes!(answer::post))
        .routes(routes!(objection::post))
        .routes(routes!(acceptance::post))
        .routes(routes!(withdrawal::post))
        .routes(routes!(second_look::post))
        .routes(routes!(replies::post))
        .routes(routes!(move_promise::post))
        .routes(routes!(severity::post))
        .routes(routes!(hand_over::post))
        .routes(routes!(record::get))
        .merge(unread::router())
        .merge(views::router())
        .merge(escalations::router())
        .merge(drafts::router())
        .merge(attachments::router())
}

/// What every verb of the spine answers: the request as it is now.
async fn answer_with<T>(mut w: Write, caller: &Caller, submission: Submission<T>, id: &str) -> Result<Response> {
    let request = store::visible(&mut w.tx, &caller.actor, id).await?;
    submission.done(w, caller, &request).await
}
