use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_contract::demo_kits::loans::{AnswerWish, Verb, Whereabouts, Wish, WishKind, WishState, validate_answer};
use eyelevel_contract::requests::rules::Refusal;
use eyelevel_contract::requests::{EventKind, Verdict};

use super::store::{self, Answered};
use super::words::{self, Names};
use crate::app::App;
use crate::calendar;
use crate::db::q;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{promises, spine, timeline};
use crate::write::Write;

/// The vendor answers a wish: as wished, with another day, or no, with a reason and an alternative. Nothing else moves the last day.
#[utoipa::path(post, path = "/api/v1/demo-kits/{id}/wish-answer", tag = "demo kits", params(("id" = String, Path)), request_body = AnswerWish,
    responses((status = 200, body = DemoKit), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<AnswerWish>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    answer(&mut w, &caller, &id, &submission.body).await?;
    crate::demo_kits::answer_with(w, &caller, lang, submission, &id).await
}

/// Answers.
///
/// # Errors
/// What [`super::locked`] refuses; the faults by field; `OnceOnly` for a wish that was answered before.
pub async fn answer(w: &mut Write, caller: &Caller, id: &str, body: &AnswerWish) -> Result<()> {
    let kit = super::locked(w, caller, id, Verb::Answer).await?;
    let wish = kit.loan.open_wish().filter(|wish| wish.id == body.wish_id).ok_or(Error::Refused(Refusal::OnceOnly))?;
    let said = validate_answer(body, wish, calendar::today(w.app())?)?;
    let state = match said.verdict {
        Verdict::Approved => WishState::Agreed,
        Verdict::ApprovedWithChanges => WishState::Changed,
        Verdict::Declined => WishState::Declined,
    };
    let answered = Answered { state, reason: &said.reason, alternative: &said.alternative, agreed_on: said.return_on };
    store::answer(w, &wish.id, answered).await?;
    promises::settle(w, id).await?;
    let (kind, value) = follow(w, id, wish, &said).await?;
    let entry = timeline::event(w, id, kind, (!said.reason.is_empty()).then_some(said.reason.as_str()), value.as_deref()).await?;
    w.audit(&format!("loan.{}", kind.word()), "request", id).await?;
    let kit = super::stand(w, caller, id).await?;
    spine::tell(w, &kit.page.request.requester.id, Template::LoanNews, &entry, id).await
}

/// What follows from an answer: another last day, or pieces that are bought.
async fn follow(w: &mut Write, id: &str, wish: &Wish, said: &AnswerWish) -> Result<(EventKind, Option<String>)> {
    let alternative = || (!said.alternative.is_empty()).then(|| said.alternative.clone());
    Ok(match (wish.kind, said.verdict) {
        (WishKind::Later, Verdict::Declined) => (EventKind::LaterDeclined, alternative()),
        (WishKind::Keep, Verdict::Declined) => (EventKind::KeepDeclined, alternative()),
        (WishKind::Later, _) => {
            crate::demo_kits::store::set_return_on(w, id, said.return_on).await?;
            // Nothing is overdue any more: what was to be done about that is over.
            let sql = "UPDATE demo_kits SET step_text = NULL, step_on = NULL, step_by = NULL, step_at = NULL WHERE request_id = $1";
            q(sql).bind(id).run(&mut w.tx).await?;
            (EventKind::LaterAgreed, said.return_on.map(|day| day.to_string()))
        }
        (WishKind::Keep, _) => {
            store::end(w, id, &wish.pieces, Whereabouts::Bought).await?;
            let what = words::joined(&Names::of(&mut w.tx, id).await?.pieces(&wish.pieces))?;
            (EventKind::KeepAgreed, Some(what))
        }
    })
}
