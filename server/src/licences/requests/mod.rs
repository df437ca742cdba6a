//! Requests for keys: asked for, issued at once or decided by a person, sent to the pinned recipients, and what comes afterwards.

mod bridge;
pub mod consent;
pub(in crate::licences) mod consents;
mod contact;
pub mod decide;
pub(in crate::licences) mod file;
pub mod hand_made;
mod hooks;
pub(in crate::licences) mod installed;
mod issue;
pub(in crate::licences) mod keys;
mod list;
pub mod revoke;
mod revoked;
mod sending;
mod show;
pub mod silence;
pub(in crate::licences) mod store;
pub mod submit;
pub mod works;

pub use hooks::Hooks;

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use eyelevel_contract::licences::Licence;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::issuing;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::write::Write;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, submit::post))
        .routes(routes!(show::show))
        .routes(routes!(decide::post))
        .routes(routes!(issue::post))
        .routes(routes!(hand_made::post))
        .routes(routes!(sending::post))
        .routes(routes!(consent::ask))
        .routes(routes!(consent::answer))
        .routes(routes!(works::post))
        .routes(routes!(contact::post))
        .routes(routes!(revoke::post))
        .routes(routes!(revoked::post))
        .routes(routes!(file::get))
        .routes(routes!(bridge::show))
}

/// Asks the issuer of a request that waits for one. It goes on if the caller goes away; what fails, the job tries again.
async fn ask_now(app: &App, request_id: &str) {
    let (app, id) = (app.clone(), request_id.to_owned());
    let asked = tokio::spawn(async move { issuing::ask(&app, &id).await }).await;
    if let Ok(Err(error)) = asked {
        tracing::error!(error = %error, "an issuer could not be asked; the job will");
    }
}

/// A request for a key as somebody sees it, after its issuer was asked, if one is waited for: for the command line.
///
/// # Errors
/// Whatever the database says.
pub async fn made(app: &App, caller: &Caller, request_id: &str) -> Result<Licence> {
    issuing::ask(app, request_id).await?;
    store::licence(app, &mut app.db.read().await?, caller, request_id).await
}

/// What every verb answers: the request as it is now. An issuer that takes long is asked after the write.
async fn answer_with<T>(mut w: Write, caller: &Caller, submission: Submission<T>, id: &str) -> Result<Response> {
    let app = w.app().clone();
    let licence = store::licence(&app, &mut w.tx, caller, id).await?;
    let being_made = licence.asked.being_made;
    let answer = submission.told(w, caller, None, &licence).await?;
    if !being_made {
        return Ok(answer);
    }
    ask_now(&app, id).await;
    let licence = store::licence(&app, &mut app.db.read().await?, caller, id).await?;
    Ok(axum::Json(licence).into_response())
}

/// It was carried out before; what is said of it is what is true now, to who may still see it. In the stored answer no key lies about.
async fn again(app: &App, caller: &Caller, before: Response, id: Option<&str>) -> Result<Response> {
    let location = before.headers().get(header::LOCATION).cloned();
    let named = location.as_ref().and_then(|at| at.to_str().ok()?.rsplit('/').next());
    let id = id.or(named).unwrap_or_default();
    let licence = store::licence(app, &mut app.db.read().await?, caller, id).await?;
    let mut answer = (before.status(), axum::Json(licence)).into_response();
    if let Some(location) = location {
        answer.headers_mut().insert(header::LOCATION, location);
    }
    Ok(answer)
}
