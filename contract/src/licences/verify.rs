//! Whether a signature is genuine.

use super::{KeyRing, LicenceFile, PublicKey, SignedKey, Unproven};

/// Whether this is the signature of that message under that public key: Ed25519 (RFC 8032), strict. Weak public keys, signatures that somebody
/// else could have altered, and anything but 64 bytes are refused.
#[must_use]
pub fn verify(public_key: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = ed25519_dalek::VerifyingKey::from_bytes(public_key) else { return false };
    let Ok(signature) = ed25519_dalek::Signature::from_slice(signature) else { return false };
    key.verify_strict(message, &signature).is_ok()
}

/// The public key that proves a signed key.
///
/// # Errors
/// If there is none: an unknown one, one that was not in use then, or a signature that is not its.
pub fn prove<'a>(key: &SignedKey, ring: &'a KeyRing) -> Result<&'a PublicKey, Unproven> {
    let data = key.data();
    let public = ring.get(&data.key_id).ok_or_else(|| Unproven::UnknownSigner { key_id: data.key_id.clone() })?;
    // First the signature: what is not signed may say what it likes about its age.
    if !verify(public.bytes(), key.message(), key.signature()) {
        return Err(Unproven::Signature { key_id: data.key_id.clone() });
    }
    if public.was_in_use(data.issued_at) {
        Ok(public)
    } else {
        Err(Unproven::SignerNotInUse { key_id: data.key_id.clone(), issued_at: data.issued_at })
    }
}

/// The public key that proves a licence file, and the key inside it. It is the same one for both, or it is no file of ours.
///
/// # Errors
/// As [`prove`].
pub fn prove_file<'a>(file: &LicenceFile, ring: &'a KeyRing) -> Result<&'a PublicKey, Unproven> {
    let public = prove(file.key(), ring)?;
    if verify(public.bytes(), file.message(), file.signature()) {
        return Ok(public);
    }
    Err(Unproven::Signature { key_id: public.id().to_owned() })
}
