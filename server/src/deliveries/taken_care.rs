use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::deliveries::rules::can_take_care;
use eyelevel_contract::deliveries::{NOTE_MAX, RecipientStatus, TakenCare};
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::validate::Faults;

use super::show::{recipient_of, seen};
use super::troubles;
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::requests::{spine, timeline};

/// Somebody of the vendor has taken care of what was wrong with a parcel, and says what they did; both sides read it. The same trouble is not
/// noted again of this sending.
#[utoipa::path(post, path = "/api/v1/deliveries/{id}/taken-care", tag = "deliveries", params(("id" = String, Path)), request_body = TakenCare,
    responses((status = 200, body = RecipientStatus), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<TakenCare>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let (request, recipient) = seen(&mut w.tx, &caller.actor, &id).await?;
    can_take_care(&caller.actor, &request)?;
    let mut faults = Faults::new();
    let note = faults.text("note", &submission.body.note, NOTE_MAX);
    faults.or(())?;
    spine::lock(&mut w, &request.id).await?;
    timeline::event(&mut w, &request.id, EventKind::TakenCare, Some(&note), None).await?;
    troubles::settle(&mut w, &id, &[], Some(caller.id())).await?;
    w.audit("delivery.taken_care", "delivery", &id).await?;
    let recipient = recipient_of(&app, &mut w.tx, &request, &recipient, lang).await?;
    submission.done(w, &caller, &recipient).await
}
