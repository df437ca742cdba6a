use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::deliveries::rules::can_track;
use eyelevel_contract::deliveries::tracking::Cause;
use eyelevel_contract::deliveries::{NOTE_MAX, NewStatus, RecipientStatus, Source, Status};
use eyelevel_contract::validate::{Fault, Faults};

use super::recipients;
use super::show::{recipient_of, seen};
use super::status::{self, Event};
use crate::app::App;
use crate::calendar;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::spine;
use crate::write::Write;

/// The vendor notes by hand what the carrier says; the requester is told when it is not good news.
#[utoipa::path(post, path = "/api/v1/deliveries/{id}/status", tag = "deliveries", params(("id" = String, Path)), request_body = NewStatus,
    responses((status = 200, body = RecipientStatus), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<NewStatus>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    track(&mut w, &caller, &id, &submission.body).await?;
    let (request, recipient) = seen(&mut w.tx, &caller.actor, &id).await?;
    let recipient = recipient_of(&app, &mut w.tx, &request, &recipient, lang).await?;
    submission.done(w, &caller, &recipient).await
}

/// Notes a status.
///
/// # Errors
/// The missing right; the faults by field.
pub async fn track(w: &mut Write, caller: &Caller, id: &str, new: &NewStatus) -> Result<()> {
    let (request, recipient) = seen(&mut w.tx, &caller.actor, id).await?;
    can_track(&caller.actor)?;
    let bad = matches!(new.status, Status::Bounced | Status::Failed | Status::Returned | Status::Lost);
    let mut faults = Faults::new();
    // Bad news needs its reason.
    let note = if bad { Some(faults.text("note", &new.note, NOTE_MAX)) } else { faults.optional_text("note", &new.note, NOTE_MAX) };
    let channel = recipients::row(&mut w.tx, &recipient).await?.channel()?;
    if !Status::by_hand(channel).contains(&new.status) {
        faults.add("status", Fault::NotOffered);
    }
    if new.arrives_on.is_some_and(|day| calendar::today(w.app()).is_ok_and(|today| day < today)) {
        faults.add("arrives_on", Fault::InThePast);
    }
    faults.or(())?;
    let event = Event {
        note: note.as_deref(),
        reason: new.cause.map(Cause::word),
        arrives_on: new.arrives_on,
        ..Event::new(new.status, Source::Vendor)
    };
    let entry = status::set(w, &recipient, event).await?;
    w.audit("delivery.tracked", "delivery", id).await?;
    if let Some(entry) = entry.filter(|_| bad) {
        spine::tell_with(w, &request.requester.id, Template::RecipientActed, &entry, &request.id, note.as_deref()).await?;
    }
    Ok(())
}
