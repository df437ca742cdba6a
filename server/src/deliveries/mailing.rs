//! What goes to a pinned recipient by mail, or lies ready behind their link: the same rows, link and statuses as a parcel's.

use eyelevel_contract::deliveries::Status;
use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::ids::Id;

use super::parcels::LINK_LIVES;
use super::recipients;
use super::status::{self, Change};
use crate::db::q;
use crate::error::Result;
use crate::links::{self, Purpose};
use crate::mail::{self, Template};
use crate::requests::{spine, store};
use crate::write::Write;

/// Something for one pinned recipient.
pub struct Mailing<'a> {
    pub request_id: &'a str,
    pub recipient_id: &'a str,
    pub partner_id: &'a str,
    /// What it is, by the id under which [`super::Goods::names`] knows it.
    pub line_id: &'a str,
    /// Who sends it.
    pub by: Id,
    pub template: Template,
    /// Names the happening: the same one never mails anybody twice.
    pub event: String,
}

/// Makes it ready: row, link, and the mail to the recipient, if they have an address. `Sent` it is when a mail server has taken it, or the
/// requester has fetched the link. What was sent to them before stays in their history. The request must be locked.
///
/// # Errors
/// Whatever the database says.
pub async fn send(w: &mut Write, mailing: Mailing<'_>) -> Result<()> {
    let id = w.id();
    let sql = "INSERT INTO deliveries (id, request_id, recipient_id, partner_id, carrier, number, shipped_at, shipped_by) \
               VALUES ($1, $2, $3, $4, $5, '', $6, $7) \
               ON CONFLICT (recipient_id) DO UPDATE SET shipped_at = excluded.shipped_at, shipped_by = excluded.shipped_by, ended = $8 \
               RETURNING id";
    let (id,): (Id,) = q(sql)
        .bind(id)
        .bind(mailing.request_id)
        .bind(mailing.recipient_id)
        .bind(mailing.partner_id)
        .bind(Carrier::Mail.word())
        .bind(w.now)
        .bind(&mailing.by)
        .bind(false)
        .one(&mut w.tx)
        .await?;
    q("DELETE FROM delivery_pieces WHERE delivery_id = $1").bind(&id).run(&mut w.tx).await?;
    q("INSERT INTO delivery_pieces (id, delivery_id, line_id, quantity) VALUES ($1, $2, $3, 1)")
        .bind(w.id())
        .bind(&id)
        .bind(mailing.line_id)
        .run(&mut w.tx)
        .await?;
    // For what comes now, their way begins anew; what became of the last one stands in the history.
    q("UPDATE recipients SET status = $1 WHERE id = $2").bind(Status::Planned.word()).bind(mailing.recipient_id).run(&mut w.tx).await?;
    let link = links::create(w, Purpose::Recipient, mailing.recipient_id, w.now + LINK_LIVES).await?;
    w.audit("delivery.sent", "delivery", &id).await?;
    mail::to_recipient(w, mailing.recipient_id, mailing.template, &mailing.event, &link).await
}

/// A mail server has taken the mail, or the requester has fetched the link. Who has it already had it by another way: nothing changes.
///
/// # Errors
/// Whatever the database says.
pub async fn handed_over(w: &mut Write, recipient_id: &str) -> Result<()> {
    if !matches!(held(w, recipient_id).await?, Status::Planned | Status::Failed) {
        return Ok(());
    }
    status::set(w, recipient_id, Change { again: true, ..Change::to(Status::Sent) }).await.map(drop)
}

/// A recipient answers on the page behind their link: what lies ready there they have, whatever became of the mail.
///
/// # Errors
/// Whatever the database says.
pub async fn taken(w: &mut Write, recipient_id: &str) -> Result<()> {
    let sql = "SELECT carrier FROM deliveries WHERE recipient_id = $1";
    let carrier: Option<(String,)> = q(sql).bind(recipient_id).maybe(&mut w.tx).await?;
    if carrier.is_some_and(|(carrier,)| carrier == Carrier::Mail.word()) { handed_over(w, recipient_id).await } else { Ok(()) }
}

/// Takes back what has reached nobody yet: the row, and the link. The request must be locked.
///
/// # Errors
/// Whatever the database says.
pub async fn stop(w: &mut Write, recipient_id: &str) -> Result<()> {
    let pieces = "DELETE FROM delivery_pieces WHERE delivery_id IN (SELECT id FROM deliveries WHERE recipient_id = $1)";
    q(pieces).bind(recipient_id).run(&mut w.tx).await?;
    q("DELETE FROM deliveries WHERE recipient_id = $1").bind(recipient_id).run(&mut w.tx).await?;
    links::end(w, Purpose::Recipient, recipient_id).await?;
    w.audit("delivery.stopped", "recipient", recipient_id).await
}

/// The request is done: what was mailed for it is under way no longer, though not everybody has confirmed it.
///
/// # Errors
/// Whatever the database says.
pub async fn over(w: &mut Write, request_id: &str) -> Result<()> {
    let sql = "UPDATE deliveries SET ended = $1 WHERE request_id = $2 AND carrier = $3";
    q(sql).bind(true).bind(request_id).bind(Carrier::Mail.word()).run(&mut w.tx).await?;
    Ok(())
}

/// A recipient's status, once nobody else can change it.
async fn held(w: &mut Write, recipient_id: &str) -> Result<Status> {
    let request_id = recipients::request_of(&mut w.tx, recipient_id).await?;
    spine::lock(w, &request_id).await?;
    recipients::row(&mut w.tx, recipient_id).await?.status()
}

/// No mail server takes it: requester and owner are told why. Who has it by now had it by another way.
///
/// # Errors
/// Whatever the database says.
pub async fn given_up(w: &mut Write, recipient_id: &str, why: &str) -> Result<()> {
    if held(w, recipient_id).await? != Status::Planned {
        return Ok(());
    }
    let row = recipients::row(&mut w.tx, recipient_id).await?;
    let change = Change { again: true, note: Some(why), ..Change::to(Status::Failed) };
    let Some(entry) = status::set(w, recipient_id, change).await? else { return Ok(()) };
    let request = store::any(&mut w.tx, &row.request_id).await?;
    for person in [&request.requester.id, &request.owner.id] {
        spine::tell_with(w, person, Template::RecipientActed, &entry, &request.id, Some(why)).await?;
    }
    Ok(())
}
