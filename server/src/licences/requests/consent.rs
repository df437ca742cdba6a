use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::rules::{can_agree, can_issue};
use eyelevel_contract::licences::{
    AnswerConsent, AskConsent, Consent, KeyRecipient, Licence, NewKeyRecipient, RecipientChange, validate_consent,
};
use eyelevel_contract::requests::rules::Refusal;
use eyelevel_contract::requests::{EventKind, Request, State as At};
use eyelevel_contract::validate::Fault;

use super::{consents, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::extract::{Caller, Submission};
use crate::mail::Template;
use crate::requests::{spine, timeline};
use crate::write::Write;

/// Another recipient, or one left out. The vendor asks for it, and until the requester agrees nothing goes out by it; the requester's own wish
/// is agreed to at once.
#[utoipa::path(post, path = "/api/v1/licences/{id}/consents", tag = "licences", params(("id" = String, Path)), request_body = AskConsent,
    responses((status = 200, body = Licence), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn ask(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    submission: Submission<AskConsent>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let request = store::locked(&mut w, &caller.actor, &id).await?;
    let own = if caller.actor.is_vendor() {
        can_issue(&caller.actor)?;
        false
    } else {
        can_agree(&caller.actor, &request, &[])?;
        true
    };
    if matches!(request.state, At::Declined | At::Withdrawn | At::Closed) {
        return Err(Error::Refused(Refusal::Not(request.state)));
    }
    let pinned = consents::pinned(&mut w.tx, &id).await?;
    let ask = validate_consent(&submission.body, &pinned)?;
    let licence = store::licence(&app, &mut w.tx, &caller, &id).await?;
    let who = who(&ask, &licence)?;
    let consent_id = consents::insert(&mut w, &id, &ask, &who, caller.id()).await?;
    let kind = EventKind::ConsentAsked;
    let value = format!("{}:{}", ask.change, who.name);
    let entry = timeline::event(&mut w, &id, kind, Some(&ask.reason), Some(&value)).await?;
    w.audit("consent.asked", "consent", &consent_id).await?;
    if own {
        agree(&mut w, &caller, &request, &consent_id, ask.change, &who).await?;
    } else {
        spine::tell(&mut w, &request.requester.id, Template::ConsentAsked, &entry, &id).await?;
    }
    super::answer_with(w, &caller, submission, &id).await
}

/// Who is meant. The requester is pinned already, or left out by name.
fn who(ask: &AskConsent, licence: &Licence) -> Result<NewKeyRecipient> {
    if let Some(new) = &ask.recipient {
        let same = |r: &KeyRecipient| r.recipient.email.as_ref().is_some_and(|email| email.eq_ignore_ascii_case(&new.email));
        if licence.recipients.iter().any(same) {
            return Err(Error::field("recipient.email", Fault::Twice));
        }
        if new.name.is_empty() {
            return Err(Error::field("recipient.whom", Fault::NotOffered));
        }
        return Ok(new.clone());
    }
    let found = licence.recipients.iter().find(|r| Some(&r.recipient.id) == ask.recipient_id.as_ref());
    let r = found.ok_or_else(|| Error::field("recipient_id", Fault::NoSuchRecipient))?;
    if r.left_out || r.recipient.status != eyelevel_contract::deliveries::Status::Planned {
        // What they have, nobody takes from them.
        return Err(Error::field("recipient_id", Fault::NoDifference));
    }
    Ok(NewKeyRecipient {
        whom: r.whom,
        name: r.recipient.name.clone(),
        organisation: r.recipient.organisation.clone(),
        email: r.recipient.email.clone().unwrap_or_default(),
        lang: r.recipient.lang,
    })
}

/// The requester's answer: from then on the key may go out like that, or it still may not.
#[utoipa::path(post, path = "/api/v1/licences/{id}/consents/{consent_id}", tag = "licences",
    params(("id" = String, Path), ("consent_id" = String, Path)), request_body = AnswerConsent,
    responses((status = 200, body = Licence), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn answer(
    State(app): State<App>,
    caller: Caller,
    Path((id, consent_id)): Path<(Id, Id)>,
    submission: Submission<AnswerConsent>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    let request = store::locked(&mut w, &caller.actor, &id).await?;
    let all: Vec<Consent> = consents::of(&mut w.tx, &id).await?;
    let consent = all.into_iter().find(|c| c.id == consent_id).ok_or(Error::NotFound)?;
    can_agree(&caller.actor, &request, &[])?;
    if consent.agreed.is_some() {
        return Err(Error::Refused(Refusal::OnceOnly));
    }
    if submission.body.agreed {
        agree(&mut w, &caller, &request, &consent.id, consent.change, &consent.recipient).await?;
    } else {
        consents::answer(&mut w, &consent.id, false, caller.id(), in_place(&caller, &request), None).await?;
        w.audit("consent.refused", "consent", &consent.id).await?;
        let entry = timeline::event(&mut w, &id, EventKind::ConsentRefused, None, Some(&consent.recipient.name)).await?;
        spine::tell(&mut w, &request.owner.id, Template::PartnerActed, &entry, &id).await?;
    }
    super::answer_with(w, &caller, submission, &id).await
}

fn in_place(caller: &Caller, request: &Request) -> bool {
    caller.id() != &request.requester.id
}

async fn agree(
    w: &mut Write,
    caller: &Caller,
    request: &Request,
    consent_id: &str,
    change: RecipientChange,
    who: &NewKeyRecipient,
) -> Result<()> {
    let added = match change {
        RecipientChange::Added => {
            consents::pin(w, &request.id, &request.requester.id, core::slice::from_ref(who)).await?.into_iter().next()
        }
        RecipientChange::LeftOut => None,
    };
    consents::answer(w, consent_id, true, caller.id(), in_place(caller, request), added.as_ref()).await?;
    w.audit("consent.given", "consent", consent_id).await?;
    let entry = timeline::event(w, &request.id, EventKind::ConsentGiven, None, Some(&who.name)).await?;
    spine::tell(w, &request.owner.id, Template::PartnerActed, &entry, &request.id).await
}
