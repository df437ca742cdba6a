use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::Licence;
use eyelevel_contract::licences::rules::can_confirm;
use eyelevel_contract::requests::{EventKind, State as At};

use super::store;
use crate::app::App;
use crate::deliveries::mailing;
use crate::error::Result;
use crate::extract::{Caller, Nothing, Submission};
use crate::mail::Template;
use crate::requests::{spine, timeline};
use crate::write::Write;

/// It runs with the key: nothing more is owed.
#[utoipa::path(post, path = "/api/v1/licences/{id}/works", tag = "licences", params(("id" = String, Path)),
    responses((status = 200, body = Licence), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<Nothing>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return super::again(&app, &caller, answer, Some(&id)).await,
    };
    works(&mut w, &caller, &id).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Says that it runs.
///
/// # Errors
/// What [`can_confirm`] refuses.
pub async fn works(w: &mut Write, caller: &Caller, id: &str) -> Result<()> {
    let request = store::locked(w, &caller.actor, id).await?;
    can_confirm(&caller.actor, &request)?;
    spine::set_state(w, id, At::Closed).await?;
    mailing::over(w, id).await?;
    let entry = timeline::event(w, id, EventKind::Works, None, None).await?;
    w.audit("request.closed", "request", id).await?;
    spine::tell(w, &request.owner.id, Template::PartnerActed, &entry, id).await
}
