use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::deliveries::rules::can_act_for_recipients;
use eyelevel_contract::deliveries::{Piece, PieceState, Receipt, RecipientStatus, Source, Status, countable, validate_receipt};
use eyelevel_contract::lang::Lang;
use eyelevel_texts::{receipts, words};

use super::show::{recipient_of, seen};
use super::status::{self, Event};
use super::{mailing, pieces, recipients};
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::attachments::{self, photo::Photo};
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
    receive(&mut w, &recipient, &submission.body, &[]).await?;
    let recipient = recipient_of(&app, &mut w.tx, &request, &recipient, lang).await?;
    submission.done(w, &caller, &recipient).await
}

/// A recipient has everything, or something is wrong: with which pieces, and what it looks like. The vendor's owner is told, and the requester unless it
/// is they who say so.
///
/// # Errors
/// The faults by field.
pub async fn receive(w: &mut Write, recipient_id: &str, receipt: &Receipt, photos: &[Photo]) -> Result<()> {
    let request_id = recipients::request_of(&mut w.tx, recipient_id).await?;
    spine::lock(w, &request_id).await?;
    let request = store::any(&mut w.tx, &request_id).await?;
    // What both sides read stands in the requester's language.
    let (lang,): (String,) = q("SELECT lang FROM people WHERE id = $1").bind(&request.requester.id).one(&mut w.tx).await?;
    let lang = Lang::from_word(&lang).unwrap_or(Lang::De);
    let app = w.app().clone();
    let recipient = recipient_of(&app, &mut w.tx, &request, recipient_id, lang).await?;
    let sent = countable(recipient.parcel.as_ref());
    let receipt = validate_receipt(receipt, sent)?;
    let status = if receipt.complete { Status::Confirmed } else { Status::Problem };
    let note = (!receipt.note.is_empty()).then_some(receipt.note.as_str());
    let told = told(lang, &receipt, sent, photos.len());
    mailing::taken(w, recipient_id).await?;
    // With an account it is the requester, in their place; behind a link, they themselves.
    let source = if w.actor.is_some() { Source::Requester } else { Source::Recipient };
    let event = Event { note, told: told.as_deref(), ..Event::new(status, source) };
    let Some(entry) = status::set(w, recipient_id, event).await? else { return Ok(()) };
    pieces::note(w, recipient_id, &receipt.pieces).await?;
    for (n, photo) in (1..).zip(photos) {
        // They have no account; whoever named them keeps it.
        let name = format!("{}-{n}.{}", receipts::wrong(lang), photo.ending);
        attachments::add_photo(w, &request_id, &request.requester.id, &name, photo).await?;
    }
    let dead = dead(&receipt, sent);
    if !dead.is_empty() {
        app.faulty().dead(w, &request, &recipient, &dead, &receipt.note).await?;
    }
    w.audit(if receipt.complete { "delivery.received" } else { "delivery.problem" }, "recipient", recipient_id).await?;
    for person in [&request.owner.id, &request.requester.id] {
        if w.actor.as_ref() != Some(person) {
            spine::tell(w, person, Template::RecipientActed, &entry, &request_id).await?;
        }
    }
    Ok(())
}

/// The serial numbers of what arrived dead: those that are named, or all of a line that is dead as a whole.
fn dead(receipt: &Receipt, sent: &[Piece]) -> Vec<String> {
    let mut all = Vec::new();
    for piece in receipt.pieces.iter().filter(|piece| piece.state == PieceState::Dead) {
        let line = sent.iter().find(|line| line.line_id == piece.line_id);
        match line.filter(|line| piece.serials.is_empty() && line.quantity == piece.quantity) {
            Some(line) => all.extend(line.serials.iter().cloned()),
            None => all.extend(piece.serials.iter().cloned()),
        }
    }
    all
}

/// What is wrong, in words for both sides: the pieces, what was typed, and that there are photos.
fn told(lang: Lang, receipt: &Receipt, sent: &[Piece], photos: usize) -> Option<String> {
    let pieces = words::pieces(lang, &receipt.pieces, sent);
    let photos = if photos == 0 { String::new() } else { receipts::photos(lang, i64::try_from(photos).unwrap_or(i64::MAX)) };
    let parts: Vec<_> = [&pieces, &receipt.note, &photos].into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}
