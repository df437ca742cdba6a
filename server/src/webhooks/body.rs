//! What is said: enough to find the request and to know whose move it is, and no word that a person wrote.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::requests::{Kind, PromiseKind, Request, Severity, State, WaitingOn, paths};
use eyelevel_contract::webhooks::PING;
use serde::Serialize;

use crate::app::App;
use crate::error::{Error, Result};
use crate::events::Told;

#[derive(Serialize)]
struct Message<'a, D> {
    r#type: &'a str,
    timestamp: String,
    data: D,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a Id,
    name: &'a str,
}

#[derive(Serialize)]
struct Promised {
    kind: PromiseKind,
    first_due_at: String,
    due_at: Option<String>,
    kept: Option<bool>,
}

#[derive(Serialize)]
struct About<'a> {
    /// The entry of the timeline.
    entry_id: &'a Id,
    id: &'a Id,
    number: &'a str,
    kind: Kind,
    severity: Severity,
    state: State,
    waiting_on: WaitingOn,
    reference: Option<&'a str>,
    partner: Named<'a>,
    owner: Named<'a>,
    promise: Option<Promised>,
    url: String,
}

fn instant(at: Millis) -> Result<String> {
    let at = jiff::Timestamp::from_millisecond(at).map_err(|e| Error::Internal(format!("an instant out of range: {e}")))?;
    Ok(at.to_string())
}

/// What an event is called.
pub(super) fn event(told: &Told) -> String {
    format!("request.{}", told.kind)
}

/// An event of a request, as the request is now.
pub(super) fn of(app: &App, told: &Told, request: &Request, now: Millis) -> Result<String> {
    let promise = match &request.promise {
        None => None,
        Some(promise) => Some(Promised {
            kind: promise.kind,
            first_due_at: instant(promise.first_due_at)?,
            due_at: promise.due_at.map(instant).transpose()?,
            kept: promise.kept,
        }),
    };
    let data = About {
        entry_id: &told.id,
        id: &request.id,
        number: &request.number,
        kind: request.kind,
        severity: request.severity,
        state: request.state,
        waiting_on: request.waiting_on,
        reference: request.reference.as_deref(),
        partner: Named { id: &request.partner.id, name: &request.partner.name },
        owner: Named { id: &request.owner.id, name: &request.owner.name },
        promise,
        url: format!("{}{}", app.config.base_url, paths::page(request.kind, &request.id)),
    };
    Ok(serde_json::to_string(&Message { r#type: &event(told), timestamp: instant(now)?, data })?)
}

/// A ping.
pub(super) fn ping(now: Millis) -> Result<String> {
    Ok(serde_json::to_string(&Message { r#type: PING, timestamp: instant(now)?, data: serde_json::json!({}) })?)
}
