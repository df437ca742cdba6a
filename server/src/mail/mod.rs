//! Mail: an outbox row in the same transaction as the business write; a worker sends it.

pub mod bounces;
pub(crate) mod demo;
mod escalated;
mod facts;
mod key;
mod known_issue;
mod limit;
mod loaned;
mod many;
mod message;
mod params;
mod parcel;
mod render;
pub mod replies;
pub mod return_path;
mod returned;
mod settle;
pub(crate) mod smtp;
mod statement;
pub mod transport;
mod webhook;
pub mod worker;

pub use facts::{About, Content, MonthlyStatement, Wanted};
pub use many::to_people;
pub use params::{Owed, Then};
pub use transport::Attachment;

use async_trait::async_trait;
use eyelevel_contract::{deliveries::bounces::Reason, ids::Id, lang::PageLang};
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
    /// To the owner: three quarters of the promise's time are used. `request_id`.
    PromiseWarned,
    /// To requester and owner: a promise was not kept. `request_id`.
    PromiseBroken,
    /// To who has a request above its owner: why, and by when an answer is owed. `request_id`, `note` (the instant).
    Escalated,
    /// To requester and owner: who has it, what was answered, or that nobody did. `request_id`, `note` (the instant, or whom to call).
    EscalationNews,
    /// To who has something of somebody's who is away, or may own it no more. `request_id`.
    StandsIn,
    /// To a pinned recipient: what is coming, with their link. `recipient_id`, `link`.
    Shipped,
    /// To a pinned recipient: their new link. `recipient_id`, `link`.
    NewLink,
    /// To requester and owner: a recipient confirmed or has a problem. `request_id`, `recipient_id`.
    RecipientActed,
    /// To the requester: something is the matter with a parcel. `request_id`.
    ParcelTrouble,
    /// To the owner: the same, and what to do. `request_id`.
    ParcelTask,
    /// To the requester: a parcel comes later than was said; `note` is the day that was said first. `request_id`.
    ArrivalMoved,
    /// To the requester: a loan ends soon, or has ended. `request_id`.
    ReturnReminder,
    /// To the owner: a loan has ended and is not back. `request_id`.
    ReturnOverdue,
    /// To the requester: the label, what arrived, what becomes of a device, a day that comes near. `request_id`.
    ReturnNews,
    /// To the owner: a return did not come. `request_id`.
    ReturnTask,
    /// To a distributor's person: a return, with the link for the answer; `note` is the day by which it is asked for. `request_id`, `link`.
    Referred,
    /// To the same: the answer is missing, or the work. `request_id`, `link`.
    ReferralReminder,
    /// To the same: nothing is left to do. `request_id`.
    ReferralOver,
    /// To the owner: the partner wishes something of a loan. `request_id`.
    LoanWish,
    /// To the requester: the answer to that, what is still owed of a loan, what was not lent. `request_id`.
    LoanNews,
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
    /// To the requester: the vendor would like other recipients, or to hand a return to a distributor. `request_id`.
    ConsentAsked,
    /// To a pinned recipient: a key, with their link. `recipient_id`, `link`.
    KeySent,
    /// To whoever began a renewal: it is done. `renewal` (id, issued, total).
    Renewed,
    /// To people whom a partner has named: last month's statement. `statement` (account, month).
    MonthlyStatement,
    /// To a product's owner and the admins: few ready-made keys are left, or none. `pool`.
    PoolLow,
    /// To who keeps a webhook: something did not arrive for days, or nothing is sent any more. `webhook` (id, host, what).
    WebhookTrouble,
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
        Self::PromiseWarned,
        Self::PromiseBroken,
        Self::Escalated,
        Self::EscalationNews,
        Self::StandsIn,
        Self::Shipped,
        Self::NewLink,
        Self::RecipientActed,
        Self::ParcelTrouble,
        Self::ParcelTask,
        Self::ArrivalMoved,
        Self::ReturnReminder,
        Self::ReturnOverdue,
        Self::ReturnNews,
        Self::ReturnTask,
        Self::Referred,
        Self::ReferralReminder,
        Self::ReferralOver,
        Self::LoanWish,
        Self::LoanNews,
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
        Self::WebhookTrouble,
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
            Self::PromiseWarned => "promise_warned",
            Self::PromiseBroken => "promise_broken",
            Self::Escalated => "escalated",
            Self::EscalationNews => "escalation_news",
            Self::StandsIn => "stands_in",
            Self::Shipped => "shipped",
            Self::NewLink => "new_link",
            Self::RecipientActed => "recipient_acted",
            Self::ParcelTrouble => "parcel_trouble",
            Self::ParcelTask => "parcel_task",
            Self::ArrivalMoved => "arrival_moved",
            Self::ReturnReminder => "return_reminder",
            Self::ReturnOverdue => "return_overdue",
            Self::ReturnNews => "return_news",
            Self::ReturnTask => "return_task",
            Self::Referred => "referred",
            Self::ReferralReminder => "referral_reminder",
            Self::ReferralOver => "referral_over",
            Self::LoanWish => "loan_wish",
            Self::LoanNews => "loan_news",
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
            Self::WebhookTrouble => "webhook_trouble",
        }
    }

    /// It goes outside, to somebody of a distributor's: nothing of the portal is in it.
    #[must_use]
    pub const fn is_to_distributor(self) -> bool {
        matches!(self, Self::Referred | Self::ReferralReminder | Self::ReferralOver)
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
    // To whom a link is handed over, nothing is sent.
    let sql = "SELECT name, CASE WHEN channel = 'download' THEN NULL ELSE email END, lang, round FROM recipients WHERE id = $1";
    let (name, email, lang, round): (String, Option<String>, String, i64) = q(sql).bind(recipient_id).one(&mut w.tx).await?;
    let Some(email) = email else { return Ok(()) };
    let params = json!({ "recipient_id": recipient_id, "link": link });
    let id = enqueue(w, template, &format!("{event}:{recipient_id}"), &lang, &name, &email, Some(recipient_id), params).await?;
    q("UPDATE outbox SET round = $1 WHERE id = $2").bind(round).bind(id).run(&mut w.tx).await?;
    Ok(())
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
    let lang = PageLang::from_word(lang).unwrap_or(PageLang::De);
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
