//! Signed keys: `key/DATASET.SIGNATURE`, Keygen's scheme `ED25519_SIGN`.
//!
//! DATASET is the base64url (RFC 4648 §5, with padding) of a JSON document, SIGNATURE that of an Ed25519 signature over the bytes
//! `key/DATASET`. Reading is strict: one text is one key, and no other spelling of it is accepted.

use base64ct::{Base64Url, Encoding};

use super::{Code, Host, VersionRange};
use crate::{
    ids::{Id, Millis},
    json,
};

/// What every signed key begins with.
pub const PREFIX: &str = "key/";
/// The longest key that is read.
pub const KEY_MAX: usize = 8_192;
/// Characters of an encoded signature, without its padding; with it, two more.
pub const SIGNATURE_CHARS: usize = 86;

wire! {
    /// What a key says, as its JSON has it. Product developers read these names.
    pub struct KeyData {
        /// Which licence this is a key of.
        pub licence: Id,
        pub product: Code,
        pub edition: Code,
        /// Which versions it is for.
        pub versions: VersionRange,
        /// The only host it is for; none: any.
        pub host: Option<Host>,
        /// How much it counts; none: without limit.
        pub capacity: Option<i64>,
        /// The first instant at which it is valid.
        pub not_before: Millis,
        /// The first instant at which it no longer is; none: it stays valid.
        pub expires: Option<Millis>,
        /// Id of the public key that proves it.
        pub key_id: String,
        pub issued_at: Millis,
    }
}

/// A key that is written as a key must be. Whether it is genuine, a key ring says.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedKey {
    text: String,
    data: KeyData,
    signature: [u8; 64],
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoKey {
    /// It does not begin with `key/`, or has not one full stop.
    Form,
    /// Longer than any key.
    TooLong,
    /// The part before the full stop is no base64url.
    Dataset,
    /// The part behind it is not the base64url of 64 bytes.
    Signature,
    /// What is encoded is no JSON, or says less than a key must say.
    Meaning,
}

impl SignedKey {
    /// Reads a key.
    ///
    /// # Errors
    /// What is wrong with it first.
    pub fn parse(text: &str) -> Result<Self, NoKey> {
        if text.len() > KEY_MAX {
            return Err(NoKey::TooLong);
        }
        let (dataset, signature) = text.strip_prefix(PREFIX).and_then(|rest| rest.split_once('.')).ok_or(NoKey::Form)?;
        let json = Base64Url::decode_vec(dataset).map_err(|_| NoKey::Dataset)?;
        let mut bytes = [0; 64];
        let decoded = Base64Url::decode(signature, &mut bytes).map_err(|_| NoKey::Signature)?;
        if decoded.len() != 64 {
            return Err(NoKey::Signature);
        }
        let data = core::str::from_utf8(&json).ok().and_then(json::from_text).ok_or(NoKey::Meaning)?;
        Ok(Self { text: text.to_owned(), data, signature: bytes })
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it says.
    #[must_use]
    pub const fn data(&self) -> &KeyData {
        &self.data
    }

    /// The bytes that are signed.
    #[must_use]
    pub fn message(&self) -> &[u8] {
        let end = self.text.find('.').unwrap_or(self.text.len());
        &self.text.as_bytes()[..end]
    }

    /// The signature over them.
    #[must_use]
    pub const fn signature(&self) -> &[u8; 64] {
        &self.signature
    }
}

/// The part that is signed, for who signs it.
#[must_use]
pub fn unsigned(data: &KeyData) -> String {
    format!("{PREFIX}{}", Base64Url::encode_string(json::to_text(data).as_bytes()))
}

/// The whole key.
#[must_use]
pub fn signed(unsigned: &str, signature: &[u8; 64]) -> String {
    format!("{unsigned}.{}", Base64Url::encode_string(signature))
}
