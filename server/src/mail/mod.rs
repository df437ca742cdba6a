//! Mail: an outbox row in the same transaction as the business write; a worker sends it.

pub(crate) mod demo;
mod facts;
mod key;
mod known_issue;
mod many;
mod params;
mod render;
mod statement;
pub mod transport;
pub mod worker;

pub use facts::{About, Content, MonthlyStatement, Touched, Wanted};
pub use many::to_people;
pub use params::{Owed, Then};
pub use transport::Attachment;

use async_trait::async_trait;
use eyelevel_contract::{ids::Id, lang::Lang};
use serde_json::{Value, json};

use crate::app::App;
use crate::db::q;
use crate::error::Result;
use crate::write::Write;

/// Looks up what a mail is about. `app.rs` registers who answers: mail itself knows no feature.
#[async_trait]
pub trait Mailable: Send + Sync {
    /// What is true of it now.
    async fn about(&self, app: &App, wanted: Wanted<'_>) -> Result<About>;

    /// Whether what a mail to a pinned recipient brings them is still theirs to get.
    async fn may_go(&self, w: &mut Write, template: Template, recipient_id: &str) -> Result<bool>;

    /// A mail to a pinned recipient was taken by a mail server, or is given up (`failure` says why, in a word).
    async fn settled(&self, w: &mut Write, template: Template, recipient_id: &str, failure: Option<&'static str>) -> Result<()>;
}

/// What a mail says. `texts/*/mails.toml` has subject and body of each; the parameters fill them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// To a new person: set a password. `link` (the link row's id).
    Invitation,
    /// Set another password. `link`.
    Reset,
    /// To the requester: it has a number, an owner and a date. `request_id`.
    Submitted,
    /// To the owner: something new is theirs. `request_id`.
    Assigned,
    /// To the requester: a question; the clock stands still. `request_id`.
    Asked,
    /// To the owner: the answer (or an objection) is there. `request_id`.
    Answered,
    /// To the requester: a decision. `request_id`.
    Decided,
    /// To the owner: accepted, withdrawn, second look. `request_id`.
    PartnerActed,
    /// To the other side: a message. `request_id`.
    Message,
    /// To the requester: the promise moved, or somebody else owns it. `request_id`.
    Moved,
    /// To requester and owner: a promise was not kept. `request_id`.
    PromiseBroken,
    /// To a pinned recipient: what is coming, with their link. `recipient_id`, `link`.
    Shipped,
    /// To a pinned recipient: their new link. `recipient_id`, `link`.
    NewLink,
    /// To requester and owner: a recipient confirmed or has a problem. `request_id`, `recipient_id`.
    RecipientActed,
    /// To the requester: a loan ends soon, or has ended. `request_id`.
    ReturnReminder,
    /// To the owner: a loan has ended and is not back. `request_id`.
    ReturnOverdue,
    /// To the requester: it is done. `request_id`.
    Closed,
    /// To a partner's people: something is wrong with what runs at their customers'. `known_issue_id`, `partner_id`.
    KnownIssue,
    /// To the requester (and the owner, where production is down): a key has passed the gate. `request_id`.
    KeyIssued,
    /// To requester and owner: a key was stopped, or there is none. `request_id`.
    KeyStopped,
    /// To the requester: a key was taken back. `request_id`.
    KeyRevoked,
    /// To the requester: the vendor would like other recipients. `request_id`.
    ConsentAsked,
    /// To a pinned recipient: a key, with their link. `recipient_id`, `link`.
    KeySent,
    /// To whoever began a renewal: it is done. `renewal` (id, issued, total).
    Renewed,
    /// To people whom a partner has named: last month's statement. `statement` (account, month).
    MonthlyStatement,
    /// To a product's owner and the admins: few ready-made keys are left, or none. `pool`.
    PoolLow,
}

impl Template {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Invitation,
        Self::Reset,
        Self::Submitted,
        Self::Assigned,
        Self::Asked,
        Self::Answered,
        Self::Decided,
        Self::PartnerActed,
        Self::Message,
        Self::Moved,
        Self::PromiseBroken,
        Self::Shipped,
        Self::NewLink,
        Self::RecipientActed,
        Self::ReturnReminder,
        Self::ReturnOverdue,
        Self::Closed,
        Self::KnownIssue,
        Self::KeyIssued,
        Self::KeyStopped,
        Self::KeyRevoked,
        Self::ConsentAsked,
        Self::KeySent,
        Self::Renewed,
        Self::MonthlyStatement,
        Self::PoolLow,
    ];

