//! Sends what the outbox holds: claim by lease, check the pins, render, send, settle. Each is a step of its own, and a process may die
//! between any two: the lease runs out, and another one goes on with the same Message-ID.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::Lang;
use futures_util::FutureExt as _;

use super::params::Params;
use super::render::render;
use super::transport::{Envelope, Failure, Transport};
use super::{Template, demo};
use crate::app::App;
use crate::db::{q, q2};
use crate::error::{Error, Result};
use crate::write::Write;

/// A claimed mail is ours for so long.
const LEASE: Millis = 2 * 60_000;
/// A mail server gets so long.
const PATIENCE: Duration = Duration::from_secs(80);
/// What goes with a mail is made within so long; both together are less than the lease.
const CRAFT: Duration = Duration::from_secs(35);
/// After so many failures nobody tries any more: about two days.
const ATTEMPTS: i64 = 18;

/// A mail that this process may send.
#[derive(Debug, sqlx::FromRow)]
pub struct Claimed {
    id: Id,
    template: String,
    lang: String,
    to_name: String,
    to_email: String,
    recipient_id: Option<Id>,
    params: String,
    message_id: String,
    attempts: i64,
}

/// Sends everything that is due; answers how many mails were settled.
///
/// # Errors
/// Whatever the database says; mails that can't be sent are no error.
pub async fn run(app: &App, transport: &Transport) -> Result<usize> {
    let mut settled = 0;
    while step(app, transport).await? {
        settled += 1;
    }
    Ok(settled)
}

/// One mail, from claim to settlement; false if none is due.
///
/// # Errors
/// Whatever the database says.
pub async fn step(app: &App, transport: &Transport) -> Result<bool> {
    let Some(mail) = claim(app).await? else { return Ok(false) };
    // One mail that brings the program to its knees must not keep all others from being sent.
    let delivered = AssertUnwindSafe(deliver(app, transport, &mail)).catch_unwind().await;
    settle(app, transport, &mail, delivered.unwrap_or(Err(Failure::Permanent("unmade")))).await?;
    Ok(true)
}

/// Takes the next due mail for this process, if there is one.
///
/// # Errors
/// Whatever the database says.
pub async fn claim(app: &App) -> Result<Option<Claimed>> {
    const DUE: &str = "SELECT id FROM outbox WHERE state = 'waiting' AND next_at <= $1 AND leased_until <= $1 ORDER BY next_at, id LIMIT 1";
    {
        // Looking costs no writer.
        let due: Option<(Id,)> = q(DUE).bind(app.clock.now()).maybe(&mut app.db.read().await?).await?;
        if due.is_none() {
            return Ok(None);
        }
    }
    let mut w = Write::begin(app, None, "job").await?;
    let due: Option<(Id,)> = q2(DUE, format!("{DUE} FOR UPDATE SKIP LOCKED")).bind(w.now).maybe(&mut w.tx).await?;
    let Some((id,)) = due else { return Ok(None) };
    let sql = "UPDATE outbox SET leased_until = $1, attempts = attempts + 1 WHERE id = $2 \
               RETURNING id, template, lang, to_name, to_email, recipient_id, params, message_id, attempts";
    let claimed: Claimed = q(sql).bind(w.now + LEASE).bind(&id).one(&mut w.tx).await?;
    if let Some(recipient) = &claimed.recipient_id
        && !may_go(&mut w, &claimed, recipient).await?
    {
        // The pins changed after the mail was written, or what it brings is no longer theirs: it goes to nobody.
        q("UPDATE outbox SET state = 'withheld' WHERE id = $1").bind(&id).run(&mut w.tx).await?;
        w.audit("mail.withheld", "mail", &id).await?;
        w.commit().await?;
        return Box::pin(claim(app)).await;
    }
    w.commit().await?;
    Ok(Some(claimed))
}

/// Whether a mail to a pinned recipient may still go: to that address, with something that they are to have, and not twice.
async fn may_go(w: &mut Write, mail: &Claimed, recipient: &str) -> Result<bool> {
    let Some(template) = Template::from_word(&mail.template) else { return Ok(false) };
    if template == Template::MonthlyStatement {
        // Pinned to an account, not to a request.
        return w.app().mailable().may_go(w, template, recipient).await;
    }
    if !is_pinned(w, recipient, &mail.to_email).await? || template == Template::KeySent && is_overtaken(w, mail, recipient).await? {
        return Ok(false);
    }
    let mailable = w.app().mailable();
    mailable.may_go(w, template, recipient).await
}

/// A mail brings what is true when it is sent: of two that wait, the later one says all.
async fn is_overtaken(w: &mut Write, mail: &Claimed, recipient: &str) -> Result<bool> {
    let sql = "SELECT id FROM outbox WHERE recipient_id = $1 AND template = $2 AND state = 'waiting' AND id > $3 LIMIT 1";
    let later: Option<(Id,)> = q(sql).bind(recipient).bind(&mail.template).bind(&mail.id).maybe(&mut w.tx).await?;
    Ok(later.is_some())
}

