use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::deliveries::{RECIPIENTS_MAX, WHY_MAX};
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::rules::{can_agree, can_issue};
use eyelevel_contract::licences::{
    AnswerConsent, AskConsent, Consent, KeyRecipient, Licence, NewKeyRecipient, RecipientChange, Whom, validate_consent,
};
use eyelevel_contract::requests::rules::Refusal;
use eyelevel_contract::requests::{EventKind, Request, State as At};
use eyelevel_contract::validate::Fault;

use serde_json::json;

use super::{consents, keys, store};
use crate::app::App;
use crate::deliveries::{consent_page, mailing};
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
        Err(answer) => return super::again(&app, &caller, answer, Some(&id)).await,
    };
    wish(&mut w, &caller, &id, &submission.body).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// Asks for other recipients; from the requester it is agreed to at once.
///
/// # Errors
/// The missing right; the state that is in the way; the faults by field.
pub async fn wish(w: &mut Write, caller: &Caller, id: &str, body: &AskConsent) -> Result<()> {
    let request = store::locked(w, &caller.actor, id).await?;
    let own = if caller.actor.is_vendor() {
        can_issue(&caller.actor)?;
        false
    } else {
        can_agree(&caller.actor, &request, &[])?;
        true
    };
    still_going(&request)?;
    let pinned = consents::pinned(&mut w.tx, id).await?;
    let ask = validate_consent(body, &pinned)?;
    let app = w.app().clone();
    let licence = store::licence(&app, &mut w.tx, caller, id).await?;
    let who = who(&ask, &licence)?;
    let consent_id = consents::insert(w, id, &ask, &who, caller.id()).await?;
    let kind = EventKind::ConsentAsked;
    let value = format!("{}:{}", ask.change, who.name);
    let entry = timeline::event(w, id, kind, Some(&ask.reason), Some(&value)).await?;
    w.audit("consent.asked", "consent", &consent_id).await?;
    if !own {
        let link = consent_page::link(w, &consent_id).await?;
        return spine::tell_and(w, &request.requester.id, Template::ConsentAsked, &entry, id, json!({ "link": link })).await;
    }
    let consent = consents::of(&mut w.tx, id).await?.into_iter().find(|c| c.id == consent_id).ok_or(Error::NotFound)?;
    agree(w, caller, &request, &consent).await
}

/// Of what is over, nobody gets anything any more.
fn still_going(request: &Request) -> Result<()> {
    match request.state {
        At::Declined | At::Withdrawn | At::Closed => Err(Error::Refused(Refusal::Not(request.state))),
        _ => Ok(()),
    }
}

/// Who is meant, as things stand now: asked when it is proposed, and again when it is agreed to.
fn who(ask: &AskConsent, licence: &Licence) -> Result<NewKeyRecipient> {
    let getting: Vec<_> = licence.recipients.iter().filter(|r| !r.left_out).collect();
    if let Some(new) = &ask.recipient {
        let same = |r: &KeyRecipient| r.recipient.email.as_ref().is_some_and(|email| email.eq_ignore_ascii_case(&new.email));
        let twice_requester = new.whom == Whom::Requester && getting.iter().any(|r| r.whom == Whom::Requester);
        // Not to the customer, they said: whoever wants something else asks for it anew.
        if twice_requester || new.whom == Whom::Customer && licence.asked.never_customer {
            return Err(Error::field("recipient.whom", Fault::NotOffered));
        }
        if getting.iter().any(|r| same(r)) {
            return Err(Error::field("recipient.email", Fault::Twice));
        }
        if licence.recipients.len() >= RECIPIENTS_MAX {
            return Err(Error::field("recipient", Fault::TooMany(RECIPIENTS_MAX)));
        }
        let requester = &licence.page.request.requester.name;
        let name = if new.whom == Whom::Requester { requester } else { &new.name };
        return Ok(NewKeyRecipient { name: name.clone(), ..new.clone() });
    }
    let found = licence.recipients.iter().find(|r| Some(&r.recipient.id) == ask.recipient_id.as_ref());
    let r = found.ok_or_else(|| Error::field("recipient_id", Fault::NoSuchRecipient))?;
    // What they have, nobody takes from them; and somebody has to get it.
    if r.left_out || has_it(r) || getting.len() == 1 {
        return Err(Error::field("recipient_id", Fault::NotOffered));
    }
    Ok(NewKeyRecipient {
        whom: r.whom,
        name: r.recipient.name.clone(),
        organisation: r.recipient.organisation.clone(),
        email: r.recipient.email.clone().unwrap_or_default(),
        lang: r.recipient.lang,
        channel: Some(r.recipient.channel),
        why: r.recipient.why.clone(),
    })
}

