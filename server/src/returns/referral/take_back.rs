use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::{EventKind, Request};
use eyelevel_contract::returns::rules::Verb;
use eyelevel_contract::returns::{Referral, ReferralState, Return, TakeBack, validate_take_back};

use super::super::{answer_with, step, store as returns};
use super::{hand, store};
use crate::app::App;
use crate::db::q;
use crate::deliveries::consent_page;
use crate::error::Result;
use crate::extract::{Caller, Language, Submission};
use crate::links::{self, Purpose};
use crate::mail::Template;
use crate::requests::{spine, timeline};
use crate::write::Write;

/// Takes a return back from a distributor, or a proposal from the requester: the link opens nothing any more.
#[utoipa::path(post, path = "/api/v1/returns/{id}/referrals/end", tag = "returns", params(("id" = String, Path)), request_body = TakeBack,
    responses((status = 200, body = Return), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<TakeBack>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    take_back(&mut w, &caller, &id, &submission.body).await?;
    answer_with(w, &caller, lang, submission, &id).await
}

/// Takes it back.
///
/// # Errors
/// What the rules refuse; the fault at `reason`.
pub async fn take_back(w: &mut Write, caller: &Caller, id: &str, body: &TakeBack) -> Result<()> {
    let thing = returns::locked(w, caller, id, Verb::TakeBack).await?;
    let back = validate_take_back(body)?;
    let Some(referral) = thing.referral() else { return Ok(()) };
    let entry = ended(w, &thing.page.request, referral, Some(&back.reason)).await?;
    spine::tell(w, &thing.page.request.requester.id, Template::ReturnNews, &entry, id).await?;
    step::on(w, id).await
}

/// The partner has taken the request back: whoever has it is told that nothing is left to do.
pub(in crate::returns) async fn withdrawn(w: &mut Write, request: &Request) -> Result<()> {
    if let Some(referral) = store::open(&mut w.tx, &request.id).await? {
        ended(w, request, &referral, None).await?;
    }
    Ok(())
}

/// What was proposed is of no use any more, since the vendor does it without a distributor: nobody is asked about it.
pub(in crate::returns) async fn moot(w: &mut Write, request: &Request) -> Result<()> {
    match store::open(&mut w.tx, &request.id).await? {
        Some(referral) if referral.state == ReferralState::Proposed => ended(w, request, &referral, None).await.map(drop),
        _ => Ok(()),
    }
}

/// It is over without an answer. The entry that says so.
async fn ended(w: &mut Write, request: &Request, referral: &Referral, reason: Option<&str>) -> Result<String> {
    store::end(w, &referral.id, ReferralState::TakenBack, reason).await?;
    links::end(w, Purpose::Referral, &referral.id).await?;
    consent_page::over(w, &referral.id).await?;
    for device in &referral.shared.devices {
        let sql = "UPDATE return_items SET outcome = NULL WHERE id = $1 AND state = 'approved' AND outcome = 'by_distributor'";
        q(sql).bind(&device.item_id).run(&mut w.tx).await?;
    }
    let entry = timeline::event(w, &request.id, EventKind::ReferralTakenBack, reason, Some(&hand::named(referral))).await?;
    w.audit("return.referral_taken_back", "return_referral", &referral.id).await?;
    if referral.state.is_theirs() {
        hand::to_them(w, request, referral, Template::ReferralOver, &entry, None).await?;
    }
    Ok(entry)
}
