//! What goes to a pinned recipient by mail, or lies ready behind their link: the same rows, link and statuses as a parcel's.

use eyelevel_contract::deliveries::bounces::{self, Reason, Said};
use eyelevel_contract::deliveries::carriers::Carrier;
use eyelevel_contract::deliveries::{Source, Status};
use eyelevel_contract::ids::Id;
use eyelevel_contract::requests::EventKind;

use super::parcels::LINK_LIVES;
use super::recipients;
use super::status::{self, Event};
use crate::db::q;
use crate::error::Result;
use crate::links::{self, Purpose};
use crate::mail::transport::Reply;
use crate::mail::{self, Outcome, Settled, Template};
use crate::requests::{spine, store, timeline};
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
    /// Names what is sent; with the number of the sending, it mails nobody twice.
    pub event: &'a str,
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
    let round = status::begin(w, mailing.recipient_id).await?;
    q("INSERT INTO sendings (recipient_id, round, line_id, at) VALUES ($1, $2, $3, $4)")
        .bind(mailing.recipient_id)
        .bind(round)
        .bind(mailing.line_id)
        .bind(w.now)
        .run(&mut w.tx)
        .await?;
    let link = links::create(w, Purpose::Recipient, mailing.recipient_id, w.now + LINK_LIVES).await?;
    w.audit("delivery.sent", "delivery", &id).await?;
    mail::to_recipient(w, mailing.recipient_id, mailing.template, &format!("{}:{round}", mailing.event), &link).await
}

/// A mail to a recipient was taken, kept, given up, or came back: an event of the sending that it belongs to. If it will not arrive, requester and
/// owner are told why.
///
/// # Errors
/// Whatever the database says.
pub async fn settled(w: &mut Write, mail: &Settled<'_>) -> Result<()> {
    let told = Told::of(mail);
    let recorded = status::record(w, mail.recipient_id, told.event(mail, &told.key(mail))).await?;
    let (Status::Bounced, Some(entry)) = (recorded.now, &recorded.entry) else { return Ok(()) };
    tell(w, &recorded.request_id, entry, told.why()).await
}

/// The same for a mail that announces something: it says nothing of the thing itself. If it came back, requester and owner are told.
///
/// # Errors
/// Whatever the database says.
pub async fn announcement_settled(w: &mut Write, mail: &Settled<'_>) -> Result<()> {
    let told = Told::of(mail);
    if told.source != Source::Bounce {
        return Ok(());
    }
    let recorded = status::record(w, mail.recipient_id, told.event(mail, &told.key(mail))).await?;
    if recorded.known || told.status != Status::Bounced {
        return Ok(());
    }
    let entry = match recorded.entry {
        Some(entry) => entry,
        None => {
            let name = recipients::row(&mut w.tx, mail.recipient_id).await?.name;
            timeline::event(w, &recorded.request_id, EventKind::Status, Some(&name), Some(told.status.word())).await?
        }
    };
    tell(w, &recorded.request_id, &entry, told.why()).await
}

/// What a mail's way means for who waits for it.
struct Told {
    status: Status,
    source: Source,
    reason: Option<Reason>,
    note: Option<&'static str>,
}

impl Told {
    fn of(mail: &Settled<'_>) -> Self {
        let by_server = |status, note| Self { status, source: Source::MailServer, reason: mail.reply.map(refused), note };
        let by_bounce = |status, reason| Self { status, source: Source::Bounce, reason: Some(reason), note: None };
        match mail.outcome {
            Outcome::Taken => by_server(Status::Accepted, None),
            Outcome::Kept => by_server(Status::Sent, None),
            Outcome::GivenUp(why) => by_server(Status::Bounced, Some(why)),
            Outcome::Late(reason) => by_bounce(Status::Delayed, reason),
            Outcome::CameBack(reason) => by_bounce(Status::Bounced, reason),
        }
    }

