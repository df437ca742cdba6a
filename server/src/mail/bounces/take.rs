//! A mail that came back is taken in: which of our mails it is about, and what follows.
//!
//! Only a return path that we have signed says which mail it is about: the address that it came to, or the one that the returned copy names. Whatever
//! has none, or a forged one, changes nothing. What comes to an address for answers is one, or nothing (`replies`).

use eyelevel_contract::deliveries::bounces::{Action, Kind, Reason, Taken};
use eyelevel_contract::ids::{Id, Millis};
use sha2::{Digest as _, Sha256};

use super::reading::{self, Mail, Recipient};
use super::store::{self, Row};
use crate::app::App;
use crate::error::{Error, Result};
use crate::mail::{Outcome, Settled, Template, replies, return_path};
use crate::write::Write;

/// So often a mail is sent again that came back for now; then it has come back for good.
pub const AGAIN_MAX: i64 = 3;
/// How long it waits before: an hour, four, sixteen.
const WAIT: Millis = 3_600_000;

/// By which way a mail came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// SMTP or LMTP.
    Smtp,
    /// A pipe.
    Pipe,
    /// HTTP.
    Http,
}

impl Via {
    const fn word(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Pipe => "pipe",
            Self::Http => "http",
        }
    }
}

/// Takes a mail in that came to these addresses (the envelope's; none: the headers say it).
///
/// # Errors
/// Whatever the database says: then nothing is written, and it may come again.
pub async fn take(app: &App, bytes: Vec<u8>, to: &[String], via: Via) -> Result<Taken> {
    let hash = Sha256::digest(&bytes[..bytes.len().min(reading::READ_MAX)]);
    // It may be large and broken: that keeps nobody else waiting.
    let mail = tokio::task::spawn_blocking(move || reading::read(&bytes)).await.map_err(|e| Error::Internal(e.to_string()))?;
    let named = to.iter().chain(&mail.to).chain(&mail.original_return_paths).find_map(|address| return_path::read(app, address));
    let Some(outbox_id) = named else {
        let answers = to.iter().chain(&mail.to).find_map(|address| return_path::read_reply(app, address));
        return match answers {
            Some(outbox_id) => replies::take(app, &outbox_id, &mail, &hash).await,
            None => Ok(Taken::NotOurs),
        };
    };
    if !matches!(mail.kind, Kind::Bounce | Kind::Complaint) {
        return Ok(Taken::NoBounce);
    }
    let mut w = Write::begin(app, None, "bounce").await?;
    let Some(row) = store::held(&mut w, &outbox_id).await? else { return Ok(Taken::NotOurs) };
    let Some(said) = about(&mail, &row) else { return Ok(Taken::NoBounce) };
    let taken = follows(&mail, said, &row, w.now);
    let key = key_of(&row.id, &mail, said, &hash);
    let new = store::Bounce { outbox_id: &row.id, via: via.word(), kind: mail.kind, said, outcome: taken.word(), key: &key };
    if !store::insert(&mut w, &new).await? {
        return Ok(Taken::Known);
    }
    apply(&mut w, &row, said.reason, taken).await?;
    tracing::info!(mail = %row.id, reason = said.reason.word(), taken = taken.word(), via = via.word(), "a mail came back");
    w.commit().await?;
    Ok(taken)
}

/// What is said of our recipient: by their address, or by the one to which it was forwarded. Of several, what is worst.
fn about<'a>(mail: &'a Mail, row: &Row) -> Option<&'a Recipient> {
    let is_theirs = |one: &&Recipient| [&one.address, &one.original].into_iter().flatten().any(|a| a.eq_ignore_ascii_case(&row.to_email));
    let worst = |one: &&Recipient| (one.is_final(), one.is_permanent());
    mail.recipients.iter().filter(is_theirs).max_by_key(worst).or_else(|| mail.recipients.iter().max_by_key(worst))
}

fn follows(mail: &Mail, said: &Recipient, row: &Row, now: Millis) -> Taken {
    if mail.kind == Kind::Complaint || row.bounced_at.is_some() {
        return Taken::Noted;
    }
    match said.action {
        Some(Action::Failed) if is_for_good(said) => Taken::Bounced,
        Some(Action::Failed) if row.is_waiting(now) => Taken::Noted,
        Some(Action::Failed) if row.sent_again < AGAIN_MAX => Taken::Again,
        Some(Action::Failed) => Taken::Bounced,
        Some(Action::Delayed) if !row.is_waiting(now) => Taken::Delayed,
        _ => Taken::Noted,
    }
}

/// Whether another try is no use. Where nobody has said so by a code, it is worth one if the reason may pass.
fn is_for_good(said: &Recipient) -> bool {
    let by_code = said.status_is_stated || said.reply_code.is_some();
    said.is_permanent() && (by_code || !said.reason.is_temporary())
}

fn key_of(outbox_id: &Id, mail: &Mail, said: &Recipient, hash: &[u8]) -> String {
    let status = said.status.map(|status| status.to_string()).unwrap_or_default();
    let address = said.address.as_deref().unwrap_or_default().to_ascii_lowercase();
    key(&[outbox_id.as_str(), said.action.map_or("", Action::word), &status, &address], mail, hash)
}

/// What came by mail is the same whichever way it comes: by what it is about, and its own Message-ID, or its bytes if it has none.
pub(in crate::mail) fn key(about: &[&str], mail: &Mail, hash: &[u8]) -> String {
    let mut key = Sha256::new();
    for part in about {
        key.update(part.as_bytes());
        key.update([0]);
    }
    match &mail.message_id {
        Some(id) => key.update(id.as_bytes()),
        None => key.update(hash),
    }
    key.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn apply(w: &mut Write, row: &Row, reason: Reason, taken: Taken) -> Result<()> {
    let outcome = match taken {
        Taken::Bounced => {
            store::bounced(w, row).await?;
            w.audit("mail.bounced", "mail", &row.id).await?;
            Outcome::CameBack(reason)
        }
        Taken::Again => {
            let wait = WAIT << (2 * row.sent_again.clamp(0, AGAIN_MAX));
            store::again(w, row, w.now + wait).await?;
            w.audit("mail.again", "mail", &row.id).await?;
            Outcome::Late(reason)
        }
        Taken::Delayed => {
            w.audit("mail.delayed", "mail", &row.id).await?;
            Outcome::Late(reason)
        }
        _ => return Ok(()),
    };
    let (Some(template), Some(recipient_id)) = (Template::from_word(&row.template), &row.recipient_id) else { return Ok(()) };
    let mailable = w.app().mailable();
    let settled = Settled {
        id: &row.id,
        template,
        recipient_id,
        round: row.round,
        address: &row.to_email,
        sent_again: row.sent_again,
        outcome,
        reply: None,
    };
    mailable.settled(w, &settled).await
}
