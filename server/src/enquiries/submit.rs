use axum::extract::State;
use axum::response::Response;
use eyelevel_contract::enquiries::{self, Draft, Enquiry, subject, validate};
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::rules::ASKERS;
use eyelevel_contract::requests::Kind;

use super::store;
use crate::app::App;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::requests::{drafts, spine};
use crate::write::Write;

/// Submits an enquiry. It has a number, an owner and a promise at once.
#[utoipa::path(post, path = "/api/v1/enquiries", tag = "enquiries", request_body = Draft,
    responses((status = 201, body = Enquiry), (status = 400), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn post(State(app): State<App>, caller: Caller, submission: Submission<Draft>) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let id = submit(&mut w, &caller, &submission.body).await?;
    let enquiry = store::enquiry(&app, &mut w.tx, &caller.actor, &id).await?;
    submission.created(w, &caller, &enquiries::one(&id), &enquiry).await
}

/// Submits.
///
/// # Errors
/// The faults by field.
pub async fn submit(w: &mut Write, caller: &Caller, draft: &Draft) -> Result<Id> {
    if !caller.actor.is_partner() || !caller.actor.is_any(ASKERS) {
        return Err(Error::NeedsRole(ASKERS));
    }
    let clean = validate(draft)?;
    let new = spine::New {
        kind: Kind::Enquiry,
        subject: &subject(&clean.text),
        reference: &clean.reference,
        limited: clean.limited,
        severity: clean.severity,
        preferred_owner: None,
        search: "",
        told: true,
    };
    let created = spine::create(w, caller, new).await?;
    q("INSERT INTO enquiries (request_id, text) VALUES ($1, $2)").bind(&created.id).bind(&clean.text).run(&mut w.tx).await?;
    if let Some(draft_id) = &clean.draft_id {
        drafts::store::becomes(w, caller.id(), draft_id, &created.id).await?;
    }
    Ok(created.id)
}
