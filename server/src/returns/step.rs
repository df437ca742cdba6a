//! The request follows its devices: state, promise, end. Called behind every change of a device.

use eyelevel_contract::lang::Lang;
use eyelevel_contract::requests::{EventKind, Kind, PromiseKind, State};
use eyelevel_contract::returns::rules::stands;
use eyelevel_contract::returns::{ItemState, Replacement};

use super::replacement;
use crate::db::q;
use crate::deliveries::recipients;
use crate::error::Result;
use crate::mail::Template;
use crate::requests::store::{any, word};
use crate::requests::{promises, spine, timeline};
use crate::write::Write;

/// Sets aside what is to go out, and moves the request to where its devices stand. What the vendor owes from now on has a promise; what nobody
/// owes any more has none. The request must be locked.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn on(w: &mut Write, id: &str) -> Result<()> {
    replacement::set_aside(w, id).await?;
    let before = any(&mut w.tx, id).await?;
    let rows: Vec<(String, Option<String>)> =
        q("SELECT state, replacement FROM return_items WHERE request_id = $1 ORDER BY position").bind(id).all(&mut w.tx).await?;
    let mut states = Vec::with_capacity(rows.len());
    let (mut owed, mut sent) = (false, false);
    for (state, replacement) in rows {
        states.push(word(ItemState::from_word, &state)?);
        let replacement = replacement.map(|text| word(Replacement::from_word, &text)).transpose()?;
        owed |= matches!(replacement, Some(Replacement::SetAside | Replacement::Awaited));
        sent |= replacement == Some(Replacement::Sent);
    }
    let app = w.app().clone();
    let travels =
        sent && recipients::of(&app, &mut w.tx, &before, Lang::De).await?.iter().any(|to| to.parcel.is_some() && !to.status.is_over());
    let now = stands(&states, owed, travels);
    let sql = "SELECT m.settled_at IS NOT NULL FROM requests r JOIN promises m ON m.id = r.promise_id WHERE r.id = $1";
    let (settled,): (bool,) = q(sql).bind(id).one(&mut w.tx).await?;
    if now == State::Approved {
        // A promise that runs goes on: nobody gets more time by a step in between.
        if settled {
            promises::make(w, id, Kind::Return, PromiseKind::Fulfilment).await?;
        }
    } else if now != State::Submitted && !settled {
        promises::settle(w, id).await?;
    }
    if now == before.state {
        return Ok(());
    }
    spine::set_state(w, id, now).await?;
    if now == State::Closed {
        let entry = timeline::event(w, id, EventKind::Closed, None, None).await?;
        w.audit("request.closed", "request", id).await?;
        spine::tell(w, &before.requester.id, Template::Closed, &entry, id).await?;
    }
    Ok(())
}