    /// Each sending of a mail is told once.
    fn key(&self, mail: &Settled<'_>) -> String {
        match mail.sent_again {
            0 => format!("mail:{}:{}", mail.id, self.status),
            again => format!("mail:{}:{again}:{}", mail.id, self.status),
        }
    }

    fn event<'a>(&self, mail: &Settled<'a>, key: &'a str) -> Event<'a> {
        let reason = self.reason.map(Reason::word);
        Event {
            round: mail.round,
            key: Some(key),
            address: Some(mail.address),
            reason,
            note: self.note,
            ..Event::new(self.status, self.source)
        }
    }

    /// In a word.
    fn why(&self) -> Option<&'static str> {
        self.reason.map(Reason::word).or(self.note)
    }
}

/// Why a mail server refused a mail to its one recipient.
fn refused(reply: &Reply) -> Reason {
    let diagnostic = [&reply.code.to_string(), reply.status.as_deref().unwrap_or_default(), &reply.text].join(" ");
    bounces::classify(&Said { diagnostic: &diagnostic, text: "in reply to RCPT TO", ..Said::default() }).reason
}

async fn tell(w: &mut Write, request_id: &str, entry: &str, why: Option<&str>) -> Result<()> {
    let request = store::any(&mut w.tx, request_id).await?;
    for person in [&request.requester.id, &request.owner.id] {
        spine::tell_with(w, person, Template::RecipientActed, entry, &request.id, why).await?;
    }
    Ok(())
}

/// The requester has fetched the link. Who has it already had it by another way: nothing changes.
///
/// # Errors
/// Whatever the database says.
pub async fn handed_over(w: &mut Write, recipient_id: &str) -> Result<()> {
    let before = held(w, recipient_id).await?;
    if !before.is_nowhere() {
        return Ok(());
    }
    if before != Status::Planned {
        // No mail reached them: this is another way, and another sending.
        status::begin(w, recipient_id).await?;
    }
    status::record(w, recipient_id, Event::new(Status::Sent, Source::Requester)).await.map(drop)
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

/// A recipient has asked, by a click, to see what lies ready behind their link: they have it, whatever became of the mail. Answers whether
/// that is news.
///
/// # Errors
/// Whatever the database says.
pub async fn opened(w: &mut Write, recipient_id: &str) -> Result<bool> {
    let request_id = recipients::request_of(&mut w.tx, recipient_id).await?;
    spine::lock(w, &request_id).await?;
    let request = store::any(&mut w.tx, &request_id).await?;
    let goods = w.app().goods(request.kind);
    let content = goods.content(&mut w.tx, recipient_id).await?;
    if content.is_none_or(|content| content.revoked) {
        return Ok(false);
    }
    let round = recipients::row(&mut w.tx, recipient_id).await?.round;
    let key = format!("opened:{recipient_id}:{round}");
    let recorded = status::record(w, recipient_id, Event { key: Some(&key), ..Event::new(Status::Opened, Source::Recipient) }).await?;
    if !recorded.known {
        w.audit("delivery.opened", "recipient", recipient_id).await?;
    }
    Ok(!recorded.known)
}

/// Takes back what has reached nobody yet: the row, and the link. The request must be locked.
///
/// # Errors
/// Whatever the database says.
pub async fn stop(w: &mut Write, recipient_id: &str) -> Result<()> {
    let pieces = "DELETE FROM delivery_pieces WHERE delivery_id IN (SELECT id FROM deliveries WHERE recipient_id = $1)";
    q(pieces).bind(recipient_id).run(&mut w.tx).await?;
    q("DELETE FROM deliveries WHERE recipient_id = $1").bind(recipient_id).run(&mut w.tx).await?;
    let sending = "DELETE FROM sendings WHERE recipient_id = $1 AND round = (SELECT round FROM recipients WHERE id = $1)";
    q(sending).bind(recipient_id).run(&mut w.tx).await?;
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
