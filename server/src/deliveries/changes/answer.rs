use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::deliveries::rules::can_act_for_recipients;
use eyelevel_contract::deliveries::{AnswerChange, ChangeRecipient, RecipientStatus, can_change, validate_change};
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::rules::Refusal;
use eyelevel_contract::requests::{EventKind, Request};
use eyelevel_contract::validate::Fault;

use super::super::show::recipient_of;
use super::super::{consent_page, recipients};
use super::{apply, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{spine, store as requests, timeline};
use crate::write::Write;

/// The requester's answer to a proposed change of a recipient.
#[utoipa::path(post, path = "/api/v1/recipients/{id}/changes/{change_id}", tag = "deliveries",
    params(("id" = String, Path), ("change_id" = String, Path)), request_body = AnswerChange,
    responses((status = 200, body = RecipientStatus), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(in crate::deliveries) async fn answer(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path((id, change_id)): Path<(Id, Id)>,
    submission: Submission<AnswerChange>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let request_id = recipients::request_of(&mut w.tx, &id).await?;
    requests::visible(&mut w.tx, &caller.actor, &request_id).await?;
    let waiting = store::waiting(&mut w.tx, &change_id).await?.filter(|waiting| waiting.recipient_id == id).ok_or(Error::NotFound)?;
    by_link(&mut w, &caller, &waiting, submission.body.agreed).await?;
    let request = requests::visible(&mut w.tx, &caller.actor, &request_id).await?;
    let recipient = recipient_of(&app, &mut w.tx, &request, &id, lang).await?;
    submission.done(w, &caller, &recipient).await
}

/// The answer, by portal or by signed link: the same rules.
pub(in crate::deliveries) async fn by_link(w: &mut Write, caller: &Caller, waiting: &store::Waiting, agreed: bool) -> Result<()> {
    let request_id = recipients::request_of(&mut w.tx, &waiting.recipient_id).await?;
    spine::lock(w, &request_id).await?;
    let request = requests::visible(&mut w.tx, &caller.actor, &request_id).await?;
    can_act_for_recipients(&caller.actor, &request).map_err(Error::Refused)?;
    let change = store::waiting(&mut w.tx, &waiting.change.id).await?.ok_or(Error::NotFound)?.change;
    if change.agreed.is_some() {
        return Err(Error::Refused(Refusal::OnceOnly));
    }
    if agreed {
        return agree(w, caller, &request, &change.id).await;
    }
    store::answered(w, &change.id, false, caller.id(), in_place(caller, &request)).await?;
    consent_page::over(w, &change.id).await?;
    w.audit("recipient.change_refused", "recipient", &waiting.recipient_id).await?;
    let entry = timeline::event(w, &request_id, EventKind::ConsentRefused, None, Some(&change.recipient.name)).await?;
    spine::tell(w, &request.owner.id, Template::PartnerActed, &entry, &request_id).await
}

fn in_place(caller: &Caller, request: &Request) -> bool {
    caller.id() != &request.requester.id
}

/// From now on it is so, and what did not arrive is sent again. The request must be locked.
pub(super) async fn agree(w: &mut Write, caller: &Caller, request: &Request, change_id: &str) -> Result<()> {
    can_change(request.state).map_err(Error::Refused)?;
    let store::Waiting { recipient_id, change } = store::waiting(&mut w.tx, change_id).await?.ok_or(Error::NotFound)?;
    // Meanwhile it may be under way to them, or they may be pinned by another way.
    let now = recipient_of(&w.app().clone(), &mut w.tx, request, &recipient_id, caller.lang).await?;
    let wanted = ChangeRecipient { recipient: change.recipient.clone(), reason: change.reason.clone() };
    if validate_change(&now, &wanted).is_err() {
        return Err(Error::field("agreed", Fault::NotOffered));
    }
    store::answered(w, change_id, true, caller.id(), in_place(caller, request)).await?;
    consent_page::over(w, change_id).await?;
    w.audit("recipient.changed", "recipient", &recipient_id).await?;
    let entry = timeline::event(w, &request.id, EventKind::ConsentGiven, None, Some(&change.recipient.name)).await?;
    apply::apply(w, caller.id(), request, &now, &change.recipient).await?;
    if caller.id() == &request.owner.id {
        return Ok(());
    }
    spine::tell(w, &request.owner.id, Template::PartnerActed, &entry, &request.id).await
}
