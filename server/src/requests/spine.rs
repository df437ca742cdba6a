//! What all kinds of requests do alike: beginning, locking, changing state.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::requests::rules::section;
use eyelevel_contract::requests::{EventKind, Kind, PromiseKind, Request, RequestPage, Section, Severity, State};
use serde_json::json;

use super::promises::Clock;
use super::{attachments, decisions, escalations, owners, promises, store, timeline};
use crate::app::App;
use crate::calendars::{self, of_organisation};
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::events::Audience;
use crate::extract::Caller;
use crate::mail::{self, Owed, Template, Then};
use crate::write::Write;

/// What a kind of request knows of a new one.
pub struct New<'a> {
    pub kind: Kind,
    pub subject: &'a str,
    /// The partner's own; may be empty.
    pub reference: &'a str,
    pub limited: bool,
    pub severity: Severity,
    /// Whoever answers for what is asked for.
    pub preferred_owner: Option<&'a str>,
    /// More words by which it is found (the customer's name).
    pub search: &'a str,
    /// Whether both sides are told at once that somebody will decide. What is done at once tells of itself.
    pub told: bool,
}

/// A new request: it has its number, its owner and its promise.
pub struct Created {
    pub id: Id,
    pub number: String,
    pub owner_id: Id,
    pub due_at: Millis,
}

/// Begins a request: number, owner, promise of a decision, first entry, audit, mails to both sides.
///
/// # Errors
/// Whatever the database says.
pub async fn create(w: &mut Write, caller: &Caller, new: New<'_>) -> Result<Created> {
    let number = format!("{}-{}", new.kind.prefix(), count(w, new.kind).await?);
    let owner_id = owners::find(w, new.kind, new.preferred_owner).await?;
    let (id, promise_id) = (w.id(), w.id());
    let app = w.app().clone();
    let partner = &caller.actor.organisation_id;
    let promised = of_organisation(&app, &mut w.tx, w.now, partner, (new.kind, new.severity), PromiseKind::Decision).await?;
    let due_at = promised.due_at;
    let sql = "INSERT INTO requests (id, number, kind, subject, reference, state, partner_id, requester_id, owner_id, promise_id, due_at, \
               limited, search, reference_key, created_at, updated_at, severity) \
               VALUES ($1, $2, $3, $4, $5, 'submitted', $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15)";
    q(sql)
        .bind(&id)
        .bind(&number)
        .bind(new.kind.word())
        .bind(new.subject)
        .bind((!new.reference.is_empty()).then_some(new.reference))
        .bind(partner)
        .bind(caller.id())
        .bind(&owner_id)
        .bind(&promise_id)
        .bind(due_at)
        .bind(new.limited)
        .bind([&number, new.subject, new.search].join(" ").to_lowercase())
        .bind(new.reference.to_lowercase())
        .bind(w.now)
        .bind(new.severity.word())
        .run(&mut w.tx)
        .await?;
    promises::make_as(w, &promise_id, &id, PromiseKind::Decision, promised).await?;
    let entry = timeline::event(w, &id, EventKind::Submitted, None, Some(&due_at.to_string())).await?;
    w.audit("request.submitted", "request", &id).await?;
    w.changes(&id, Audience::Everybody);
    if new.told {
        tell(w, caller.id(), Template::Submitted, &entry, &id).await?;
        tell(w, &owner_id, Template::Assigned, &entry, &id).await?;
    }
    Ok(Created { id, number, owner_id, due_at })
}

async fn count(w: &mut Write, kind: Kind) -> Result<i64> {
    let sql =
        "INSERT INTO counters (name, value) VALUES ($1, 1001) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value";
    let (n,): (i64,) = q(sql).bind(kind.word()).one(&mut w.tx).await?;
    Ok(n)
}

/// From here on, requests of a kind are begun one after the other: what somebody counts before they begin one stays counted.
///
/// # Errors
/// Whatever the database says.
pub async fn in_turn(w: &mut Write, kind: Kind) -> Result<()> {
    let sql = "INSERT INTO counters (name, value) VALUES ($1, 1000) ON CONFLICT (name) DO UPDATE SET value = counters.value";
    q(sql).bind(kind.word()).run(&mut w.tx).await?;
    Ok(())
}

/// The first statement of every write on a request: whoever comes second waits, and then sees what the first one did.
///
/// # Errors
/// `NotFound` if there is no such request.
pub async fn lock(w: &mut Write, id: &str) -> Result<()> {
    let sql = "UPDATE requests SET version = version + 1, updated_at = $2 WHERE id = $1";
    if q(sql).bind(id).bind(w.now).run(&mut w.tx).await? == 0 {
        return Err(Error::NotFound);
    }
    w.changes(id, Audience::Everybody);
    Ok(())
}

