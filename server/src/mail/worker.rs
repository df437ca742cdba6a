//! Sends what the outbox holds: claim by lease, check the pins, render, send, settle. Each is a step of its own, and a process may die
//! between any two: the lease runs out, and another one goes on with the same Message-ID.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::PageLang;
use futures_util::FutureExt as _;

use super::params::Params;
use super::render::render;
pub use super::settle::settle;
use super::transport::{Envelope, Failure, Transport};
use super::{Template, limit, notices, replies, return_path};
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

/// A mail that this process may send.
#[derive(Debug, sqlx::FromRow)]
pub struct Claimed {
    pub(super) id: Id,
    pub(super) template: String,
    lang: String,
    to_name: String,
    pub(super) to_email: String,
    pub(super) recipient_id: Option<Id>,
    pub(super) round: Option<i64>,
    params: String,
    message_id: String,
    pub(super) attempts: i64,
    pub(super) sent_again: i64,
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

/// One mail, from claim to settlement; false if none is due, or if every server is left alone for now.
///
/// # Errors
/// Whatever the database says.
pub async fn step(app: &App, transport: &Transport) -> Result<bool> {
    if transport.rests(app.clock.now()) {
        return Ok(false);
    }
    while notices::gather(app).await? {}
    let Some(mail) = claim(app).await? else { return Ok(false) };
    // One mail that brings the program to its knees must not keep all others from being sent.
    let delivered = AssertUnwindSafe(deliver(app, transport, &mail)).catch_unwind().await;
    settle(app, transport, &mail, delivered.unwrap_or(Err(Failure::permanent("unmade")))).await?;
    Ok(true)
}

/// Takes the next due mail for this process, if there is one.
///
/// # Errors
/// Whatever the database says.
pub async fn claim(app: &App) -> Result<Option<Claimed>> {
    const DUE: &str = "FROM outbox WHERE state = 'waiting' AND next_at <= $1 AND leased_until <= $1";
    const FIRST: &str = "ORDER BY next_at, id LIMIT 1";
    let next: Option<(String,)> = {
        // Looking costs no writer.
        q(format!("SELECT to_email {DUE} {FIRST}")).bind(app.clock.now()).maybe(&mut app.db.read().await?).await?
    };
    let Some((next,)) = next else { return Ok(None) };
    let mut w = Write::begin(app, None, "job").await?;
    let domain = limit::domain(app, &next);
    let due = match &domain {
        None => q2(format!("SELECT id {DUE} {FIRST}"), format!("SELECT id {DUE} {FIRST} FOR UPDATE SKIP LOCKED")).bind(w.now),
        Some(domain) => {
            if !limit::take(&mut w, domain).await? {
                w.commit().await?;
                return Box::pin(claim(app)).await;
            }
            let of_it = format!("SELECT id {DUE} AND LOWER(to_email) LIKE $2 {FIRST}");
            q2(of_it.clone(), format!("{of_it} FOR UPDATE SKIP LOCKED")).bind(w.now).bind(limit::pattern(domain))
        }
    };
    let due: Option<(Id,)> = due.maybe(&mut w.tx).await?;
    let Some((id,)) = due else {
        // Another process was faster. Whoever waited for the domain looks again; the place is given back.
        drop(w);
        return if domain.is_some() { Box::pin(claim(app)).await } else { Ok(None) };
    };
    let sql = "UPDATE outbox SET leased_until = $1, attempts = attempts + 1 WHERE id = $2 \
               RETURNING id, template, lang, to_name, to_email, recipient_id, round, params, message_id, attempts, sent_again";
    let claimed: Claimed = q(sql).bind(w.now + LEASE).bind(&id).one(&mut w.tx).await?;
    let theirs = match &claimed.recipient_id {
        Some(recipient) => may_go(&mut w, &claimed, recipient).await?,
        None => notices::may_go(&mut w, &claimed).await?,
    };
    if !theirs {
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
    if template == Template::MonthlyStatement || template.is_to_distributor() {
        // Pinned to an account or to a referral, not to a request.
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
        Failure::temporary("unmade")
    })?;
    // Never longer than the lease: while we still try, nobody else does.
    tokio::time::timeout(PATIENCE, transport.send(&envelope)).await.unwrap_or(Err(Failure::temporary("timeout")))?;
    Ok(envelope)
}

async fn envelope(app: &App, mail: &Claimed) -> Result<Envelope> {
    let template = Template::from_word(&mail.template).ok_or_else(|| Error::Internal("a mail of no kind".to_owned()))?;
    let params: Params = serde_json::from_str(&mail.params)?;
    let lang = PageLang::from_word(&mail.lang).unwrap_or(PageLang::De);
    let unsubscribe = notices::url(app, template, params.event, &mail.id);
    let letter = render(app, template, lang, &mail.to_name, &params, unsubscribe.as_deref()).await?;
    Ok(Envelope {
        id: mail.id.clone(),
        return_path: return_path::of(app, &mail.id),
        from: app.config.mail_from.clone(),
        reply_to: replies::address(app, template, &params, &mail.id),
        to_name: mail.to_name.clone(),
        to_email: mail.to_email.clone(),
        subject: letter.subject,
        body: letter.body,
        attachment: letter.attachment,
        unsubscribe,
        message_id: mail.message_id.clone(),
        at: app.clock.now(),
    })
}
