use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::deliveries::rules::can_act_for_recipients;
use eyelevel_contract::deliveries::{Receipt, RecipientStatus, Status, validate_receipt};

use super::mailing;
use super::show::{recipient_of, seen};
use super::status::{self, Change};
use crate::app::App;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{spine, store};
use crate::write::Write;

/// The requester confirms in a recipient's place, or says what is wrong; it is recorded as theirs.
#[utoipa::path(post, path = "/api/v1/deliveries/{id}/receipt", tag = "deliveries", params(("id" = String, Path)), request_body = Receipt,
    responses((status = 200, body = RecipientStatus), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<Receipt>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let (request, recipient) = seen(&mut w.tx, &caller.actor, &id).await?;
    can_act_for_recipients(&caller.actor, &request)?;
    receive(&mut w, &recipient, &submission.body).await?;
    let recipient = recipient_of(&app, &mut w.tx, &request, &recipient, lang).await?;
    submission.done(w, &caller, &recipient).await
}

/// A recipient has everything, or something is wrong. The vendor's owner is told, and the requester unless it is they who say so.
///
/// # Errors
/// The faults by field.
pub async fn receive(w: &mut Write, recipient_id: &str, receipt: &Receipt) -> Result<()> {
    let receipt = validate_receipt(receipt)?;
    let status = if receipt.complete { Status::Confirmed } else { Status::Problem };
    let note = (!receipt.note.is_empty()).then_some(receipt.note.as_str());
    mailing::taken(w, recipient_id).await?;
    let Some(entry) = status::set(w, recipient_id, Change { note, ..Change::to(status) }).await? else { return Ok(()) };
    w.audit(if receipt.complete { "delivery.received" } else { "delivery.problem" }, "recipient", recipient_id).await?;
    let request_id = super::recipients::row(&mut w.tx, recipient_id).await?.request_id;
    let request = store::any(&mut w.tx, &request_id).await?;
    for person in [&request.owner.id, &request.requester.id] {
        if w.actor.as_ref() != Some(person) {
            spine::tell(w, person, Template::RecipientActed, &entry, &request_id).await?;
        }
    }
    Ok(())
}