async fn is_pinned(w: &mut Write, recipient_id: &str, email: &str) -> Result<bool> {
    let row: Option<(Option<String>,)> = q("SELECT email FROM recipients WHERE id = $1").bind(recipient_id).maybe(&mut w.tx).await?;
    Ok(row.and_then(|r| r.0).is_some_and(|pinned| pinned == email))
}

/// Renders and sends a claimed mail; writes nothing.
///
/// # Errors
/// Why it was not sent.
pub async fn deliver(app: &App, transport: &Transport, mail: &Claimed) -> std::result::Result<Envelope, Failure> {
    let made = tokio::time::timeout(CRAFT, envelope(app, mail)).await;
    let envelope = made.unwrap_or_else(|_| Err(Error::Internal("it took too long".to_owned()))).map_err(|error| {
        tracing::error!(mail = %mail.id, error = %error, "a mail can't be made");
        Failure::Temporary("unmade")
    })?;
    // Never longer than the lease: while we still try, nobody else does.
    tokio::time::timeout(PATIENCE, transport.send(&envelope)).await.unwrap_or(Err(Failure::Temporary("timeout")))?;
    Ok(envelope)
}

async fn envelope(app: &App, mail: &Claimed) -> Result<Envelope> {
    let template = Template::from_word(&mail.template).ok_or_else(|| Error::Internal("a mail of no kind".to_owned()))?;
    let params: Params = serde_json::from_str(&mail.params)?;
    let lang = Lang::from_word(&mail.lang).unwrap_or(Lang::De);
    let letter = render(app, template, lang, &mail.to_name, &params).await?;
    Ok(Envelope {
        from: app.config.mail_from.clone(),
        to_name: mail.to_name.clone(),
        to_email: mail.to_email.clone(),
        subject: letter.subject,
        body: letter.body,
        attachment: letter.attachment,
        message_id: mail.message_id.clone(),
        at: app.clock.now(),
    })
}

/// Writes down how it went: sent, tried again later, or given up.
///
/// # Errors
/// Whatever the database says.
pub async fn settle(app: &App, transport: &Transport, mail: &Claimed, outcome: std::result::Result<Envelope, Failure>) -> Result<()> {
    let mut w = Write::begin(app, None, "job").await?;
    match outcome {
        Ok(envelope) => {
            if matches!(transport, Transport::Demo) {
                demo::keep(&mut w, &mail.id, &envelope).await?;
            }
            // It is sent, whoever holds the lease by now.
            let sql = "UPDATE outbox SET state = 'sent', sent_at = $1, last_error = NULL WHERE id = $2 AND state = 'waiting'";
            let first = q(sql).bind(w.now).bind(&mail.id).run(&mut w.tx).await? == 1;
            if first {
                tell(&mut w, mail, None).await?;
            }
        }
        Err(failure) => {
            let (class, over) = match failure {
                Failure::Temporary(class) => (class, mail.attempts >= ATTEMPTS),
                Failure::Permanent(class) => (class, true),
            };
            tracing::warn!(mail = %mail.id, class, over, "a mail was not sent");
            // Only while it is still ours: whoever claimed it after us may have sent it.
            let sql = "UPDATE outbox SET state = $1, next_at = $2, leased_until = 0, last_error = $3 \
                       WHERE id = $4 AND state = 'waiting' AND attempts = $5";
            let state = if over { "failed" } else { "waiting" };
            let next_at = w.now + back_off(mail.attempts);
            let ours = q(sql).bind(state).bind(next_at).bind(class).bind(&mail.id).bind(mail.attempts).run(&mut w.tx).await?;
            if over && ours == 1 {
                w.audit("mail.failed", "mail", &mail.id).await?;
                tell(&mut w, mail, Some(class)).await?;
            }
        }
    }
    w.commit().await
}

/// Whoever sends to a pinned recipient learns how it went.
async fn tell(w: &mut Write, mail: &Claimed, failure: Option<&'static str>) -> Result<()> {
    let (Some(template), Some(recipient)) = (Template::from_word(&mail.template), &mail.recipient_id) else { return Ok(()) };
    let mailable = w.app().mailable();
    mailable.settled(w, template, recipient, failure).await
}

/// 15 seconds, doubled each time, at most six hours.
fn back_off(attempts: i64) -> Millis {
    (15_000i64 << attempts.clamp(1, 14).saturating_sub(1)).min(6 * 3_600_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_grows_and_ends() {
        assert_eq!(back_off(1), 15_000);
        assert_eq!(back_off(2), 30_000);
        assert_eq!(back_off(100), 6 * 3_600_000);
        let two_days: Millis = (1..ATTEMPTS).map(back_off).sum();
        assert!((24 * 3_600_000..72 * 3_600_000).contains(&two_days), "{two_days}");
    }
}
