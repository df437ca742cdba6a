use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::demo_kits::DemoKit;
use eyelevel_contract::demo_kits::loans::{AskLater, Verb, WishKind, validate_later};
use eyelevel_contract::requests::{EventKind, Kind, PromiseKind, State as At};

use super::store::{self, NewWish};
use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{promises, spine, timeline};
use crate::write::Write;

/// The partner asks for a later last day. The owner owes the answer, by a promise; the day itself stays until they agree.
#[utoipa::path(post, path = "/api/v1/demo-kits/{id}/later", tag = "demo kits", params(("id" = String, Path)), request_body = AskLater,
    responses((status = 200, body = DemoKit), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<AskLater>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    ask(&mut w, &caller, &id, &submission.body).await?;
    crate::demo_kits::answer_with(w, &caller, lang, submission, &id).await
}

/// Asks.
///
/// # Errors
/// What [`super::locked`] refuses; the faults by field.
pub async fn ask(w: &mut Write, caller: &Caller, id: &str, body: &AskLater) -> Result<()> {
    let kit = super::locked(w, caller, id, Verb::AskLater).await?;
    let last = kit.page.request.return_on;
    let ask = validate_later(body, last, calendar::today(w.app())?)?;
    let wish = NewWish { kind: WishKind::Later, reason: &ask.reason, before_on: last, wanted_on: ask.return_on, pieces: &[] };
    store::begin(w, id, wish).await?;
    let day = ask.return_on.map(|day| day.to_string());
    wished(w, &kit, EventKind::LaterAsked, &ask.reason, day.as_deref()).await
}

/// The owner owes an answer, and is told so.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn wished(w: &mut Write, kit: &DemoKit, kind: EventKind, reason: &str, value: Option<&str>) -> Result<()> {
    let request = &kit.page.request;
    spine::set_state(w, &request.id, At::Approved).await?;
    promises::make(w, &request.id, Kind::DemoKit, PromiseKind::Answer).await?;
    let entry = timeline::event(w, &request.id, kind, (!reason.is_empty()).then_some(reason), value).await?;
    w.audit(&format!("loan.{}", kind.word()), "request", &request.id).await?;
    spine::tell(w, &request.owner.id, Template::LoanWish, &entry, &request.id).await
}
