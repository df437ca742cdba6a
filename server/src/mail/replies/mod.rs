//! Answers by mail: what somebody writes to the address that a mail about a request asks answers to goes into the thread in their name, like what they
//! write in the portal.
//!
//! Two things have to fit: the address that it comes to, which we have signed and which only this person has got, and the address that it says it is
//! from, which is the one that the mail went to. An automatic answer is none.

use eyelevel_contract::deliveries::bounces::{Kind, Taken};
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::{MESSAGE_MAX, own_words};

use super::bounces::key;
use super::bounces::reading::Mail;
use super::params::Params;
use super::{Template, return_path};
use crate::app::App;
use crate::db::{q, q2};
use crate::error::Result;
use crate::write::Write;

/// An answer, as it goes into the thread.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The request that the mail was about.
    pub request_id: Id,
    /// The address that the mail went to: whose answer it is.
    pub email: String,
    /// What they wrote.
    pub text: String,
}

/// Whether a mail can be answered: it is about a request, and goes to a person of the portal.
pub(super) fn is_answered(template: Template, params: &Params) -> bool {
    params.request_id.is_some() && params.recipient_id.is_none() && !template.is_to_distributor()
}

/// Where its answers go.
pub(super) fn address(app: &App, template: Template, params: &Params, outbox_id: &str) -> Option<String> {
    is_answered(template, params).then(|| return_path::reply_to(app, outbox_id)).flatten()
}

#[derive(sqlx::FromRow)]
struct Row {
    template: String,
    to_email: String,
    params: String,
}

/// Takes an answer in to the mail that its address names.
///
/// # Errors
/// Whatever the database says: then nothing is written, and it may come again.
pub(super) async fn take(app: &App, outbox_id: &str, mail: &Mail, hash: &[u8]) -> Result<Taken> {
    // Vacation notes, bounces of answers and loops say nothing to anybody.
    if mail.kind != Kind::Other {
        return Ok(Taken::NoBounce);
    }
    let mut w = Write::begin(app, None, "mail").await?;
    const ONE: &str = "SELECT template, to_email, params FROM outbox WHERE id = $1";
    let row: Option<Row> = q2(ONE, format!("{ONE} FOR UPDATE")).bind(outbox_id).maybe(&mut w.tx).await?;
    let Some(row) = row else { return Ok(Taken::NotOurs) };
    let params: Params = serde_json::from_str(&row.params)?;
    let fits = Template::from_word(&row.template).is_some_and(|template| is_answered(template, &params));
    let Some(request_id) = params.request_id.filter(|_| fits) else { return Ok(Taken::NotOurs) };
    if !mail.from.as_ref().is_some_and(|from| from.eq_ignore_ascii_case(&row.to_email)) {
        tracing::info!(mail = %outbox_id, "an answer from another address than the mail went to");
        return Ok(Taken::Refused);
    }
    let text: String = own_words(&printable(&mail.text)).chars().take(MESSAGE_MAX).collect();
    if text.is_empty() {
        return Ok(Taken::NoBounce);
    }
    if !insert(&mut w, outbox_id, &key(&[outbox_id], mail, hash)).await? {
        return Ok(Taken::Known);
    }
    let answer = Answer { request_id, email: row.to_email, text };
    let mailable = app.mailable();
    if !mailable.answered(&mut w, &answer).await? {
        return Ok(Taken::Refused);
    }
    w.commit().await?;
    Ok(Taken::Answered)
}

/// Without what a message may not hold: control characters but for line ends.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).map(|c| if c == '\t' { ' ' } else { c }).collect()
}

async fn insert(w: &mut Write, outbox_id: &str, key: &str) -> Result<bool> {
    let sql = "INSERT INTO mail_replies (event_key, outbox_id, received_at) VALUES ($1, $2, $3) ON CONFLICT (event_key) DO NOTHING";
    Ok(q(sql).bind(key).bind(outbox_id).bind(w.now).run(&mut w.tx).await? == 1)
}
