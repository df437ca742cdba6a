//! Signed links: invitations, password resets, recipients' pages. The URL carries the row's id and an HMAC under a secret that is not in
//! the database, so neither a leaked database nor a guessed id opens anything. Unknown, tampered, expired and ended look the same.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use eyelevel_contract::ids::{Id, Millis};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::write::Write;

/// What a link is for; a link of one purpose is nothing anywhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Setting the first password.
    Invitation,
    /// Setting another password.
    Reset,
    /// A recipient's page.
    Recipient,
    /// What runs out when, for a calendar program.
    Calendar,
    /// The requester's answer to a wish for other recipients.
    Consent,
    /// A distributor's answer to a return.
    Referral,
}

impl Purpose {
    const fn word(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Recipient => "recipient",
            Self::Calendar => "calendar",
            Self::Consent => "consent",
            Self::Referral => "referral",
        }
    }
}

/// Makes a link's row. Sign it with [`token`] when it is sent, never before.
///
/// # Errors
/// Whatever the database says.
pub async fn create(w: &mut Write, purpose: Purpose, subject_id: &str, expires_at: Millis) -> Result<Id> {
    let id = w.id();
    q("INSERT INTO links (id, purpose, subject_id, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(&id)
        .bind(purpose.word())
        .bind(subject_id)
        .bind(expires_at)
        .run(&mut w.tx)
        .await?;
    Ok(id)
}

fn mac(app: &App, id: &str) -> Result<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&app.config.secret).map_err(|e| Error::Internal(e.to_string()))?;
    mac.update(b"eyelevel link ");
    mac.update(id.as_bytes());
    Ok(mac)
}

/// What stands in the URL: id and signature.
///
/// # Errors
/// If the secret can't be used.
pub fn token(app: &App, id: &str) -> Result<String> {
    let signature = mac(app, id)?.finalize().into_bytes();
    Ok(format!("{}.{}", URL_SAFE_NO_PAD.encode(id), URL_SAFE_NO_PAD.encode(&signature[..])))
}

/// The link's id if the signature is ours, whether or not it has expired (for asking for a new one).
#[must_use]
pub fn signed_id(app: &App, token: &str) -> Option<Id> {
    let (id, signature) = token.split_once('.')?;
    let id = String::from_utf8(URL_SAFE_NO_PAD.decode(id).ok()?).ok()?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    mac(app, &id).ok()?.verify_slice(&signature).ok()?;
    Some(id)
}

/// The subject of a signed link of this purpose that was not ended, even if it has expired: for sending a new one to the same place.
///
/// # Errors
/// `NotFound` for anything else.
pub async fn once(app: &App, on: &mut impl AsConn, purpose: Purpose, token: &str) -> Result<Id> {
    let id = signed_id(app, token).ok_or(Error::NotFound)?;
    let sql = "SELECT subject_id FROM links WHERE id = $1 AND purpose = $2 AND ended_at IS NULL";
    let row: Option<(Id,)> = q(sql).bind(&id).bind(purpose.word()).maybe(on).await?;
    Ok(row.ok_or(Error::NotFound)?.0)
}

/// What an open link is for: the link's id and its subject's.
///
/// # Errors
/// `NotFound` for anything but a signed, living link of this purpose.
pub async fn open(app: &App, on: &mut impl AsConn, purpose: Purpose, token: &str) -> Result<(Id, Id)> {
    let id = signed_id(app, token).ok_or(Error::NotFound)?;
    let sql = "SELECT subject_id FROM links WHERE id = $1 AND purpose = $2 AND expires_at > $3 AND ended_at IS NULL";
    let row: Option<(String,)> = q(sql).bind(&id).bind(purpose.word()).bind(app.clock.now()).maybe(on).await?;
    let (subject,) = row.ok_or(Error::NotFound)?;
    Ok((id, subject))
}

/// Whose a link is; none for one that is no good.
///
/// # Errors
/// Whatever the database says.
pub async fn subject(app: &App, on: &mut impl AsConn, purpose: Purpose, token: &str) -> Result<Option<Id>> {
    match open(app, on, purpose, token).await {
        Ok((_, subject)) => Ok(Some(subject)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A link of this purpose and subject that lives at least so much longer: its id and when it ends.
///
/// # Errors
/// Whatever the database says.
pub async fn living(w: &mut Write, purpose: Purpose, subject_id: &str, longer: Millis) -> Result<Option<(Id, Millis)>> {
    let sql = "SELECT id, expires_at FROM links WHERE subject_id = $1 AND purpose = $2 AND ended_at IS NULL AND expires_at > $3 \
               ORDER BY expires_at DESC, id LIMIT 1";
    Ok(q(sql).bind(subject_id).bind(purpose.word()).bind(w.now + longer).maybe(&mut w.tx).await?)
}

/// What is open of this purpose and subject, and has not expired, stays open until then at least.
///
/// # Errors
/// Whatever the database says.
pub async fn keep(w: &mut Write, purpose: Purpose, subject_id: &str, until: Millis) -> Result<()> {
    let sql = "UPDATE links SET expires_at = $1 WHERE subject_id = $2 AND purpose = $3 AND ended_at IS NULL AND expires_at > $4 AND expires_at < $1";
    q(sql).bind(until).bind(subject_id).bind(purpose.word()).bind(w.now).run(&mut w.tx).await?;
    Ok(())
}

/// Uses an open link up: of two at once, one gets it.
///
/// # Errors
/// `NotFound` for anything but a signed, living link of this purpose.
pub async fn take(app: &App, w: &mut Write, purpose: Purpose, token: &str) -> Result<()> {
    let id = signed_id(app, token).ok_or(Error::NotFound)?;
    let sql = "UPDATE links SET ended_at = $1 WHERE id = $2 AND purpose = $3 AND expires_at > $1 AND ended_at IS NULL";
    let taken = q(sql).bind(w.now).bind(id).bind(purpose.word()).run(&mut w.tx).await?;
    if taken == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Ends all links of one purpose for one subject: used up, or replaced.
///
/// # Errors
/// Whatever the database says.
pub async fn end(w: &mut Write, purpose: Purpose, subject_id: &str) -> Result<()> {
    q("UPDATE links SET ended_at = $1 WHERE subject_id = $2 AND purpose = $3 AND ended_at IS NULL")
        .bind(w.now)
        .bind(subject_id)
        .bind(purpose.word())
        .run(&mut w.tx)
        .await?;
    Ok(())
}
