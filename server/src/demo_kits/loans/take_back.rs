use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_contract::demo_kits::loans::{TakeBackWish, Verb};
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::requests::rules::Refusal;

use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{promises, spine, timeline};
use crate::write::Write;

/// The partner takes back what they wish of a loan, as long as nobody has answered. The owner owes no answer any more, and is told so.
#[utoipa::path(post, path = "/api/v1/demo-kits/{id}/wish-withdrawal", tag = "demo kits", params(("id" = String, Path)),
    request_body = TakeBackWish,
    responses((status = 200, body = DemoKit), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<TakeBackWish>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    take_back(&mut w, &caller, &id, &submission.body).await?;
    crate::demo_kits::answer_with(w, &caller, lang, submission, &id).await
}

/// Takes it back.
///
/// # Errors
/// What [`super::locked`] refuses; `OnceOnly` for a wish that was answered or taken back before.
pub async fn take_back(w: &mut Write, caller: &Caller, id: &str, body: &TakeBackWish) -> Result<()> {
    let kit = super::locked(w, caller, id, Verb::TakeBack).await?;
    let wish = kit.loan.open_wish().filter(|wish| wish.id == body.wish_id).ok_or(Error::Refused(Refusal::OnceOnly))?;
    store::void(w, &wish.id, Some(caller.id())).await?;
    promises::void(w, id).await?;
    let entry = timeline::event(w, id, EventKind::WishTakenBack, None, None).await?;
    w.audit("loan.wish_taken_back", "request", id).await?;
    super::stand(w, caller, id).await?;
    spine::tell(w, &kit.page.request.owner.id, Template::LoanNews, &entry, id).await
}
