use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::{Action, can};
use eyelevel_contract::requests::{EventKind, PromiseKind, Request, State as At};

use super::{promises, spine, timeline};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Nothing, Submission};
use crate::mail::Template;
use crate::write::Write;

/// The partner accepts what was offered; it is approved, and fulfilment is promised.
#[utoipa::path(post, path = "/api/v1/requests/{id}/acceptance", tag = "requests", params(("id" = String, Path)),
    responses((status = 200, body = Request), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    accept(&mut w, &caller, &id).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Accepts.
///
/// # Errors
/// What [`can`] or the kind refuses.
pub async fn accept(w: &mut Write, caller: &Caller, id: &str) -> Result<()> {
    let request = spine::locked(w, &caller.actor, id).await?;
    can(&caller.actor, Action::Accept, &request)?;
    let kind = w.app().kind(request.kind);
    kind.accept(w, caller, &request).await?;
    spine::set_state(w, id, At::Approved).await?;
    promises::make(w, id, request.kind, PromiseKind::Fulfilment).await?;
    let entry = timeline::event(w, id, EventKind::Accepted, None, None).await?;
    w.audit("request.accepted", "request", id).await?;
    spine::tell(w, &request.owner.id, Template::PartnerActed, &entry, id).await
}
