use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::requests::views::{EditView, SavedView, one, validate};

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Submission};

/// Saves filters under a name that the caller has for nothing else yet. At most twenty.
#[utoipa::path(post, path = "/api/v1/me/views", tag = "requests", request_body = EditView,
    responses((status = 201, body = SavedView), (status = 400), (status = 401), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<EditView>) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let others = store::held(&mut w, caller.id()).await?;
    let (name, query) = validate(&submission.body, None, &others)?;
    let view = store::insert(&mut w, caller.id(), name, &query).await?;
    submission.created(w, &caller, &one(&view.id), &view).await
}