/// [`lock`], then the request as it is now.
///
/// # Errors
/// `NotFound` if there is none, or the person may not see it.
pub async fn locked(w: &mut Write, actor: &Actor, id: &str) -> Result<Request> {
    lock(w, id).await?;
    store::visible(&mut w.tx, actor, id).await
}

/// The same, but nothing of it shows: for what the partner does not see.
///
/// # Errors
/// `NotFound` if there is none, or the person may not see it.
pub async fn held(w: &mut Write, actor: &Actor, id: &str) -> Result<Request> {
    let sql = "UPDATE requests SET version = version WHERE id = $1";
    if q(sql).bind(id).run(&mut w.tx).await? == 0 {
        return Err(Error::NotFound);
    }
    w.changes(id, Audience::Vendor);
    store::visible(&mut w.tx, actor, id).await
}

/// Another state. A question is over once the request leaves that state, and so is the ladder once nothing is owed any more.
///
/// # Errors
/// Whatever the database says.
pub async fn set_state(w: &mut Write, id: &str, state: State) -> Result<()> {
    let sql = "UPDATE requests SET state = $1, question = CASE WHEN $1 = 'question' THEN question END WHERE id = $2";
    q(sql).bind(state.word()).bind(id).run(&mut w.tx).await?;
    if section(state) == Section::Done {
        escalations::end(w, id, Clock::Request).await?;
    }
    Ok(())
}

/// Mails a person about an entry of the timeline. State and promise are noted as they are now: a mail that is sent late must not claim that
/// what was promised afterwards had been promised then.
///
/// # Errors
/// Whatever the database says.
pub async fn tell(w: &mut Write, person_id: &str, template: Template, entry: &str, request_id: &str) -> Result<()> {
    tell_and(w, person_id, template, entry, request_id, json!({})).await
}

/// The same about one of the request's clocks: its promise is the one that the mail names.
///
/// # Errors
/// Whatever the database says.
pub async fn tell_of(w: &mut Write, clock: Clock, person_id: &str, template: Template, entry: &str, request_id: &str) -> Result<()> {
    let params = params(w, clock, entry, request_id).await?;
    mail::to_person(w, person_id, template, entry, params).await
}

/// The same, with words that do not stand in the entry.
///
/// # Errors
/// Whatever the database says.
pub async fn tell_with(
    w: &mut Write,
    person_id: &str,
    template: Template,
    entry: &str,
    request_id: &str,
    note: Option<&str>,
) -> Result<()> {
    tell_and(w, person_id, template, entry, request_id, json!({ "note": note })).await
}

/// The same, with more that the mail needs: a JSON object.
///
/// # Errors
/// Whatever the database says.
pub async fn tell_and(
    w: &mut Write,
    person_id: &str,
    template: Template,
    entry: &str,
    request_id: &str,
    more: serde_json::Value,
) -> Result<()> {
    let mut params = params(w, Clock::Request, entry, request_id).await?;
    if let (Some(params), serde_json::Value::Object(more)) = (params.as_object_mut(), more) {
        params.extend(more);
        if template.is_news() {
            let (event,): (String,) = q("SELECT kind FROM timeline WHERE id = $1").bind(entry).one(&mut w.tx).await?;
            params.insert("event".to_owned(), event.into());
        }
    }
    mail::to_person(w, person_id, template, entry, params).await
}

/// What a mail about an entry needs; what is owed by then is that clock's.
async fn params(w: &mut Write, clock: Clock, entry: &str, request_id: &str) -> Result<serde_json::Value> {
    let column = clock.column();
    let sql = format!(
        "SELECT r.state, m.kind, m.due_at, m.first_due_at, m.settled_at IS NULL FROM requests r JOIN promises m ON m.id = r.{column} \
         WHERE r.id = $1"
    );
    let (state, kind, due_at, first_due_at, runs): (String, String, Option<Millis>, Millis, bool) =
        q(sql).bind(request_id).one(&mut w.tx).await?;
    let owed = if runs { Some(Owed { kind: store::word(PromiseKind::from_word, &kind)?, due_at, first_due_at }) } else { None };
    let then = Then { state: store::word(State::from_word, &state)?, owed };
    Ok(json!({ "request_id": request_id, "entry": entry, "then": then }))
}

/// Everything of a request that is the same for all kinds, as this person may see it.
///
/// # Errors
/// `NotFound` if there is none, or they may not see it.
pub async fn page(app: &App, on: &mut impl AsConn, actor: &Actor, id: &str) -> Result<RequestPage> {
    let request = store::visible(on, actor, id).await?;
    let mut entries = timeline::newest(on, id, actor.is_vendor(), None, timeline::SHOWN).await?;
    entries.reverse();
    Ok(RequestPage {
        promises: store::promises(on, id).await?,
        escalations: escalations::of_request(app, on, id).await?,
        decisions: decisions::of(on, id).await?,
        timeline: entries,
        attachments: attachments::of_request(on, id).await?,
        open: calendars::hours(app, on).await?.open(app.clock.now()),
        request,
    })
}
