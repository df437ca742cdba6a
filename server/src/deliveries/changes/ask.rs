use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::deliveries::rules::{can_act_for_recipients, can_track};
use eyelevel_contract::deliveries::{ChangeRecipient, RecipientStatus, as_named, can_change, validate_change};
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::EventKind;
use serde_json::json;

use super::super::show::recipient_of;
use super::super::{consent_page, recipients};
use super::answer::agree;
use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{spine, store as requests, timeline};
use crate::write::Write;

/// Another address for a recipient, or somebody else in their place. The vendor proposes it, and until the requester agrees nothing goes out by it; the
/// requester's own wish counts at once.
#[utoipa::path(post, path = "/api/v1/recipients/{id}/changes", tag = "deliveries", params(("id" = String, Path)), request_body = ChangeRecipient,
    responses((status = 200, body = RecipientStatus), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(in crate::deliveries) async fn ask(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<ChangeRecipient>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let request_id = propose(&mut w, &caller, &id, &submission.body).await?;
    let request = requests::visible(&mut w.tx, &caller.actor, &request_id).await?;
    let recipient = recipient_of(&app, &mut w.tx, &request, &id, lang).await?;
    submission.done(w, &caller, &recipient).await
}

/// Asks for a change; from the requester it is agreed to at once. Answers the request's id.
async fn propose(w: &mut Write, caller: &Caller, id: &str, change: &ChangeRecipient) -> Result<Id> {
    let request_id = recipients::request_of(&mut w.tx, id).await?;
    requests::visible(&mut w.tx, &caller.actor, &request_id).await?;
    spine::lock(w, &request_id).await?;
    let request = requests::visible(&mut w.tx, &caller.actor, &request_id).await?;
    let own = !caller.actor.is_vendor();
    if own { can_act_for_recipients(&caller.actor, &request) } else { can_track(&caller.actor) }.map_err(Error::Refused)?;
    can_change(request.state).map_err(Error::Refused)?;
    let now = recipient_of(&w.app().clone(), &mut w.tx, &request, id, caller.lang).await?;
    let (kind, change) = validate_change(&now, change)?;
    if own {
        store::overtaken(w, id, caller.id()).await?;
    }
    let change_id = store::insert(w, id, kind, &as_named(&now), &change, caller.id()).await?;
    let value = format!("{kind}:{}", change.recipient.name);
    let entry = timeline::event(w, &request_id, EventKind::ConsentAsked, Some(&change.reason), Some(&value)).await?;
    w.audit("recipient.change_asked", "recipient", id).await?;
    if own {
        agree(w, caller, &request, &change_id).await?;
    } else {
        let link = consent_page::link(w, &change_id).await?;
        spine::tell_and(w, &request.requester.id, Template::ConsentAsked, &entry, &request_id, json!({ "link": link })).await?;
    }
    Ok(request_id)
}
