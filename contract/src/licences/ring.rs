//! The public keys that prove signed keys.

use crate::ids::Millis;

wire! {
    /// A public key, as it is published.
    pub struct PublishedKey {
        /// Stands as `key_id` in every key that it proves.
        pub id: String,
        /// `ed25519`.
        pub algorithm: String,
        /// Its 32 bytes in hexadecimal, as Keygen's clients take it.
        pub public_key: String,
        /// Keys that were issued earlier are not its.
        pub not_before: Millis,
        /// Keys that were issued from then on are not its; what it proved before stays proved.
        pub retired_at: Option<Millis>,
    }

    /// What stands at [`super::paths::PUBLIC_KEYS`].
    pub struct PublishedKeys {
        pub keys: Vec<PublishedKey>,
    }
}

/// The one algorithm.
pub const ED25519: &str = "ed25519";

/// A public key of the ring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    id: String,
    bytes: [u8; 32],
    not_before: Millis,
    retired_at: Option<Millis>,
}

/// Why a published key is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPublicKey {
    /// It has no id, or one with more than letters, digits, hyphens and underscores, or a longer one than 64 characters.
    Id,
    /// Another algorithm.
    Algorithm,
    /// Not 32 bytes in hexadecimal.
    Bytes,
    /// Retired before it was valid.
    Times,
}

impl PublicKey {
    /// A public key with its id and validity.
    ///
    /// # Errors
    /// If the id is not of our form, or it would be retired before it is valid.
    pub fn new(id: &str, bytes: [u8; 32], not_before: Millis, retired_at: Option<Millis>) -> Result<Self, NoPublicKey> {
        let letters = id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if !letters || !(1..=64).contains(&id.len()) {
            return Err(NoPublicKey::Id);
        }
        if retired_at.is_some_and(|at| at <= not_before) {
            return Err(NoPublicKey::Times);
        }
        Ok(Self { id: id.to_owned(), bytes, not_before, retired_at })
    }

    /// From what is published.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(published: &PublishedKey) -> Result<Self, NoPublicKey> {
        if published.algorithm != ED25519 {
            return Err(NoPublicKey::Algorithm);
        }
        let bytes = from_hex(&published.public_key).ok_or(NoPublicKey::Bytes)?;
        Self::new(&published.id, bytes, published.not_before, published.retired_at)
    }

    /// As it is published.
    #[must_use]
    pub fn publish(&self) -> PublishedKey {
        PublishedKey {
            id: self.id.clone(),
            algorithm: ED25519.to_owned(),
            public_key: self.hex(),
            not_before: self.not_before,
            retired_at: self.retired_at,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Its bytes in hexadecimal.
    #[must_use]
    pub fn hex(&self) -> String {
        let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
        self.bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
    }

    /// When it was retired, if it was.
    #[must_use]
    pub const fn retired_at(&self) -> Option<Millis> {
        self.retired_at
    }

    /// Whether a key that was issued then can be its.
    #[must_use]
    pub fn was_in_use(&self, at: Millis) -> bool {
        at >= self.not_before && self.retired_at.is_none_or(|retired| at < retired)
    }
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits: Vec<u8> = text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits.chunks(2).map(|two| two.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    if digits.len() == 64 { bytes.try_into().ok() } else { None }
}

/// All public keys that prove something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyRing(Vec<PublicKey>);

impl KeyRing {
    /// A ring of these. Of two with the same id the first counts.
    #[must_use]
    pub const fn new(keys: Vec<PublicKey>) -> Self {
        Self(keys)
    }

    /// From what is published.
    ///
    /// # Errors
    /// What is wrong with the first that is none.
    pub fn read(published: &PublishedKeys) -> Result<Self, NoPublicKey> {
        published.keys.iter().map(PublicKey::read).collect::<Result<_, _>>().map(Self)
    }

    /// As it is published.
    #[must_use]
    pub fn publish(&self) -> PublishedKeys {
        PublishedKeys { keys: self.0.iter().map(PublicKey::publish).collect() }
    }

    /// The public key of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&PublicKey> {
        self.0.iter().find(|key| key.id == id)
    }
}
