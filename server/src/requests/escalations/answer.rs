use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::escalations::{can_answer, is_owed, validate_answer};
use eyelevel_contract::requests::{AnswerEscalation, EventKind, Request};

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::requests::promises::Clock;
use crate::requests::{answer_with, replies, spine, timeline};
use crate::write::Write;

/// The level that has a request answers: what happens now, and by when. The partner reads it as it is.
#[utoipa::path(post, path = "/api/v1/requests/{id}/escalations/{escalation_id}/answer", tag = "requests",
    params(("id" = String, Path), ("escalation_id" = String, Path)), request_body = AnswerEscalation,
    responses((status = 200, body = Request), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Path((id, escalation)): Path<(String, String)>,
    submission: Submission<AnswerEscalation>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    answer(&mut w, &caller, &id, &escalation, &submission.body).await?;
    answer_with(w, &caller, submission, &id).await
}

async fn answer(w: &mut Write, caller: &Caller, id: &str, escalation: &str, body: &AnswerEscalation) -> Result<()> {
    let request = spine::locked(w, &caller.actor, id).await?;
    let app = w.app().clone();
    let all = store::of_request(&app, &mut w.tx, id).await?;
    let escalation = all.into_iter().find(|one| one.id == escalation).ok_or(Error::NotFound)?;
    can_answer(&caller.actor, &escalation)?;
    // Of a message nothing more is owed than the answer, and here it is.
    let answered = validate_answer(body, is_owed(&request) && !escalation.of_reply, w.now)?;
    store::answer(w, &escalation.id, &answered).await?;
    let until = answered.until.map(|until| until.to_string());
    let entry = timeline::event(w, id, EventKind::EscalationAnswered, Some(&answered.answer), until.as_deref()).await?;
    w.audit("escalation.answered", "request", id).await?;
    replies::given(w, id).await?;
    if answered.until.is_none() {
        // Nothing runs that could be late: with the answer it is over.
        store::end(w, id, Clock::Request).await?;
    }
    for other in [&request.requester.id, &request.owner.id, &escalation.person.id] {
        if other != caller.id() {
            spine::tell_with(w, other, Template::EscalationNews, &entry, id, until.as_deref()).await?;
        }
    }
    Ok(())
}
