use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::enquiries::{Decide, Enquiry, validate_decision};
use eyelevel_contract::requests::rules::can_decide;
use eyelevel_contract::requests::{EventKind, State as At, Verdict};

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::requests::{decisions, promises, spine, timeline};
use crate::write::Write;

/// Answers an enquiry: a yes with its answer closes it; a no has its reason and an alternative, or the word that there is none.
#[utoipa::path(post, path = "/api/v1/enquiries/{id}/decision", tag = "enquiries", params(("id" = String, Path)), request_body = Decide,
    responses((status = 200, body = Enquiry), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<Decide>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    decide(&mut w, &caller, &id, &submission.body).await?;
    let enquiry = store::enquiry(&app, &mut w.tx, &caller.actor, &id).await?;
    submission.done(w, &caller, &enquiry).await
}

/// Decides.
///
/// # Errors
/// What [`can_decide`] refuses; the faults by field.
pub async fn decide(w: &mut Write, caller: &Caller, id: &str, body: &Decide) -> Result<()> {
    spine::lock(w, id).await?;
    let app = w.app().clone();
    let enquiry = store::enquiry(&app, &mut w.tx, &caller.actor, id).await?;
    can_decide(&caller.actor, &enquiry.page)?;
    let decide = validate_decision(body)?;
    decisions::record(w, id, decide.verdict, &decide.reason, &decide.alternative).await?;
    promises::settle(w, id).await?;
    let yes = decide.verdict == Verdict::Approved;
    spine::set_state(w, id, if yes { At::Closed } else { At::Declined }).await?;
    let event = if yes { EventKind::Approved } else { EventKind::Declined };
    let entry = timeline::event(w, id, event, Some(&decide.reason), None).await?;
    if yes {
        timeline::event(w, id, EventKind::Closed, None, None).await?;
    }
    spine::tell(w, &enquiry.page.request.requester.id, Template::Decided, &entry, id).await
}
