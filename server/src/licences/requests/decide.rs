use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::licences::instant::end_of_day;
use eyelevel_contract::licences::{DecideKey, Intent, Licence, validate_decision};
use eyelevel_contract::requests::rules::can_decide;
use eyelevel_contract::requests::{EventKind, Kind, PromiseKind, State as At, Verdict};

use super::store;
use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::extract::{Caller, Submission};
use crate::licences::issuing;
use crate::mail::Template;
use crate::requests::{decisions, promises, spine, timeline};
use crate::write::Write;

/// Decides on what no contract covers: a yes has its key made at once, a no has its reason and an alternative, or the word that there is none.
#[utoipa::path(post, path = "/api/v1/licences/{id}/decision", tag = "licences", params(("id" = String, Path)), request_body = DecideKey,
    responses((status = 200, body = Licence), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<DecideKey>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return super::again(&app, &caller, answer, Some(&id)).await,
    };
    decide(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Decides.
///
/// # Errors
/// What [`can_decide`] refuses; the faults by field.
pub async fn decide(w: &mut Write, caller: &Caller, id: &str, body: &DecideKey) -> Result<()> {
    spine::lock(w, id).await?;
    let app = w.app().clone();
    let licence = store::licence(&app, &mut w.tx, caller, id).await?;
    can_decide(&caller.actor, &licence.page)?;
    let decide = validate_decision(body, calendar::today(&app)?)?;
    decisions::record(w, id, decide.verdict, &decide.reason, &decide.alternative).await?;
    promises::settle(w, id).await?;
    let reason = (!decide.reason.is_empty()).then_some(decide.reason.as_str());
    let yes = decide.verdict == Verdict::Approved;
    spine::set_state(w, id, if yes { At::Approved } else { At::Declined }).await?;
    if yes {
        promises::make(w, id, Kind::Licence, PromiseKind::Fulfilment).await?;
    }
    let entry = timeline::event(w, id, if yes { EventKind::Approved } else { EventKind::Declined }, reason, None).await?;
    spine::tell(w, &licence.page.request.requester.id, Template::Decided, &entry, id).await?;
    if yes {
        // A trial and a bridging key are valid for their days, whoever approves them.
        if !matches!(licence.asked.intent, Intent::Trial | Intent::Bridge) {
            store::set_expires(w, id, decide.valid_until.map(end_of_day)).await?;
        }
        issuing::begin(w, id).await?;
    }
    Ok(())
}
