//! What the distributor says by their link: an answer, and later that it is done.

use eyelevel_contract::civil::Date;
use eyelevel_contract::requests::rules::Refusal;
use eyelevel_contract::requests::{EventKind, Kind, PromiseKind, Request, State, Verdict};
use eyelevel_contract::returns::{DistributorAnswer, Referral, ReferralState, validate_distributor_answer};

use super::super::step;
use super::{hand, store};
use crate::calendar;
use crate::calendars;
use crate::db::q;
use crate::error::{Error, Result};
use crate::links::{self, Purpose};
use crate::mail::Template;
use crate::requests::store as requests;
use crate::requests::{decisions, promises, spine, timeline};
use crate::write::Write;

/// The referral, its request locked, as long as it is in this state.
async fn locked(w: &mut Write, id: &str, state: ReferralState) -> Result<(Request, Referral)> {
    let (request_id, _) = store::one(&mut w.tx, id).await?.ok_or(Error::NotFound)?;
    spine::lock(w, &request_id).await?;
    let (_, referral) = store::one(&mut w.tx, id).await?.ok_or(Error::NotFound)?;
    if referral.state != state {
        return Err(Error::Refused(Refusal::OnceOnly));
    }
    Ok((requests::any(&mut w.tx, &request_id).await?, referral))
}

/// Writes a distributor's answer down. Whoever writes is the person who was handed it.
///
/// # Errors
/// `OnceOnly` where there is an answer, or it was taken back; the faults by field.
pub async fn answer(w: &mut Write, id: &str, said: &DistributorAnswer) -> Result<()> {
    let (request, referral) = locked(w, id, ReferralState::Handed).await?;
    let said = validate_distributor_answer(said, calendar::today(w.app())?)?;
    let Some(answer) = said.answer else { return Ok(()) };
    let text = (!said.text.is_empty()).then_some(said.text.as_str());
    let sql = "UPDATE return_referrals SET state = $2, answer = $3, answered_at = $4, done_by = $5, words = $6, reminded_on = NULL \
               WHERE id = $1";
    q(sql).bind(id).bind(answer.state().word()).bind(answer.word()).bind(w.now).bind(said.by).bind(text).run(&mut w.tx).await?;
    w.audit("return.referral_answered", "return_referral", id).await?;
    if let Some(by) = said.by {
        taken(w, &request, &referral, by).await?;
        let value = format!("{answer} {by}");
        return tell(w, &request, EventKind::ReferralTaken, text, Some(&value)).await;
    }
    store::end(w, id, answer.state(), None).await?;
    links::end(w, Purpose::Referral, id).await?;
    let kind = if answer.state() == ReferralState::Needs { EventKind::ReferralNeeds } else { EventKind::ReferralDeclined };
    tell(w, &request, kind, text, None).await
}

/// What was asked for is decided with it, and what the vendor owes from now on is owed until the day that was named.
async fn taken(w: &mut Write, request: &Request, referral: &Referral, by: Date) -> Result<()> {
    for device in &referral.shared.devices {
        let sql = "UPDATE return_items SET state = 'approved', outcome = 'by_distributor', \
                   payer_because = CASE WHEN payer = 'after_check' THEN 'accepted' ELSE payer_because END, \
                   payer = CASE WHEN payer = 'after_check' THEN 'vendor' ELSE payer END \
                   WHERE id = $1 AND state IN ('asked', 'approved') AND replacement IS NULL";
        q(sql).bind(&device.item_id).run(&mut w.tx).await?;
    }
    if matches!(request.state, State::Submitted | State::Question) {
        decisions::record(w, &request.id, Verdict::Approved, "", "").await?;
    }
    let app = w.app().clone();
    let hours = calendars::hours(&app, &mut w.tx).await?;
    // A day ends when the vendor closes. Whoever says so in the evening, or names a day on which nobody works, has all of it.
    let until = match hours.closes(by).filter(|evening| *evening > w.now) {
        Some(evening) => evening,
        None => calendar::at(&app, by, 23, 59)?,
    };
    links::keep(w, Purpose::Referral, &referral.id, until + hand::LIVES).await?;
    promises::settle(w, &request.id).await?;
    spine::set_state(w, &request.id, State::Approved).await?;
    if alone(w, request, referral).await? {
        promises::make_until(w, &request.id, PromiseKind::Fulfilment, until).await?;
    } else {
        // What the vendor has in its own hands is not put off by somebody else's day.
        promises::make(w, &request.id, Kind::Return, PromiseKind::Fulfilment).await?;
    }
    step::on(w, &request.id).await
}

/// Whether the vendor owes nothing beside what the distributor does.
async fn alone(w: &mut Write, request: &Request, referral: &Referral) -> Result<bool> {
    let sql = "SELECT id FROM return_items WHERE request_id = $1 AND (state IN ('asked', 'approved', 'received', 'inspected') \
               OR replacement IN ('set_aside', 'awaited'))";
    let owed: Vec<(String,)> = q(sql).bind(&request.id).all(&mut w.tx).await?;
    Ok(owed.iter().all(|(id,)| referral.shared.devices.iter().any(|device| &device.item_id == id)))
}

/// Writes down that it is done: nothing is owed for these devices any more.
///
/// # Errors
/// `OnceOnly` where it is done already, or was taken back; the fault at `text`.
pub async fn done(w: &mut Write, id: &str, text: &str) -> Result<()> {
    let (request, referral) = locked(w, id, ReferralState::Taken).await?;
    let mut faults = eyelevel_contract::validate::Faults::new();
    let text = faults.optional_text("text", text, eyelevel_contract::requests::REASON_MAX);
    faults.or(())?;
    store::end(w, id, ReferralState::Done, text.as_deref()).await?;
    links::end(w, Purpose::Referral, id).await?;
    for device in &referral.shared.devices {
        q("UPDATE return_items SET state = 'done', done_at = $2 WHERE id = $1 AND state = 'approved' AND outcome = 'by_distributor'")
            .bind(&device.item_id)
            .bind(w.now)
            .run(&mut w.tx)
            .await?;
    }
    w.audit("return.referral_done", "return_referral", id).await?;
    tell(w, &request, EventKind::ReferralDone, text.as_deref(), None).await?;
    step::on(w, &request.id).await
}

/// Both sides read it, and are told.
async fn tell(w: &mut Write, request: &Request, kind: EventKind, text: Option<&str>, value: Option<&str>) -> Result<()> {
    let entry = timeline::event(w, &request.id, kind, text, value).await?;
    spine::tell(w, &request.requester.id, Template::ReturnNews, &entry, &request.id).await?;
    spine::tell(w, &request.owner.id, Template::ReturnTask, &entry, &request.id).await
}
