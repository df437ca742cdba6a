//! A change that the requester wants: the pin is another one from now on. What was sent before stays in the history as it was.

use eyelevel_contract::deliveries::{Channel, NewRecipient, RecipientStatus};
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::Request;

use super::super::parcels::LINK_LIVES;
use super::super::recipients;
use crate::error::Result;
use crate::links::{self, Purpose};
use crate::mail::{self, Template};
use crate::write::Write;

pub(super) async fn apply(w: &mut Write, by: &Id, request: &Request, before: &RecipientStatus, after: &NewRecipient) -> Result<()> {
    recipients::pin_anew(w, &before.id, before.channel, after).await?;
    let elsewhere = before.email.as_deref().unwrap_or_default() != after.email;
    if !elsewhere && after.channel.is_none_or(|channel| channel == before.channel) {
        return Ok(());
    }
    if elsewhere {
        // Whoever reads mails at the old address has seen the link: it opens nothing any more.
        links::end(w, Purpose::Recipient, &before.id).await?;
    }
    if before.parcel.is_none() {
        return Ok(());
    }
    if before.channel == Channel::Parcel {
        if !after.email.is_empty() && !before.status.is_over() {
            let expires_at = w.now + LINK_LIVES;
            let link = links::create(w, Purpose::Recipient, &before.id, expires_at).await?;
            mail::to_recipient(w, &before.id, Template::NewLink, &link, &link).await?;
        }
        return Ok(());
    }
    // Only what did not arrive is sent again.
    if before.status.is_nowhere() {
        let goods = w.app().goods(request.kind);
        goods.again(w, by, &request.id, &before.id).await?;
    }
    Ok(())
}
