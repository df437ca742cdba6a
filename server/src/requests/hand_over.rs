use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::{Action, Refusal, can};
use eyelevel_contract::requests::{EventKind, HandOver, REASON_MAX, Request};
use eyelevel_contract::validate::{Fault, Faults};

use super::{decisions, owners, spine, timeline};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::people::absences::deputy_of;
use crate::people::store::person_ref;
use crate::write::Write;

/// Somebody else of the vendor takes over, with a reason. Promise and date stay.
#[utoipa::path(post, path = "/api/v1/requests/{id}/owner", tag = "requests", params(("id" = String, Path)), request_body = HandOver,
    responses((status = 200, body = Request), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<HandOver>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    hand_over(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Hands it over. A second look never goes back to whoever said no.
///
/// # Errors
/// What [`can`] refuses; the faults by field.
pub async fn hand_over(w: &mut Write, caller: &Caller, id: &str, body: &HandOver) -> Result<()> {
    let request = spine::locked(w, &caller.actor, id).await?;
    can(&caller.actor, Action::HandOver, &request)?;
    let today = owners::today(w)?;
    let mut faults = Faults::new();
    let reason = faults.text("reason", &body.reason, REASON_MAX);
    if !owners::may_own(w, request.kind, &body.owner_id).await? {
        faults.add("owner_id", Fault::Unknown);
    } else if body.owner_id == request.owner.id {
        faults.add("owner_id", Fault::AlreadyOwner);
    } else if let Some(away) = deputy_of(&mut w.tx, &body.owner_id, today).await? {
        faults.add("owner_id", Fault::AwayUntil(away.until));
    }
    faults.or(())?;
    if request.second_look && decisions::said_no(&mut w.tx, id).await?.contains(&body.owner_id) {
        return Err(Error::Refused(Refusal::NeedsAnotherPerson));
    }
    owners::set(w, id, &body.owner_id).await?;
    let name = person_ref(&mut w.tx, &body.owner_id).await?.name;
    let entry = timeline::event(w, id, EventKind::OwnerChanged, Some(&reason), Some(&name)).await?;
    let names = (Some(request.owner.name.clone()), Some(name));
    w.audit_change("request.handed_over", ("request", id), "owner", names).await?;
    spine::tell(w, &request.requester.id, Template::Moved, &entry, id).await?;
    if &body.owner_id != caller.id() {
        spine::tell(w, &body.owner_id, Template::Assigned, &entry, id).await?;
    }
    Ok(())
}
