//! How an attempt went, written down.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::OrganisationKind;
use eyelevel_contract::webhooks::rules::{ADMINS, OWNERS};
use eyelevel_contract::webhooks::{PING, SendingFault, WebhookState, again_after};
use serde_json::json;

use super::send::Missed;
use super::target;
use super::worker::{Attempt, Claimed};
use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::mail::{self, Template};
use crate::people;
use crate::write::Write;

/// Where nobody takes a connection, nothing else is tried for so long.
const QUIET: Millis = 5_000;
/// Of what is given up, a webhook's keepers are told once in so long.
const DAY: Millis = 24 * 3_600_000;

/// Writes down how it went: arrived, tried again later, given up. The webhook's row comes before that of what is sent.
///
/// # Errors
/// Whatever the database says.
pub async fn settle(app: &App, claimed: &Claimed, attempt: &Attempt) -> Result<()> {
    let mut w = Write::begin(app, None, "job").await?;
    match attempt.went {
        Ok(code) => arrived(&mut w, claimed, attempt, code).await?,
        Err(missed) => failed(&mut w, claimed, attempt, missed).await?,
    }
    w.commit().await
}

async fn arrived(w: &mut Write, claimed: &Claimed, attempt: &Attempt, code: u16) -> Result<()> {
    q("UPDATE webhooks SET delivered_at = $1, quiet_until = 0 WHERE id = $2").bind(w.now).bind(&claimed.webhook_id).run(&mut w.tx).await?;
    // It is there, whoever holds the lease by now.
    let sql = "UPDATE webhook_deliveries SET state = 'delivered', leased_until = 0, last_at = $1, last_code = $2, last_fault = NULL, \
               last_duration = $3 WHERE id = $4 AND state = 'waiting'";
    q(sql).bind(attempt.began).bind(i64::from(code)).bind(attempt.duration).bind(&claimed.id).run(&mut w.tx).await?;
    Ok(())
}

async fn failed(w: &mut Write, claimed: &Claimed, attempt: &Attempt, missed: Missed) -> Result<()> {
    let quiet = if missed.code.is_none() { w.now + QUIET } else { 0 };
    q("UPDATE webhooks SET failed_at = $1, quiet_until = $2 WHERE id = $3")
        .bind(w.now)
        .bind(quiet)
        .bind(&claimed.webhook_id)
        .run(&mut w.tx)
        .await?;
    let is_ping = claimed.event == PING;
    let gone = missed.fault == SendingFault::Gone && !is_ping;
    // What is answered by 410 is not at fault itself: it waits until the webhook goes on.
    let again = if gone { Some(0) } else { again_after(claimed.attempts).filter(|_| !is_ping) };
    // Only while it is still ours: whoever claimed it after us may have had more luck.
    let sql = "UPDATE webhook_deliveries SET state = $1, next_at = $2, leased_until = 0, last_at = $3, last_code = $4, last_fault = $5, \
               last_duration = $6 WHERE id = $7 AND state = 'waiting' AND attempts = $8";
    let ours = q(sql)
        .bind(if again.is_some() { "waiting" } else { "given_up" })
        .bind(w.now + again.unwrap_or(0))
        .bind(attempt.began)
        .bind(missed.code.map(i64::from))
        .bind(missed.fault.word())
        .bind(attempt.duration)
        .bind(&claimed.id)
        .bind(claimed.attempts)
        .run(&mut w.tx)
        .await?;
    tracing::info!(webhook = %claimed.webhook_id, delivery = %claimed.id, fault = missed.fault.word(), code = missed.code, "a webhook did not take it");
    if ours == 0 || is_ping {
        return Ok(());
    }
    if gone {
        return pause(w, claimed, WebhookState::Gone).await;
    }
    if again.is_some() {
        return Ok(());
    }
    let (arrived,): (Option<Millis>,) =
        q("SELECT delivered_at FROM webhooks WHERE id = $1").bind(&claimed.webhook_id).one(&mut w.tx).await?;
    if arrived.is_none_or(|at| at < claimed.first_at) {
        // In all those days nothing else has arrived, either.
        pause(w, claimed, WebhookState::Failing).await
    } else {
        let day = w.now.div_euclid(DAY);
        tell(w, &claimed.webhook_id, "given_up", &format!("{}:given_up:{day}", claimed.webhook_id)).await
    }
}

/// Nothing is sent any more until somebody says so; what happens waits.
async fn pause(w: &mut Write, claimed: &Claimed, state: WebhookState) -> Result<()> {
    let sql = "UPDATE webhooks SET state = $1, state_at = $2, version = version + 1 WHERE id = $3 AND state = 'active'";
    let paused = q(sql).bind(state.word()).bind(w.now).bind(&claimed.webhook_id).run(&mut w.tx).await?;
    if paused == 0 {
        return Ok(());
    }
    w.audit("webhook.paused", "webhook", &claimed.webhook_id).await?;
    tell(w, &claimed.webhook_id, state.word(), &format!("{}:{}", claimed.id, state.word())).await
}

/// Tells who keeps it.
async fn tell(w: &mut Write, webhook_id: &str, what: &str, event: &str) -> Result<()> {
    let sql = "SELECT h.url, h.organisation_id, o.kind FROM webhooks h JOIN organisations o ON o.id = h.organisation_id WHERE h.id = $1";
    let (url, organisation, kind): (String, Id, String) = q(sql).bind(webhook_id).one(&mut w.tx).await?;
    let roles = if kind == OrganisationKind::Vendor.word() { ADMINS } else { OWNERS };
    let params = json!({ "webhook": { "id": webhook_id, "host": target::host(&url), "what": what } });
    let keepers = people::store::with_roles(&mut w.tx, &[organisation], roles).await?;
    let keepers: Vec<_> = keepers.into_iter().map(|(id, _)| (id, params.clone())).collect();
    mail::to_people(w, &keepers, Template::WebhookTrouble, event).await
}
