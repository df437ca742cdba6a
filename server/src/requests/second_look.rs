use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::{Action, Refusal, can};
use eyelevel_contract::requests::{EventKind, PromiseKind, REASON_MAX, Request, State as At, WithReason};
use eyelevel_contract::validate::Faults;

use super::{decisions, owners, promises, spine, timeline};
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::people::store::person_ref;
use crate::write::Write;

/// After a no, once: another person looks, under a new promise.
#[utoipa::path(post, path = "/api/v1/requests/{id}/second-look", tag = "requests", params(("id" = String, Path)), request_body = WithReason,
    responses((status = 200, body = Request), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<WithReason>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    ask(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Asks for a second look; whoever said no is not the one who takes it.
///
/// # Errors
/// What [`can`] refuses; the fault of the text; `NeedsAnotherPerson` if the vendor has nobody else.
pub async fn ask(w: &mut Write, caller: &Caller, id: &str, body: &WithReason) -> Result<()> {
    let request = spine::locked(w, &caller.actor, id).await?;
    can(&caller.actor, Action::SecondLook, &request)?;
    let mut faults = Faults::new();
    let reason = faults.text("reason", &body.reason, REASON_MAX);
    faults.or(())?;
    let said_no = decisions::said_no(&mut w.tx, id).await?;
    let owner = owners::another(w, request.kind, &said_no).await?.ok_or(Error::Refused(Refusal::NeedsAnotherPerson))?;
    owners::set(w, id, &owner).await?;
    q("UPDATE requests SET second_look = $1 WHERE id = $2").bind(true).bind(id).run(&mut w.tx).await?;
    spine::set_state(w, id, At::Submitted).await?;
    promises::make(w, id, request.kind, PromiseKind::Decision).await?;
    let name = person_ref(&mut w.tx, &owner).await?.name;
    let entry = timeline::event(w, id, EventKind::SecondLook, Some(&reason), Some(&name)).await?;
    w.audit("request.second_look", "request", id).await?;
    spine::tell(w, &owner, Template::Assigned, &entry, id).await?;
    if request.owner.id != owner {
        spine::tell(w, &request.owner.id, Template::PartnerActed, &entry, id).await?;
    }
    Ok(())
}
