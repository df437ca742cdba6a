use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::drafts::{self, Draft, DraftBody};

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Submission};

/// Begins a draft.
#[utoipa::path(post, path = "/api/v1/drafts", tag = "drafts", request_body = DraftBody,
    responses((status = 201, body = Draft), (status = 400), (status = 401), (status = 403), (status = 413)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<DraftBody>) -> Result<Response> {
    store::may_draft(&caller.actor)?;
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let id = store::add(&mut w, caller.id(), submission.body.kind, &submission.body.body).await?;
    let draft = store::one(&mut w.tx, caller.id(), &id).await?;
    submission.created(w, &caller, &drafts::one(&id), &draft).await
}
