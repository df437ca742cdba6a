//! From an order to a key: the issuer, the gate, and either the record and the recipients, or the stop and the truth. There is no other way
//! from a key to anybody.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::gate::{self, Candidate, Passed, Wanted};
use eyelevel_contract::licences::{BridgePolicy, Intent, KeyOrder, KeyRule, MadeKey, Mismatch, Unmade, VersionRange, expires, records};
use eyelevel_contract::requests::{EventKind, Kind, PromiseKind, Request, State};

use super::issuers::{self, Made, Order};
use super::pools;
use super::requests::keys::{self, NewKey, Stopped};
use super::requests::{consents, store};
use super::ring;
use crate::app::App;
use crate::db::{AsConn, q};
use crate::deliveries::mailing;
use crate::error::Result;
use crate::mail::Template;
use crate::requests::{promises, spine, store as requests, timeline};
use crate::write::Write;

/// An issuer that is asked outside of a write has so long; then another process may ask.
const LEASE: Millis = 2 * 60_000;

/// What a key has to be made for.
pub(super) struct Job {
    pub(super) request: Request,
    pub(super) for_what: store::AskedFor,
    pub(super) wanted: Wanted,
    /// None: the product has no keys for that version.
    rule: Option<KeyRule>,
}

/// Reads what a key has to be made for.
pub(super) async fn job(on: &mut impl AsConn, request_id: &str) -> Result<Job> {
    let request = requests::any(on, request_id).await?;
    let for_what = store::asked(on, request_id).await?;
    let asked = &for_what.asked;
    let wanted = Wanted {
        licence: for_what.licence_id.clone(),
        product: asked.product.code.clone(),
        edition: asked.edition.code.clone(),
        version: asked.wanted.clone(),
        host: asked.host.clone(),
        capacity: asked.capacity,
        expires: asked.expires,
    };
    let rule = for_what.product.rule_for(&asked.wanted).cloned();
    Ok(Job { request, for_what, wanted, rule })
}

/// The same when its key is about to be made: what is valid for days has all of them, however long somebody waited.
pub(super) async fn job_now(w: &mut Write, request_id: &str) -> Result<Job> {
    let job = job(&mut w.tx, request_id).await?;
    let intent = job.for_what.asked.intent;
    if !matches!(intent, Intent::Trial | Intent::Bridge) {
        return Ok(job);
    }
    store::set_expires(w, request_id, expires(intent, None, &BridgePolicy::default(), w.now)).await?;
    self::job(&mut w.tx, request_id).await
}

impl Job {
    fn order(&self, versions: &VersionRange) -> KeyOrder {
        KeyOrder {
            request_number: self.request.number.clone(),
            licence: self.wanted.licence.clone(),
            product: self.wanted.product.clone(),
            edition: self.wanted.edition.clone(),
            version: self.wanted.version.clone(),
            host: self.wanted.host.clone(),
            capacity: self.wanted.capacity,
            versions: versions.clone(),
            expires: self.wanted.expires,
        }
    }
}

/// Has the key of a request made and sent. An issuer that takes long is asked later, by [`ask`]: the request says so until then. The request
/// must be locked, or new.
///
/// # Errors
/// Whatever the database says. A key that does not fit is no error: it is stopped.
pub(super) async fn begin(w: &mut Write, request_id: &str) -> Result<()> {
    let job = job_now(w, request_id).await?;
    let Some(rule) = &job.rule else {
        return stop(w, &job, None, &[Mismatch::NoRule { version: job.wanted.version.clone() }], None).await;
    };
    let issuer = issuers::of(rule.issuer);
    if issuer.takes_long() {
        q("UPDATE licence_requests SET to_make = $1, leased_until = 0 WHERE request_id = $2")
            .bind(true)
            .bind(request_id)
            .run(&mut w.tx)
            .await?;
        return owe(w, &job.request).await;
    }
    let order = job.order(&rule.versions);
    let order = Order { request_id, edition_id: &job.for_what.asked.edition.id, rule, key: &order };
    let made = issuer.make(w, &order).await?;
    finish(w, &job, made).await
}

