use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::rules::can_decide;
use eyelevel_contract::requests::{EventKind, State as At, Verdict};
use eyelevel_contract::statements::{AnswerQuery, Outcome, StatementQuery, validate_answer};
use eyelevel_contract::validate::Faults;

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::requests::{decisions, promises, spine, timeline};
use crate::statements::postings;
use crate::write::Write;

/// Answers a query: a correction that is posted with it, an explanation, or a no with its reason. Its lines are held no longer.
#[utoipa::path(post, path = "/api/v1/statements/queries/{id}/decision", tag = "statements", params(("id" = String, Path)),
    request_body = AnswerQuery,
    responses((status = 200, body = StatementQuery), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<AnswerQuery>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    decide(&mut w, &caller, &id, &submission.body).await?;
    let query = store::query(&app, &mut w.tx, &caller.actor, &id).await?;
    submission.done(w, &caller, &query).await
}

/// Answers.
///
/// # Errors
/// What [`can_decide`] refuses; the faults by field.
pub async fn decide(w: &mut Write, caller: &Caller, id: &str, body: &AnswerQuery) -> Result<()> {
    spine::lock(w, id).await?;
    let app = w.app().clone();
    let query = store::query(&app, &mut w.tx, &caller.actor, id).await?;
    can_decide(&caller.actor, &query.page)?;
    let answer = validate_answer(body, query.account.opened_on)?;
    let posted = match &answer.posting {
        Some(posting) => Some(postings::add(w, &query.account.id, posting).await.map_err(|error| within("posting", error))?),
        None => None,
    };
    let no = answer.outcome == Outcome::No;
    decisions::record(w, id, if no { Verdict::Declined } else { Verdict::Approved }, &answer.reason, &answer.alternative).await?;
    store::answered(w, id, answer.outcome, posted.as_ref()).await?;
    promises::settle(w, id).await?;
    spine::set_state(w, id, if no { At::Declined } else { At::Closed }).await?;
    let event = if no { EventKind::Declined } else { EventKind::Approved };
    let entry = timeline::event(w, id, event, Some(&answer.reason), None).await?;
    if !no {
        timeline::event(w, id, EventKind::Closed, None, None).await?;
    }
    spine::tell(w, &query.page.request.requester.id, Template::Decided, &entry, id).await
}

/// Faults of a part stand at the part.
fn within(part: &str, error: Error) -> Error {
    let Error::Invalid(found) = error else { return error };
    let mut faults = Faults::new();
    found.iter().for_each(|(field, all)| all.iter().for_each(|fault| faults.add(format!("{part}.{field}"), fault.clone())));
    Error::Invalid(faults)
}