/// Whether a key has reached them, this one or one before.
fn has_it(r: &KeyRecipient) -> bool {
    r.recipient.history.iter().any(|change| !change.status.is_nowhere())
}

/// The requester's answer: from then on the key may go out like that, or it still may not.
#[utoipa::path(post, path = "/api/v1/licences/{id}/consents/{consent_id}", tag = "licences",
    params(("id" = String, Path), ("consent_id" = String, Path)), request_body = AnswerConsent,
    responses((status = 200, body = Licence), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn answer(
    State(app): State<App>,
    caller: Caller,
    Path((id, consent_id)): Path<(Id, Id)>,
    submission: Submission<AnswerConsent>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return super::again(&app, &caller, answer, Some(&id)).await,
    };
    decide(&mut w, &caller, &id, &consent_id, submission.body.agreed).await?;
    super::answer_with(w, &caller, submission, &id).await
}

/// The answer, by portal or by signed link: the same rules.
pub(super) async fn decide(w: &mut Write, caller: &Caller, id: &str, consent_id: &str, agreed: bool) -> Result<()> {
    let request = store::locked(w, &caller.actor, id).await?;
    let all: Vec<Consent> = consents::of(&mut w.tx, id).await?;
    let consent = all.into_iter().find(|c| c.id == consent_id).ok_or(Error::NotFound)?;
    can_agree(&caller.actor, &request, &[])?;
    if consent.agreed.is_some() {
        return Err(Error::Refused(Refusal::OnceOnly));
    }
    consent_page::over(w, &consent.id).await?;
    if agreed {
        still_going(&request)?;
        let recipient = Some(consent.recipient.clone()).filter(|_| consent.change == RecipientChange::Added);
        let (recipient_id, reason) = (consent.recipient_id.clone(), consent.reason.clone());
        let licence = store::licence(&w.app().clone(), &mut w.tx, caller, id).await?;
        // Meanwhile somebody may have it, or be pinned by another way.
        who(&AskConsent { change: consent.change, recipient_id, recipient, reason }, &licence)
            .map_err(|_| Error::field("agreed", Fault::NotOffered))?;
        return agree(w, caller, &request, &consent).await;
    }
    consents::answer(w, &consent.id, false, caller.id(), in_place(caller, &request), None).await?;
    w.audit("consent.refused", "consent", &consent.id).await?;
    let entry = timeline::event(w, id, EventKind::ConsentRefused, None, Some(&consent.recipient.name)).await?;
    spine::tell(w, &request.owner.id, Template::PartnerActed, &entry, id).await
}

fn in_place(caller: &Caller, request: &Request) -> bool {
    caller.id() != &request.requester.id
}

async fn agree(w: &mut Write, caller: &Caller, request: &Request, consent: &Consent) -> Result<()> {
    let who = &consent.recipient;
    let why: String = consent.reason.chars().take(WHY_MAX).collect();
    let added = match (consent.change, &consent.recipient_id) {
        (RecipientChange::Added, _) => {
            consents::pin(w, &request.id, &request.requester.id, core::slice::from_ref(who), &why).await?.into_iter().next()
        }
        (RecipientChange::LeftOut, recipient) => {
            if let Some(recipient) = recipient {
                keys::unsend(w, recipient).await?;
                mailing::stop(w, recipient).await?;
            }
            None
        }
    };
    consents::answer(w, &consent.id, true, caller.id(), in_place(caller, request), added.as_ref()).await?;
    w.audit("consent.given", "consent", &consent.id).await?;
    let entry = timeline::event(w, &request.id, EventKind::ConsentGiven, None, Some(&who.name)).await?;
    spine::tell(w, &request.owner.id, Template::PartnerActed, &entry, &request.id).await
}
