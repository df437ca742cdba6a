use axum::extract::{Path, State};
use axum::response::Response;
use eyelevel_contract::requests::EventKind;
use eyelevel_contract::returns::rules::Verb;
use eyelevel_contract::returns::{Refer, Return, needs_consent, shared, validate_referral};
use eyelevel_contract::validate::Fault;
use serde_json::json;

use super::super::{answer_with, store as returns};
use super::{hand, store};
use crate::app::App;
use crate::deliveries::consent_page;
use crate::error::{Error, Result};
use crate::extract::{Caller, Language, Submission};
use crate::mail::Template;
use crate::requests::{spine, timeline};
use crate::write::Write;

/// Hands a return to somebody of a distributor's: at once where the requester has named that distributor, else the requester is asked first,
/// and nothing goes out before they agree.
#[utoipa::path(post, path = "/api/v1/returns/{id}/referrals", tag = "returns", params(("id" = String, Path)), request_body = Refer,
    responses((status = 200, body = Return), (status = 401), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Language(lang): Language,
    Path(id): Path<String>,
    submission: Submission<Refer>,
) -> Result<Response> {
    let mut w = match submission.begin(&app, &caller).await? {
        Ok(w) => w,
        Err(answer) => return Ok(answer),
    };
    refer(&mut w, &caller, &id, &submission.body).await?;
    answer_with(w, &caller, lang, submission, &id).await
}

/// Hands it over, or asks.
///
/// # Errors
/// What the rules refuse; the faults by field.
pub async fn refer(w: &mut Write, caller: &Caller, id: &str, body: &Refer) -> Result<()> {
    let thing = returns::locked(w, caller, id, Verb::Refer).await?;
    let refer = validate_referral(body, &thing)?;
    let agent = store::agent(&mut w.tx, &refer.person_id).await?.ok_or_else(|| Error::field("person_id", Fault::Unknown))?;
    let asks = needs_consent(&thing, &agent.distributor.id, refer.with_recipient);
    let referral_id = store::insert(w, id, &agent, &shared(&refer, &thing), caller.id(), !asks).await?;
    if !asks {
        return hand::over(w, &thing.page.request, &referral_id).await;
    }
    let value = format!("handed:{}, {}", agent.name, agent.distributor.name);
    let note = (!refer.note.is_empty()).then_some(refer.note.as_str());
    let entry = timeline::event(w, id, EventKind::ConsentAsked, note, Some(&value)).await?;
    w.audit("return.referral_proposed", "return_referral", &referral_id).await?;
    let link = consent_page::link(w, &referral_id).await?;
    spine::tell_and(w, &thing.page.request.requester.id, Template::ConsentAsked, &entry, id, json!({ "link": link })).await
}
