//! Standard Webhooks: what is signed, and by what.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use eyelevel_contract::ids::Millis;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::app::App;
use crate::error::{Error, Result};
use crate::seal::{self, Purpose};

/// A signature (`v1,…`) over the id, the second of Unix time and the body.
///
/// # Errors
/// None that our secrets can have.
pub fn sign(secret: &[u8], id: &str, second: i64, body: &str) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).map_err(|e| Error::Internal(e.to_string()))?;
    mac.update([id, ".", &second.to_string(), ".", body].concat().as_bytes());
    Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

/// A secret as it is told: `whsec_…`.
#[must_use]
pub fn worded(secret: &[u8]) -> String {
    format!("whsec_{}", STANDARD.encode(secret))
}

/// A new secret for the webhook of that id, and how it is kept.
pub(super) fn fresh(app: &App, id: &str) -> Result<([u8; 32], String)> {
    let secret = app.clock.secret::<32>();
    let sealed = seal::seal(&app.config.secret, Purpose::Webhooks, id, app.clock.secret::<24>(), &secret)?;
    Ok((secret, sealed))
}

/// A secret as it is kept.
pub(super) fn open(app: &App, id: &str, sealed: &str) -> Result<[u8; 32]> {
    seal::open(&app.config.secret, Purpose::Webhooks, id, sealed)
}

/// The secrets of a webhook: the one it has, and the one before as long as that counts.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Secrets {
    pub(super) sealed: String,
    pub(super) old_sealed: Option<String>,
    pub(super) old_until: Option<Millis>,
}

impl Secrets {
    /// All signatures that count at an instant, as the header has them.
    pub(super) fn header(&self, app: &App, webhook_id: &str, id: &str, at: Millis, body: &str) -> Result<String> {
        let second = at.div_euclid(1000);
        let old = self.old_sealed.as_ref().filter(|_| self.old_until.is_some_and(|until| until > at));
        let signed = |sealed: &str| sign(&open(app, webhook_id, sealed)?, id, second, body);
        let now = signed(&self.sealed)?;
        // One from before the server had another secret signs no more.
        let before = old.and_then(|sealed| signed(sealed).ok());
        Ok([Some(now), before].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}