/// Asks the issuer of a request that waits for one, if nobody else does at the moment. True: it was asked.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn ask(app: &App, request_id: &str) -> Result<bool> {
    let mut w = Write::begin(app, None, "job").await?;
    let until = w.now + LEASE;
    let sql = "UPDATE licence_requests SET leased_until = $1 WHERE request_id = $2 AND to_make AND leased_until <= $3";
    if q(sql).bind(until).bind(request_id).bind(w.now).run(&mut w.tx).await? == 0 {
        return Ok(false);
    }
    w.commit().await?;
    let job = job(&mut app.db.read().await?, request_id).await?;
    let made = match &job.rule {
        Some(rule) => issuers::of(rule.issuer).ahead(app, &job.order(&rule.versions)).await,
        None => Err(Unmade::NotSetUp),
    };
    let mut w = Write::begin(app, None, "job").await?;
    spine::lock(&mut w, request_id).await?;
    // Of two answers, one counts.
    let sql = "UPDATE licence_requests SET to_make = $1 WHERE request_id = $2 AND to_make AND leased_until = $3";
    if q(sql).bind(false).bind(request_id).bind(until).run(&mut w.tx).await? == 0 {
        return Ok(false);
    }
    // As it is now: meanwhile somebody may have taken it back.
    let now = self::job(&mut w.tx, request_id).await?;
    if now.request.state == State::Approved {
        finish(&mut w, &now, made).await?;
    }
    w.commit().await?;
    Ok(true)
}

/// Requests that wait for an issuer whom nobody asks.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn waiting(app: &App) -> Result<Vec<Id>> {
    let sql = "SELECT request_id FROM licence_requests WHERE to_make AND leased_until <= $1 ORDER BY request_id LIMIT 100";
    let rows: Vec<(Id,)> = q(sql).bind(app.clock.now()).all(&mut app.db.read().await?).await?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

async fn finish(w: &mut Write, job: &Job, made: Made) -> Result<()> {
    match made {
        Ok(made) => {
            let to = consents::receiving(&mut w.tx, &job.request.id).await?;
            through_the_gate(w, job, &made, None, &to).await
        }
        Err(unmade) => stop(w, job, None, &[], Some(unmade)).await,
    }
}

/// Holds a key against what was asked for: it goes to these recipients, or to nobody. `by`: who made it by hand.
///
/// # Errors
/// Whatever the database says. A key that does not fit is no error: it is stopped.
pub(super) async fn through_the_gate(w: &mut Write, job: &Job, made: &MadeKey, by: Option<&str>, to: &[Id]) -> Result<()> {
    match check(w, job, made).await? {
        Ok(passed) => pass(w, job, &passed, by, to).await,
        Err(mismatches) => {
            pools::store::put_back(w, &made.key, &job.request.id).await?;
            stop(w, job, by, &mismatches, None).await
        }
    }
}

/// Sends a key that has passed once more. What has changed since, the gate sees now: it may be over, or its signer may be no longer in use.
///
/// # Errors
/// Whatever the database says. A key that does not fit any more is no error: it is stopped.
pub(super) async fn send_again(w: &mut Write, job: &Job, key_id: &str, text: &str, by: &str, to: &[Id]) -> Result<()> {
    let made = MadeKey { key: text.to_owned(), claims: None };
    match check(w, job, &made).await? {
        Ok(_) => send(w, job, key_id, to).await,
        Err(mismatches) => stop(w, job, Some(by), &mismatches, None).await,
    }
}

/// The gate; and that a key which is right by all that it says of itself is not handed out to somebody else: whose it is, is nobody's business.
async fn check(w: &mut Write, job: &Job, made: &MadeKey) -> Result<std::result::Result<Passed, Vec<Mismatch>>> {
    let ring = ring::ring(&mut w.tx).await?;
    let candidate = Candidate { text: &made.key, claims: made.claims.clone().unwrap_or_default() };
    let checked = gate::check(&job.wanted, &candidate, &ring, &job.for_what.product.rules, w.now);
    if let Ok(passed) = &checked
        && pools::is_somebody_elses(w, passed.key(), &job.request.id, &job.wanted.licence).await?
    {
        return Ok(Err(vec![Mismatch::Licence { wanted: job.wanted.licence.clone(), found: Id::new() }]));
    }
    Ok(checked)
}

