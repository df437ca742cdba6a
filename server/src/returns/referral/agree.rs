use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::deliveries::rules::can_act_for_recipients;
use eyelevel_contract::ids::Id;
use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::rules::Refusal;
use eyelevel_contract::requests::{EventKind, State as At};
use eyelevel_contract::returns::{AnswerReferral, Referral, ReferralState, Return, referable};
use eyelevel_contract::validate::Fault;
use eyelevel_texts::{distributor_page as t, returns as words};

use super::super::{answer_with, store as returns};
use super::{hand, store};
use crate::app::App;
use crate::db::{AsConn, q};
use crate::deliveries::{Wish, consent_page};
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{spine, timeline};
use crate::write::Write;

/// The requester's answer to a proposal: with a yes it goes out as it stands there.
#[utoipa::path(post, path = "/api/v1/returns/{id}/referrals/{referral_id}", tag = "returns",
    params(("id" = String, Path), ("referral_id" = String, Path)), request_body = AnswerReferral,
    responses((status = 200, body = Return), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path((id, referral_id)): Path<(Id, Id)>,
    submission: Submission<AnswerReferral>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    agree(&mut w, &caller, &id, &referral_id, submission.body.agreed).await?;
    answer_with(w, &caller, lang, submission, &id).await
}

/// Answers, in the portal or by the link in the mail that asks: by the same rules.
///
/// # Errors
/// The missing right; `OnceOnly`; a fault where it can't be handed over any more.
pub async fn agree(w: &mut Write, caller: &Caller, id: &str, referral_id: &str, agreed: bool) -> Result<()> {
    spine::lock(w, id).await?;
    let app = w.app().clone();
    let thing = returns::one(&app, &mut w.tx, &caller.actor, Lang::De, id).await?;
    let request = &thing.page.request;
    let referral = thing.referrals.iter().find(|referral| referral.id == referral_id).ok_or(Error::NotFound)?;
    can_act_for_recipients(&caller.actor, request)?;
    if referral.state != ReferralState::Proposed {
        return Err(Error::Refused(Refusal::OnceOnly));
    }
    if agreed && !can_go(w, &thing, referral).await? {
        return Err(Error::field("agreed", Fault::NotOffered));
    }
    let sql = "UPDATE return_referrals SET agreed_by = $2, agreed_at = $3 WHERE id = $1";
    q(sql).bind(referral_id).bind(caller.id()).bind(w.now).run(&mut w.tx).await?;
    consent_page::over(w, referral_id).await?;
    let (kind, action) = if agreed {
        (EventKind::ConsentGiven, "return.referral_agreed")
    } else {
        store::end(w, referral_id, ReferralState::Refused, None).await?;
        (EventKind::ConsentRefused, "return.referral_refused")
    };
    let entry = timeline::event(w, id, kind, None, Some(&hand::named(referral))).await?;
    w.audit(action, "return_referral", referral_id).await?;
    spine::tell(w, &request.owner.id, Template::PartnerActed, &entry, id).await?;
    if agreed {
        // It is the vendor's doing, done by the portal: the requester has agreed to it.
        let actor = w.actor.take();
        hand::over(w, request, referral_id).await?;
        w.actor = actor;
    }
    Ok(())
}

/// Whether what was proposed can still be handed over: the devices wait, and the person is still there.
async fn can_go(w: &mut Write, thing: &Return, referral: &Referral) -> Result<bool> {
    let waits = |id: &Id| referable(thing).any(|item| &item.id == id);
    let fits = matches!(thing.page.request.state, At::Submitted | At::Approved)
        && referral.shared.devices.iter().all(|device| waits(&device.item_id));
    Ok(fits && store::agent(&mut w.tx, &referral.agent.id).await?.is_some())
}

/// A proposal, as the page reads it on which the requester answers without signing in.
pub(in crate::returns) async fn wish(on: &mut impl AsConn, id: &str, lang: Lang) -> Result<Option<Wish>> {
    let Some((request_id, referral)) = store::one(on, id).await? else { return Ok(None) };
    let shared = &referral.shared;
    let device = |serial: &str, product: &str, fault: &str| {
        [product, serial, fault].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let data = match shared.holds_data {
        Some(true) => t::yes(lang),
        Some(false) => t::no(lang),
        None => t::not_said(lang),
    };
    let mut shares = vec![shared.partner.clone()];
    shares.extend(shared.devices.iter().map(|one| device(&one.serial, &one.product, &one.fault)));
    shares.extend(shared.files.iter().map(|file| file.name.clone()));
    if let Some(to) = &shared.recipient {
        let address = &to.address;
        let parts = [&to.name, &to.organisation, &address.street, &address.postal_code, &address.city];
        shares.push(parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", "));
    }
    shares.push(words::reason(lang, shared.reason).to_owned());
    if !shared.description.is_empty() {
        shares.push(shared.description.clone());
    }
    shares.push(format!("{} {data}", t::holds_data(lang)));
    if !shared.note.is_empty() {
        shares.push(shared.note.clone());
    }
    Ok(Some(Wish {
        request_id,
        change: "handed",
        whom: hand::named(&referral),
        now: None,
        // What the vendor adds goes out as well: it stands there.
        reason: String::new(),
        asked_by: referral.asked_by.name.clone(),
        open: referral.state == ReferralState::Proposed,
        shares,
    }))
}
