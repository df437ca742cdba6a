//! Private keys at rest: XChaCha20-Poly1305 under a key that is made from the secret outside the database. A leaked database signs nothing,
//! and a sealed key that was put under another id, or is one of another kind, opens nowhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::error::{Error, Result};

const NONCE: usize = 24;

/// What a sealed key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It signs licence keys.
    Licences,
    /// It signs what a webhook is sent.
    Webhooks,
}

impl Purpose {
    const fn words(self) -> &'static [u8] {
        match self {
            Self::Licences => b"eyelevel signing keys",
            Self::Webhooks => b"eyelevel webhooks",
        }
    }
}

fn cipher(secret: &[u8], purpose: Purpose) -> Result<XChaCha20Poly1305> {
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(secret).map_err(|e| Error::Internal(e.to_string()))?;
    mac.update(purpose.words());
    XChaCha20Poly1305::new_from_slice(&mac.finalize().into_bytes()).map_err(|e| Error::Internal(e.to_string()))
}

/// Encrypts a private key for the row of that id; the nonce goes before it.
///
/// # Errors
/// None that ours can have.
pub(crate) fn seal(secret: &[u8], purpose: Purpose, id: &str, nonce: [u8; NONCE], private: &[u8; 32]) -> Result<String> {
    let payload = Payload { msg: private, aad: id.as_bytes() };
    let sealed = cipher(secret, purpose)?.encrypt(&XNonce::from(nonce), payload).map_err(|e| Error::Internal(e.to_string()))?;
    Ok(STANDARD.encode([nonce.as_slice(), &sealed].concat()))
}

/// Decrypts it.
///
/// # Errors
/// If the secret is another one, or the row was changed.
pub fn open(secret: &[u8], purpose: Purpose, id: &str, sealed: &str) -> Result<[u8; 32]> {
    let broken = || Error::Internal(format!("the key of {id} can't be opened: was EYELEVEL_SECRET changed?"));
    let bytes = STANDARD.decode(sealed).map_err(|_| broken())?;
    let (nonce, sealed) = bytes.split_first_chunk::<NONCE>().ok_or_else(broken)?;
    let payload = Payload { msg: sealed, aad: id.as_bytes() };
    let private = cipher(secret, purpose)?.decrypt(&XNonce::from(*nonce), payload).map_err(|_| broken())?;
    private.try_into().map_err(|_| broken())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_secret_and_under_its_id_only() {
        let sealed = seal(b"one secret", Purpose::Licences, "a", [7; NONCE], &[1; 32]).expect("sealed");
        assert_eq!(open(b"one secret", Purpose::Licences, "a", &sealed).expect("opened"), [1; 32]);
        assert!(
            open(b"another", Purpose::Licences, "a", &sealed).is_err() && open(b"one secret", Purpose::Licences, "b", &sealed).is_err()
        );
        assert!(open(b"one secret", Purpose::Webhooks, "a", &sealed).is_err());
        for (i, _) in sealed.char_indices() {
            let mut changed = sealed.clone().into_bytes();
            changed[i] = if changed[i] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).expect("ASCII");
            // A changed padding bit may decode to the same bytes: then it is the same thing.
            let same = STANDARD.decode(&changed).is_ok_and(|c| STANDARD.decode(&sealed).is_ok_and(|s| s == c));
            assert!(same || open(b"one secret", Purpose::Licences, "a", &changed).is_err(), "{i}");
        }
        for nothing in ["", "AAAA"] {
            assert!(open(b"one secret", Purpose::Licences, "a", nothing).is_err());
        }
    }
}
