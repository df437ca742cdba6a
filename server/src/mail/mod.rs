//! Mail: an outbox row in the same transaction as the business write; a worker sends it.

pub mod bounces;
pub(crate) mod demo;
mod escalated;
mod example;
mod facts;
mod key;
mod known_issue;
mod limit;
mod loaned;
mod many;
mod message;
pub mod notices;
pub mod own;
mod params;
mod parcel;
mod render;
pub mod replies;
pub mod return_path;
mod returned;
mod settle;
pub(crate) mod smtp;
mod statement;
mod template;
pub mod transport;
mod webhook;
pub mod worker;

pub use facts::{About, Content, MonthlyStatement, Wanted};
pub use many::to_people;
pub use params::{Owed, Then};
pub use template::Template;
pub use transport::Attachment;

use async_trait::async_trait;
use eyelevel_contract::deliveries::bounces::Reason;
use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::lang::PageLang;
use eyelevel_contract::notices::When;
use eyelevel_contract::requests::EventKind;
use serde_json::{Value, json};

use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::Result;
use crate::write::Write;

/// Looks up what a mail is about. `app.rs` registers who answers: mail itself knows no feature.
#[async_trait]
pub trait Mailable: Send + Sync {
    /// What is true of it now.
    async fn about(&self, app: &App, wanted: Wanted<'_>) -> Result<About>;

    /// Whether what a mail to a pinned recipient brings them is still theirs to get.
    async fn may_go(&self, w: &mut Write, template: Template, recipient_id: &str) -> Result<bool>;

    /// Whether a person may (still) read what a notice is about.
    async fn may_read(&self, on: &mut dyn AsConn, person_id: &str, request_id: Option<&Id>, params: &Value) -> Result<bool>;

    /// A person has answered a mail about a request: it goes into the thread in their name. False if they may not write there (any more).
    async fn answered(&self, w: &mut Write, answer: &replies::Answer) -> Result<bool>;

    /// What became of a mail to a pinned recipient.
    async fn settled(&self, w: &mut Write, mail: &Settled<'_>) -> Result<()>;
}

/// A mail to a pinned recipient, and what became of it.
pub struct Settled<'a> {
    /// The outbox row.
    pub id: &'a Id,
    pub template: Template,
    pub recipient_id: &'a Id,
    /// Which sending to them it belongs to.
    pub round: Option<i64>,
    /// Where it was sent.
    pub address: &'a str,
    /// How often it had been sent before, because it came back for now.
    pub sent_again: i64,
    pub outcome: Outcome,
    /// What a mail server said to it, where one refused it.
    pub reply: Option<&'a transport::Reply>,
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A mail server has it.
    Taken,
    /// A demo without a mail server has kept it.
    Kept,
    /// No mail server takes it: why, in a word.
    GivenUp(&'static str),
    /// A mail server says that it is not there yet.
    Late(Reason),
    /// It came back, and is not sent again.
    CameBack(Reason),
}

/// Tells a person: at once by mail, or when they would like to be mailed about such things. `event` names the happening (`submitted:{request_id}`):
/// of the same event nobody is told twice.
///
/// # Errors
/// Whatever the database says.
pub async fn to_person(w: &mut Write, person_id: &str, template: Template, event: &str, params: Value) -> Result<()> {
    tell(w, None, person_id, template, event, &params).await.map(drop)
}

/// Mails a person who is pinned to something (`pin_id`): whether they are still is asked again before it goes. The row of the outbox.
///
/// # Errors
/// Whatever the database says.
pub async fn to_pinned(w: &mut Write, pin_id: &str, person_id: &str, template: Template, event: &str, params: Value) -> Result<Id> {
    tell(w, Some(pin_id), person_id, template, event, &params).await
}

async fn tell(w: &mut Write, pin: Option<&str>, person_id: &str, template: Template, event: &str, params: &Value) -> Result<Id> {
    let to = notices::receiver(w, person_id).await?;
    let (id, event) = (w.id(), format!("{}:{event}:{person_id}", template.word()));
    let brought = params.get("event").and_then(Value::as_str).and_then(EventKind::from_word);
    let kind = notices::kind_of(template, brought);
    let when = match kind {
        Some(kind) => notices::when_for(w.app(), &to.settings()?, kind, w.now),
        None => When::Now,
    };
    // Who sends to a pin follows its row of the outbox: there is one, whatever the person likes.
    let at = match when {
        When::Now => Some(w.now),
        When::At(at) => pin.map(|_| at),
        When::PortalOnly => None,
    };
    if let Some(kind) = kind {
        let due_at = if let (When::At(at), None) = (when, pin) { Some(at) } else { None };
        let outbox_id = (at.is_some() || pin.is_some()).then_some(&id);
        let told = notices::Told { person_id, kind, template: template.word(), event: &event, params, due_at, outbox_id };
        if !notices::insert(w, &told).await? {
            return Ok(id);
        }
    }
    if at.is_some() || pin.is_some() {
        enqueue(w, Queued { id: id.clone(), event, template, lang: &to.lang, name: &to.name, email: &to.email, pin, at }, params).await?;
    }
    Ok(id)
}

/// Mails a pinned recipient; one without an address gets none (the requester can print their link).
///
/// # Errors
/// Whatever the database says.
pub async fn to_recipient(w: &mut Write, recipient_id: &str, template: Template, event: &str, link: &Id) -> Result<()> {
    // To whom a link is handed over, nothing is sent.
    let sql = "SELECT name, CASE WHEN channel = 'download' THEN NULL ELSE email END, lang, round FROM recipients WHERE id = $1";
    let (name, email, lang, round): (String, Option<String>, String, i64) = q(sql).bind(recipient_id).one(&mut w.tx).await?;
    let Some(email) = email else { return Ok(()) };
    let params = json!({ "recipient_id": recipient_id, "link": link });
    let (id, event, at) = (w.id(), format!("{}:{event}:{recipient_id}", template.word()), Some(w.now));
    let queued = Queued { id: id.clone(), event, template, lang: &lang, name: &name, email: &email, pin: Some(recipient_id), at };
    enqueue(w, queued, &params).await?;
    q("UPDATE outbox SET round = $1 WHERE id = $2").bind(round).bind(id).run(&mut w.tx).await?;
    Ok(())
}

/// A row of the outbox that is new.
struct Queued<'a> {
    id: Id,
    /// `{template}:{event}:{whom}`
    event: String,
    template: Template,
    lang: &'a str,
    name: &'a str,
    email: &'a str,
    pin: Option<&'a str>,
    /// When it may go; none: it is withheld.
    at: Option<Millis>,
}

async fn enqueue(w: &mut Write, queued: Queued<'_>, params: &Value) -> Result<()> {
    let lang = PageLang::from_word(queued.lang).unwrap_or(PageLang::De);
    let message_id = format!("<{}@{}>", queued.id, w.app().config.mail_host());
    let sql = "INSERT INTO outbox (id, event, template, lang, to_name, to_email, recipient_id, params, message_id, state, next_at, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (event) DO NOTHING";
    q(sql)
        .bind(queued.id)
        .bind(queued.event)
        .bind(queued.template.word())
        .bind(lang.word())
        .bind(queued.name)
        .bind(queued.email)
        .bind(queued.pin)
        .bind(params.to_string())
        .bind(message_id)
        .bind(if queued.at.is_some() { "waiting" } else { "withheld" })
        .bind(queued.at.unwrap_or(w.now))
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    Ok(())
}