    /// The word in the outbox.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Submitted => "submitted",
            Self::Assigned => "assigned",
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Decided => "decided",
            Self::PartnerActed => "partner_acted",
            Self::Message => "message",
            Self::Moved => "moved",
            Self::PromiseBroken => "promise_broken",
            Self::Shipped => "shipped",
            Self::NewLink => "new_link",
            Self::RecipientActed => "recipient_acted",
            Self::ReturnReminder => "return_reminder",
            Self::ReturnOverdue => "return_overdue",
            Self::Closed => "closed",
            Self::KnownIssue => "known_issue",
            Self::KeyIssued => "key_issued",
            Self::KeyStopped => "key_stopped",
            Self::KeyRevoked => "key_revoked",
            Self::ConsentAsked => "consent_asked",
            Self::KeySent => "key_sent",
            Self::Renewed => "renewed",
            Self::MonthlyStatement => "monthly_statement",
            Self::PoolLow => "pool_low",
        }
    }

    /// The other way round.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|t| t.word() == word)
    }
}

/// Mails a person. `event` names the happening (`submitted:{request_id}`): the same event never mails the same person twice.
///
/// # Errors
/// Whatever the database says.
pub async fn to_person(w: &mut Write, person_id: &str, template: Template, event: &str, params: Value) -> Result<()> {
    let sql = "SELECT name, email, lang FROM people WHERE id = $1";
    let (name, email, lang): (String, String, String) = q(sql).bind(person_id).one(&mut w.tx).await?;
    enqueue(w, template, &format!("{event}:{person_id}"), &lang, &name, &email, None, params).await.map(drop)
}

/// Mails a person who is pinned to something (`pin_id`): whether they are still is asked again before it goes. The row of the outbox.
///
/// # Errors
/// Whatever the database says.
pub async fn to_pinned(w: &mut Write, pin_id: &str, person_id: &str, template: Template, event: &str, params: Value) -> Result<Id> {
    let sql = "SELECT name, email, lang FROM people WHERE id = $1";
    let (name, email, lang): (String, String, String) = q(sql).bind(person_id).one(&mut w.tx).await?;
    enqueue(w, template, &format!("{event}:{person_id}"), &lang, &name, &email, Some(pin_id), params).await
}

/// Mails a pinned recipient; one without an address gets none (the requester can print their link).
///
/// # Errors
/// Whatever the database says.
pub async fn to_recipient(w: &mut Write, recipient_id: &str, template: Template, event: &str, link: &Id) -> Result<()> {
    let sql = "SELECT name, email, lang FROM recipients WHERE id = $1";
    let (name, email, lang): (String, Option<String>, String) = q(sql).bind(recipient_id).one(&mut w.tx).await?;
    let Some(email) = email else { return Ok(()) };
    let params = json!({ "recipient_id": recipient_id, "link": link });
    enqueue(w, template, &format!("{event}:{recipient_id}"), &lang, &name, &email, Some(recipient_id), params).await.map(drop)
}

#[expect(clippy::too_many_arguments, reason = "the columns of one row, named at the calls above")]
async fn enqueue(
    w: &mut Write,
    template: Template,
    event: &str,
    lang: &str,
    name: &str,
    email: &str,
    recipient: Option<&str>,
    params: Value,
) -> Result<Id> {
    let lang = Lang::from_word(lang).unwrap_or(Lang::De);
    let id = w.id();
    let host = w.app().config.mail_host();
    let sql = "INSERT INTO outbox (id, event, template, lang, to_name, to_email, recipient_id, params, message_id, next_at, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) ON CONFLICT (event) DO NOTHING";
    q(sql)
        .bind(&id)
        .bind(format!("{}:{event}", template.word()))
        .bind(template.word())
        .bind(lang.word())
        .bind(name)
        .bind(email)
        .bind(recipient)
        .bind(params.to_string())
        .bind(format!("<{id}@{host}>"))
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    Ok(id)
}
