//! Making signed keys and licence files.

use core::fmt;

use ed25519_dalek::ed25519::signature::Signer as _;

use super::{
    KeyData, NoPublicKey, PublicKey, SignedKey,
    file::{self, payload},
    key,
};
use crate::ids::Millis;

/// A private key with the id of its public one. It is wiped when it goes, and shows itself nowhere.
pub struct Signer {
    id: String,
    key: ed25519_dalek::SigningKey,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Signer {
    /// From its 32 secret bytes.
    #[must_use]
    pub fn new(id: &str, secret: &[u8; 32]) -> Self {
        Self { id: id.to_owned(), key: ed25519_dalek::SigningKey::from_bytes(secret) }
    }

    /// Its public key.
    ///
    /// # Errors
    /// If the id is not of our form, or it would be retired before it is valid.
    pub fn public(&self, not_before: Millis, retired_at: Option<Millis>) -> Result<PublicKey, NoPublicKey> {
        PublicKey::new(&self.id, self.key.verifying_key().to_bytes(), not_before, retired_at)
    }

    /// Signs a key; its `key_id` becomes ours.
    #[must_use]
    pub fn sign_key(&self, data: &KeyData) -> String {
        let unsigned = key::unsigned(&KeyData { key_id: self.id.clone(), ..data.clone() });
        let signature = self.key.sign(unsigned.as_bytes());
        key::signed(&unsigned, &signature.to_bytes())
    }

    /// Signs a licence file for a key of ours, valid for so many seconds ([`file::TTL_MIN`] to [`file::TTL_MAX`]) from `now`.
    #[must_use]
    pub fn sign_file(&self, key: &SignedKey, ttl: i64, now: Millis) -> String {
        let payload = payload(key, now, ttl);
        let signature = self.key.sign(file::unsigned(&payload).as_bytes());
        file::sealed(&payload, &signature.to_bytes())
    }
}