/// Records a key that has passed, and sends it.
async fn pass(w: &mut Write, job: &Job, passed: &Passed, by: Option<&str>, to: &[Id]) -> Result<()> {
    let (request, asked) = (&job.request, &job.for_what.asked);
    let issuer = job.rule.as_ref().map_or(eyelevel_contract::licences::Issuer::BuiltIn, |rule| rule.issuer);
    let new = NewKey {
        request_id: &request.id,
        licence_id: &job.wanted.licence,
        installation_id: asked.installation_id.as_deref(),
        intent: asked.intent,
        issuer,
        by,
    };
    let key_id = keys::insert(w, &new, passed).await?;
    w.audit("key.issued", "key", &key_id).await?;
    let entry = timeline::event(w, &request.id, EventKind::KeyIssued, None, Some(&asked.wanted.to_string())).await?;
    super::requests::installed::note(w, job).await?;
    promises::settle(w, &request.id).await?;
    if job.for_what.renewal_id.is_some() {
        return keep(w, job, &key_id, to).await;
    }
    spine::set_state(w, &request.id, State::Shipped).await?;
    send(w, job, &key_id, to).await?;
    spine::tell(w, &request.requester.id, Template::KeyIssued, &entry, &request.id).await?;
    if asked.intent == Intent::Bridge {
        // Production is down at a customer's: both sides know.
        spine::tell(w, &request.owner.id, Template::KeyIssued, &entry, &request.id).await?;
    }
    Ok(())
}

/// A key of a renewal lies ready with all the others: nothing is owed any more.
async fn keep(w: &mut Write, job: &Job, key_id: &str, to: &[Id]) -> Result<()> {
    for recipient_id in to {
        keys::note_sending(w, key_id, recipient_id).await?;
        mailing::handed_over(w, recipient_id).await?;
    }
    spine::set_state(w, &job.request.id, State::Closed).await?;
    timeline::event(w, &job.request.id, EventKind::Closed, None, None).await?;
    w.audit("request.closed", "request", &job.request.id).await
}

/// Sends a key to recipients; each has a link and a status of their own.
pub(super) async fn send(w: &mut Write, job: &Job, key_id: &str, to: &[Id]) -> Result<()> {
    for recipient_id in to {
        keys::note_sending(w, key_id, recipient_id).await?;
        let mailing = mailing::Mailing {
            request_id: &job.request.id,
            recipient_id,
            partner_id: &job.request.partner.id,
            line_id: key_id,
            by: w.actor.clone().unwrap_or_else(|| job.request.owner.id.clone()),
            template: Template::KeySent,
            event: key_id,
        };
        mailing::send(w, mailing).await?;
    }
    Ok(())
}

/// Nobody gets anything: the truth to the requester, a task for the owner, the record.
async fn stop(w: &mut Write, job: &Job, by: Option<&str>, mismatches: &[Mismatch], unmade: Option<Unmade>) -> Result<()> {
    let request = &job.request;
    let records = records(mismatches);
    let stopped = Stopped {
        request_id: &request.id,
        product_id: &job.for_what.asked.product.id,
        issuer: job.rule.as_ref().map_or(eyelevel_contract::licences::Issuer::BuiltIn, |rule| rule.issuer),
        by,
        wanted: &job.wanted.version,
        mismatches: &records,
        unmade,
    };
    let id = keys::insert_stopped(w, &stopped).await?;
    w.audit("key.stopped", "key", &id).await?;
    let why = unmade.map_or_else(|| mismatches.first().map_or("", |m| m.kind().word()), Unmade::word);
    let entry = timeline::event(w, &request.id, EventKind::KeyStopped, None, Some(why)).await?;
    owe(w, request).await?;
    // Who makes one by hand sees it at once.
    for person in [&request.requester.id, &request.owner.id].into_iter().filter(|person| by != Some(person.as_str())) {
        spine::tell(w, person, Template::KeyStopped, &entry, &request.id).await?;
    }
    Ok(())
}

/// The vendor owes a key: approved, and promised until when.
async fn owe(w: &mut Write, request: &Request) -> Result<()> {
    let now = requests::any(&mut w.tx, &request.id).await?;
    if now.state == State::Submitted {
        promises::settle(w, &request.id).await?;
    }
    if now.state != State::Approved {
        spine::set_state(w, &request.id, State::Approved).await?;
        promises::make(w, &request.id, Kind::Licence, PromiseKind::Fulfilment).await?;
    }
    Ok(())
}
