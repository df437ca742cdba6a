//! A recipient says that something arrived dead: a return begins with everything known filled in, and they need no account for it.

use async_trait::async_trait;
use eyelevel_contract::deliveries::{RecipientStatus, as_named};
use eyelevel_contract::people::rules::ASKERS;
use eyelevel_contract::requests::Request;
use eyelevel_contract::returns::{Draft, ITEMS_MAX, Reason};
use eyelevel_texts::return_words as t;

use super::{store, submit};
use crate::db::q;
use crate::deliveries::Faulty;
use crate::error::{Error, Result};
use crate::people::session;
use crate::write::Write;

/// Begins returns in the requester's name.
pub struct FromRecipient;

#[async_trait]
impl Faulty for FromRecipient {
    async fn dead(&self, w: &mut Write, request: &Request, recipient: &RecipientStatus, dead: &[String], note: &str) -> Result<()> {
        // Who has no account any more, or another role by now, begins nothing; the owner is told of the report anyway.
        let Some(caller) = session::caller_of(&mut w.tx, &request.requester.id).await? else { return Ok(()) };
        if !caller.actor.is_partner() || !caller.actor.is_any(ASKERS) {
            return Ok(());
        }
        // Whoever says it twice has said it once.
        let open = store::open_of(&mut w.tx, Some(&caller.actor), dead, "").await?;
        let serials: Vec<String> = dead.iter().filter(|serial| !open.contains_key(*serial)).take(ITEMS_MAX).cloned().collect();
        if serials.is_empty() {
            return Ok(());
        }
        let description = if note.is_empty() { t::reported_dead(caller.lang, &recipient.name) } else { note.to_owned() };
        let draft = Draft {
            serials,
            reason: Some(Reason::DeadOnArrival),
            description,
            replacement_to: Some(as_named(recipient)),
            reference: request.reference.clone().unwrap_or_default(),
            limited: request.limited,
            ..Draft::empty()
        };
        // It is the recipient's word by their link; the return is the requester's.
        let actor = w.actor.replace(caller.id().clone());
        let begun = submit::submit(w, &caller, &draft).await;
        w.actor = actor;
        let id = match begun {
            Ok(id) => id,
            // What they report is taken, whatever stands in the way of a return.
            Err(Error::Invalid(faults)) => {
                tracing::warn!(request = %request.number, faults = faults.iter().count(), "a report of dead pieces began no return");
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        q("UPDATE returns SET from_request_id = $2 WHERE request_id = $1").bind(&id).bind(&request.id).run(&mut w.tx).await?;
        w.audit("return.begun_by_recipient", "request", &id).await
    }
}
